"""Is this business big? Amounts of money and quantities that a customer names, against what is usual.

Read in lower case without accents, number words written out ("cem mil" as "100 mil").
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from agente.handoff.phrases import CACHED_MESSAGES
from agente.kit.text_features import MAX_CHARACTERS

# Without a rule of the pack's own: what a small or middling company would want to hear of at once.
USUAL_MONEY = Decimal(20_000)
USUAL_MONTHLY = Decimal(6_000)
USUAL_BRANCHES = 6
USUAL_OTHERWISE = 150  # of anything else that somebody wants to buy
GOODS = 600  # pieces of what is bought by the piece

# (from how many on, what is counted)
_USUAL = (
    (3, r"apartamentos|imoveis|terrenos|casas|apartments|properties|houses|inmuebles"),
    (
        6,
        r"lojas?|filia(?:l|is)|franquias?|franqueados|escolas|clinicas|hospitais|restaurantes|hoteis|fabricas|galpoes"
        r"|centros de distribuicao|condominios|obras|postos|predios|farmacias|supermercados|agencias|academias|polos"
        r"|estados|paises|stores|branches|locations|shops|offices|sites|warehouses|clinics|schools|countries"
        r"|sucursales|tiendas|locales|sedes|plantas|oficinas|clinicas|escuelas",
    ),
    (10, r"veiculos|carros|caminhoes|onibus|vans|motos|vehicles|trucks|cars|buses|camiones|coches|vehiculos|autos"),
    (20, r"quartos|suites|rooms|habitaciones|servidores|servers"),
    (
        50,
        r"licencas?|usuarios?|funcionari[oa]s?|colaborador(?:es)?|vendedor(?:es)?|acessos|maquinas|computadores|pcs"
        r"|notebooks|celulares|linhas|chips|contas|tablets|atendentes|posicoes|assentos|equipamentos|empregados|medicos"
        r"|corretores|cadeiras|mesas|colchoes|monitores|assinaturas|vidas"
        r"|matriculas|vagas|bicicletas|televisores|tvs|aparelhos|cameras|inscricoes|passagens|ingressos|diarias"
        r"|licen[cs]es|users|employees|seats|staff|laptops|phones|agents|computers|chairs|desks|devices|subscriptions"
        r"|workers|tickets|licencias|empleados|puestos|sillas|equipos|trabajadores|cuentas",
    ),
    (
        200,
        r"alunos|pessoas|convidados|participantes|hospedes|students|people|guests|alumnos|personas|invitados|huespedes",
    ),
    (
        GOODS,
        r"unidades|pecas?|caixas|itens|kits?|pares|camisetas|camisas|uniformes|brindes|cestas|garrafas|litros|sacas?"
        r"|toneladas|paletes|pallets|metros|exemplares|livros|refeicoes|marmitas|paes|bolos|salgados|produtos|canecas"
        r"|pedidos|entregas|envios|mensagens|atendimentos|units|pieces|boxes|items|shirts|copies|meals|orders|bottles"
        r"|books|piezas|cajas|productos|prendas|botellas|libros|mugs|envelopes|embalagens|sacolas|folhas|adesivos",
    ),
)  # fmt: skip
_MEASURES = (
    r"reais|dolares|dollars|euros|pesos|dias|days|horas|hours|minutos|minutes|meses|months|anos|years|anos|semanas|weeks"
    r"|megas?|gigas?|gramas|grams|gramos|metros|quilos|kilos|litros|watts|volts|pontos|points|puntos|parcelas|vezes|times"
    r"|pecas|caixas|cajas|piezas|boxes|pieces|pessoas|convidados|people|guests|personas|invitados|alunos|students|alumnos"
    r"|unidades|units|participantes|kms|fios|folhas|paginas|pages|palavras|calorias|centavos|passos|btus|quadrados"
)
_WORDS = {
    "meio milhao": "500 mil", "meia duzia": "6", "medio millon": "500 mil", "half a million": "500 mil",
    "um milhao": "1 milhao", "um milhar": "1 mil", "uma centena": "100", "dez": "10", "doze": "12", "quinze": "15",
    "vinte": "20", "trinta": "30", "quarenta": "40", "cinquenta": "50", "sessenta": "60", "setenta": "70",
    "oitenta": "80", "noventa": "90", "cem": "100", "cento": "100", "duzentos": "200", "duzentas": "200",
    "trezentos": "300", "trezentas": "300", "quatrocentos": "400", "quatrocentas": "400", "quinhentos": "500",
    "quinhentas": "500", "seiscentos": "600", "seiscentas": "600", "setecentos": "700", "setecentas": "700",
    "oitocentos": "800", "oitocentas": "800", "novecentos": "900", "novecentas": "900", "ten": "10", "twelve": "12",
    "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "a hundred": "100", "one hundred": "100",
    "two hundred": "200", "three hundred": "300", "five hundred": "500", "a thousand": "1 mil", "a million": "1 milhao",
    "diez": "10", "veinte": "20", "treinta": "30", "cuarenta": "40", "cien": "100", "doscientos": "200",
    "doscientas": "200", "trescientos": "300", "quinientos": "500", "quinientas": "500", "un millon": "1 milhao",
}  # fmt: skip
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b")
_LONE_THOUSAND = re.compile(r"(?<!\d)(?<!\d )\bmil\b(?! reais)")
_SCALES = {"mil": 1_000, "k": 1_000, "thousand": 1_000}
_MILLIONS = r"milh(?:ao|oes)|mi|millones|millon|millions?|mm?"
_NUMBER = rf"(\d{{1,3}}(?:[., ]\d{{3}})+|\d{{1,9}})(?:[.,]\d{{1,2}})?(?: ?(mil|k|thousand|{_MILLIONS})\b)?"
_SIGNED = re.compile(rf"(?:r\$|us\$|u\$|\$|€) ?{_NUMBER}")
_UNSIGNED = re.compile(rf"(?<![\d.,$]){_NUMBER}(?: (?:de )?(reais|dolares|dollars|euros|pesos|usd|brl)\b)?")
_FILLER = r"(?: (?:nov[ao]s|mil|de|new|more|mais|mas|nuev[ao]s|vagas de|kits de)\b){0,2}"
# "10 lojas não tenho", "não somos 200", "7 lojas? não, são 2"
_DENIED = re.compile(
    rf"{_NUMBER}{_FILLER} [a-z]+,? (?:(?:eu|nos|a gente) )?"
    r"(?:nao|no) (?:tenho|temos|tem|quero|preciso|sao|tengo|tenemos)\b"
    rf"|\b(?:nao|no|not|don ?t) (?:tenho|temos|somos|sao|e|quero|tengo|tenemos|somos|have|need)"
    rf" (?:mais de |nem |more than |mas de )?{_NUMBER}"
    rf"|{_NUMBER}{_FILLER} [a-z]+(?: ?[?]+ ?|,? )(?:nao|no)(?:[,.!;]| (?:sao|e|eh|it s|son)\b)"
)
_COUNTED = tuple((usual, re.compile(rf"(?<![\d.,]){_NUMBER}{_FILLER} (?:{nouns})\b")) for usual, nouns in _USUAL)

_BUDGET = re.compile(
    r"\b(?:orcamento|verba|budget|presupuesto|invest|inversion|dispo|contrat|contract|fechar|compra|pedido|projeto"
    r"|project|proyecto|gast|spend|licita|anual|por ano|por mes|mensa|deal|teto|faixa|capital|a vista|per month|a year"
    r"|per year|monthly|al mes|al ano|negocio|obra|evento)"
)
_OWED = re.compile(
    r"\b(?:divida|devo|devendo|emprestimo|financ|saldo|sinistro|prejuizo|cobr|fatura|boleto|limite|premio|loan|debt"
    r"|charged|invoice|mortgage|deuda|prestamo|factura|pix|roub|salario|parcel|reembols|perdi|multa|simul|seguro|estorn"
    r"|refund|paguei|debitar|debito|renda|ganho)"
)
_MONTHLY = re.compile(r"\b(?:por mes|ao mes|mensa\w+|per month|a month|monthly|al mes)\b|/ ?m[eo]")
_HOW_MANY = re.compile(r"\b(?:quant[oa]s|how many|cuant[oa]s) (?:de )?([a-z]+)")
_BARE = re.compile(rf"(?<![\d.,$@/-]){_NUMBER}(?! ?[a-z]*[\d@/-])")
_OF_ITS_OWN = re.compile(
    r"\b(?:licitacao|edital|pregao|rfp|rfq|tender|licitacion|multinaciona\w+|contrato (?:corporativo|nacional|global)"
    r"|(?:centenas|milhares|hundreds|thousands|cientos|miles) (?:de|of) \w+"
    r"|(?:dezenas|dozens|decenas) (?:de|of) (?:lojas|filiais|unidades|franquias|stores|branches|tiendas|sucursales)"
    r"|(?:rede|grupo|franquia|franqueadora) (?:\w+ ){0,3}(?:com|de) \d{2,} unidades|atacado para (?:toda|nossa) rede)\b"
)
_ANYTHING = re.compile(
    rf"(?<![\d.,#])(?<!order )(?<!pedido )(?<!numero )(?<!protocolo ){_NUMBER}{_FILLER}"
    rf" (?!(?:{_MEASURES})\b)[a-z]{{3,}}s\b"
)
_BUYS = re.compile(
    r"\b(?:compr|adquir|cota|orca|propost|encomend|contrat|fech|atacad|preciso|precisamos|queremos|buy|purchas|quot|order"
    r"|need|comprar|cotiz|necesit|presupuest)"
)
_CHAIN = re.compile(r"\b(?:rede|grupo|franquia|franqueadora|holding|chain|cadena|somos|temos|nossas|our|nuestras)\b")
# "Tenho uns 9 mil livros": what they have on their shelves is no order.
_STOCK = re.compile(
    r"\b(?:tenho|temos|have|tengo|tenemos|cadastr\w+)(?: (?:uns|umas|mais de|cerca de|about|over|unos|unas))? ?$"
)
# "São 9 mil linhas", "5 mil produtos cadastrados": what somebody's files hold tells nothing of how big they are.
_RECORDS = re.compile(
    r"(?:linhas|rows|lines|filas|produtos|itens|registros|notas|pedidos|clientes|contatos|skus|cadastros|fotos|arquivos"
    r"|entregas|envios|mensagens|atendimentos|vendas|boletos|codigos|products|items|records|orders|customers|contacts"
    r"|invoices|productos|articulos|facturas|contactos)$"
)
_OF_PHONES = re.compile(r"\b(?:telef\w+|celular\w*|move(?:l|is)|chips?|operadoras?|corporativ\w+|phone|mobile)\b")
_FILED = re.compile(
    r"\b(?:import\w*|cadastr\w+|migr\w*|planilh\w+|excel|csv|registr\w+|skus?|estoque|inventario|emit\w+|emiss\w+|subir"
    r"|export\w*|carreg\w+|sistema|software|programa|base|banco de dados|cargad\w+|spreadsheet|database|stock|upload"
    r"|arquivos?|tabela|system|file)\b"
)
_LISTED = re.compile(r"\b(?:planilhas?|excel|csv|spreadsheet|hoja de calculo)\b")
_ORDERED = re.compile(
    r"\b(?:compr\w+|quer(?:o|emos|ia)|encomend\w+|cota\w+|orca\w+|precis\w+|pedir|proposta|fornec\w+|adquir\w+|contrat\w+"
    r"|buy|order|purchase|need|want|quote|quiero|queremos|necesit\w+|cotiz\w+)(?: [a-z]+){0,3} $"
)
_BRANCHES = re.compile(rf"(?<![\d.,]){_NUMBER} (?:unidades|units)\b")


@lru_cache(maxsize=CACHED_MESSAGES)
def is_big(text: str, from_value: Decimal | None, question: str = "") -> bool:
    """Whether the customer names an amount of at least `from_value`, or one or a quantity that is unusual by far.

    `question` is what we had asked: it tells what a bare number counts.
    """
    text = _DENIED.sub(" ", _plain(text))
    return any(_is_big(version, from_value) for version in {text, _completed(text, _plain(question))})


def _is_big(text: str, from_value: Decimal | None) -> bool:
    if not any(map(str.isdigit, text)):
        return _OF_ITS_OWN.search(text) is not None
    return (
        _OF_ITS_OWN.search(text) is not None
        or any(amount >= usual for amount, usual in _amounts(text, from_value))
        or _counts_many(text)
        or _wants_many(text)
        or (
            _CHAIN.search(text) is not None
            and any(_value(*m.groups()) >= USUAL_BRANCHES for m in _BRANCHES.finditer(text))
        )
    )


def _counts_many(text: str) -> bool:
    buys = _BUYS.search(text) is not None
    return any(
        _value(*found.groups()) >= usual
        and not _is_of_files(text, found)
        and (buys or usual < GOODS or not _STOCK.search(text[: found.start()]))
        for usual, counted in _COUNTED
        for found in counted.finditer(text)
    )


def _completed(text: str, question: str) -> str:
    """The answer with what the question was about: "uns 450" to "quantos usuarios?" as "uns 450 usuarios"."""
    if not question.rstrip().endswith("?"):
        return text
    asked = _HOW_MANY.search(question)
    if asked and (number := _BARE.search(text)):
        return f"{text[: number.end()]} {asked[1]}{text[number.end() :]}"
    cue = _BUDGET.search(question)
    return f"{text} ({cue[0]})" if cue else text


def _wants_many(text: str) -> bool:
    return _BUYS.search(text) is not None and any(
        _value(*found.groups()) >= USUAL_OTHERWISE and not _is_of_files(text, found)
        for found in _ANYTHING.finditer(text)
    )


def _is_of_files(text: str, found: re.Match[str]) -> bool:
    """Whether records are counted, or what a spreadsheet lists, and nobody orders so many of them."""
    if _LISTED.search(text) and not _ORDERED.search(text[: found.start()]):
        return True
    if not _RECORDS.search(found[0]) or (found[0].endswith("linhas") and _OF_PHONES.search(text)):
        return False
    return _FILED.search(text) is not None or not _ORDERED.search(text[: found.start()])


def _plain(text: str) -> str:
    """Lower case, no accents, number words as digits."""
    text = text[:MAX_CHARACTERS].lower()
    if not text.isascii():
        text = "".join(
            character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character)
        )
    text = _NUMBER_WORD.sub(lambda found: _WORDS[found[0]], text)
    return _LONE_THOUSAND.sub("1 mil", text)


def _amounts(text: str, from_value: Decimal | None) -> Iterator[tuple[Decimal, Decimal]]:
    """(what the customer would spend, what is big), nothing where they owe or were charged it."""
    if _OWED.search(text):
        return
    usual = from_value or (USUAL_MONTHLY if _MONTHLY.search(text) else USUAL_MONEY)
    for found in _SIGNED.finditer(text):
        yield _value(*found.groups()), usual
    if not _BUDGET.search(text):
        return
    for found in _UNSIGNED.finditer(text):
        number, scale, currency = found.groups()
        if scale or currency:
            yield _value(number, scale), usual


def _value(number: str, scale: str | None) -> Decimal:
    value = Decimal(re.sub(r"\D", "", number))
    return value * (_SCALES.get(scale, 1_000_000) if scale else 1)
