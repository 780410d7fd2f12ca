"""The company that the customer speaks for: named as theirs, asked for, or in the signature of an e-mail."""

import re
from typing import Final

from agente.leads.company_names import ENDINGS, HEADS, LEGAL, company_at
from agente.leads.names import signature_start
from agente.leads.persons import person_at
from agente.leads.trade_names import trade_name_in
from agente.leads.wording import Message, fold, word_list, words

TRIGGER_WORDS: Final = words(
    "nos gente pessoal equipe time coordeno gerencio cuido toco lidero administro abri fundei temos"
    " tenho recepcao suprimentos diretoria operacoes logistica na precisa",
    "empresa sou trabalho trabalha trabalhamos aqui somos represento representamos falo falamos loja"
    " negocio firma startup company work from",
    "trabajo soy dono dona socio socia gerente diretor diretora proprietario proprietaria fundador"
    " fundadora ceo cto head coordenador",
    "coordenadora analista comprador compradora ltda eireli razao fantasia cnpj i'm am owner manager"
    " founder chama chamada clinica agencia escritorio consultorio",
    "restaurante padaria academia escola construtora business tienda negocio nome represent represents"
    " presto atendo respondo compra mei salao compro nossa nosso minha escrevo our my",
    "marca studio estudio atelie pousada hotel chamados called are franquia espaco llama faco fazemos"
    " com responsavel pela pelo compras rh ti marketing financeiro we founded run lead duena dueno"
    " vendedor secretaria assistente de",
)
_ROLES = (
    r"don[oa]|soci[oa]s?|gerente|diretora?|proprietari[oa]|fundadora?|ceo|cto|cfo|coo|head|coordenadora?"
    r"|analista|compradora?|responsavel|vendedora?"
    r"|secretari[oa]|assistente|supervisora?|encarregad[oa]|representante|administradora?|gestora?"
    r"|consultora?|estagiari[oa]|funcionari[oa]|chefe"
    r"|lider|sindic[oa]|presidente|tesoureir[oa]|reitora?|pedagog[oa]|zelador|socio-fundador|co-?founder"
    r"|recepcionista|professora?|medic[oa]|enfermeir[oa]|corretora?|advogad[oa]|nutricionista|dentista"
    r"|arquitet[oa]|designer|programadora?|tecnic[oa]|operadora?|auxiliar|engenheir[oa]|desenvolvedora?"
    r"|contadora?"
)
_AREA = r"(?: (?!e |mas |que |quero |preciso |com |em |na |no |nem )[a-z-]+){0,4}?"
_KIND = (
    r"(?:empresa|loja|firma|startup|negocio|clinica|agencia|escritorio|restaurante|academia|escola|consultorio"
    r"|padaria"
    r"|industria|construtora|imobiliaria|organizacao|instituicao|estudio|studio|salao|petshop|pet shop|oficina"
    r"|cafeteria"
    r"|farmacia|mercado|pizzaria|hotel|pousada|ong|marca|atelie|barbearia|franquia|espaco|lojinha|mercadinho"
    r"|lanchonete"
    r"|hamburgueria|rede|mei|comercio|distribuidora|transportadora|confeitaria|doceria|grafica|fabrica)"
)
_KINDS: Final = words(
    "empresa firma negocio startup marca lojinha franquia company business shop store studio agency clinic"
)
# Behind these stands the company's name itself.
_STRONG = re.compile(
    rf"\b(?:(?:a |o )?(?:minha|nossa|meu|nosso) {_KIND}(?: aqui| virtual| online)? (?:e|eh|chama-se|chama|se chama"
    rf"|leva o nome de|tem o nome de)(?: a| o)?"
    r"|(?:nome d[ao] (?:minha |nossa |meu |nosso )?"
    rf"{_KIND}"
    r""
    r"|razao social|nome fantasia)(?: e| eh|:| seria|,)?(?: a| o)?(?=\W)"
    r"|empresa\s?[:=](?: a)?|company\s?:|empresa chamada|(?<=[,;] )(?:empresa|company)"
    r"|(?:loja|empresa|startup|agencia|clinica|firma"
    r"|negocio|company|business|[a-z]+(?:aria|eria|ura)|escola|oficina|mercado|academia|studio|estudio"
    r"|salao|restaurante|construtora|imobiliaria|industria) (?:chamad[oa]|called|llamad[oa])(?: de)?"
    r"|(?:my|our) (?:company|business|startup|shop|store|firm)(?:'s name)? is(?: called| named)?|(?:mi"
    r"|nuestra) (?:empresa|tienda|negocio)(?: se llama| es)(?: la)?"
    r"|represento (?:a|o)|representamos (?:a|o)|falo (?:em nome da|em nome do|pela|pelo)|falamos pela"
    r"|i represent|(?:escrevo|falo|falamos|ligo|contato) (?:em nome d[aoe]|da parte d[ao])|(?:my"
    r"|our) (?:company|business|firm"
    r"|shop|store|startup|clinic|agency),?(?= [\"']?[a-z0-9])"
    r"(?!,? (?:is|has|needs|need|was|and|to|in|for|that|which|wants|with|of)\b)|(?:em|por) nome da empresa"
    rf"|(?:minha|nossa|meu|nosso) {_KIND}"
    r"(?:,? (?:a|o)|,)?(?= [\"']?[A-Za-z0-9])(?!(?: a| o"
    r"|,)* (?:e|eh|de|do|da|se|ja|tem|esta|precisa|fica|que|em|no|na|com|atual|hoje|aqui|ainda|vai|nao"
    r"|faz|usa|vende)\b)"
    r"|(?:a|o) (?:empresa|loja|firma|marca|rede) (?:e|eh)(?: a| o)?"
    rf"|(?:a|o|la|el|nuestra|nuestro|mi) (?:{_KIND}|tienda) (?:chama-se|chama|se chama|se llama)(?: a| o)?"
    rf"|\b{_KIND}\b[^.!?;\n]{{0,40}}?(?:,| e| que) (?:que )?(?:se chama|chama-se|chama)(?: a| o)?"
    r"|(?:a nossa|o nosso|a gente) se chama(?: a| o)?|(?:a nossa|o nosso) (?:e|eh)(?: a| o)?|(?:own|run|have|started"
    r"|opened) an? (?:[a-z]+ ){1,3}called"
    r"|(?:tenho|temos|abri|abrimos|toco|somos|don[oa] de|tengo|tenemos) (?:um|uma|una|un) (?:[a-z]+ ){1,4}"
    r"(?:(?:que )?se (?:chama|llama)|(?:chamad|llamad)[oa](?: de)?)"
    r"|(?:na|da|pela|a|la|the) (?:empresa|company)(?: chamada)?(?= [\"']?[^\W\d_]))\s+[\"']?(?=\w)"
)
_BELONGINGS = (
    "conta",
    "linha",
    "casa ",
    "carro",
    "moto ",
    "apartamento",
    "apto",
    "imovel",
    "terreno",
    "pedido",
    "maior",
)
_DESCRIBED = re.compile(r" (?:e|eh|is|es)\s*$")  # "minha empresa é pequena"
# "minha loja e o ideal seria ...": an "and" where accents are written
_AND_NOT_IS = re.compile(r" e(?: a| o)? +$")
_NAMED_KIND = re.compile(r"nome d[ao] ([a-z]+) +$")
_POSSESSED = re.compile(r"^(?:minha|nossa|meu|nosso|my|our|na|da|pela|a|la|the) [a-z]+(?:,? (?:a|o)|,| chamada)?\s+$")
_OWNED = re.compile(
    r"\b(?:tenho|temos|abri|abrimos|toco|own|run|(?:estamos|estou|to|tamo) (?:montando|abrindo|lancando|criando))"
    r" (?:a|o|the) (?=[a-z0-9])|\b(?:i|we) (?:run|own|founded|opened|manage) (?=[a-z0-9])|\b(?:somos|we are"
    r"|we're) (?=[a-z0-9])"
)
_LOOSE = re.compile(r"(?<!duena)(?<!dueno) (?:de|em|en)\s*$")  # what follows is a place or a trade as often
_PLAIN = re.compile(
    r"^(?:eu )?(?:sou|somos|trabalho|trabalhamos|trampo|atuo|falo|aqui|i work|trabajo|soy)\b| aqui d[ao]\b"
)
_OWNER = re.compile(r"\b(?:sou|somos) (?:o |a |os |as )?(?:don[oa]s?|soci[oa]s?|proprietari[oa]s?|fundadora?)\b")
# "A empresa X perdeu meu pacote" is about another one.
_DID = re.compile(r" (?:(?:nao|me|ja) )?(?:[a-z]{2,}(?:ou|eu|iu|aram|eram|iram)|me|fez|foi|veio|disse)\b")
# "O pessoal do Grupo Ferraz me passou o contato de vocês"
_RECOMMENDED = re.compile(r"\b(?:me (?:passou|indicou|falou|recomendou|passaram|indicaram)|indicou voces|usa voces)\b")
_LINK = r"(?:da|do|na|no|pela|pelo|d[ao]s|n[ao]s|aqui da|aqui do|la da|aqui na|de la|from|at|of|for|with|del)"
# Behind these may stand a place, a department or a team as well.
_WEAK = re.compile(
    rf"\b(?:(?:eu )?(?:sou|somos) (?:aqui |la )?(?:da|do)|(?:eu )?(?:trabalho|trabalhamos|trampo"
    rf"|atuo|estagio) (?:aqui )?(?:com (?:a |o )?[a-z]+ (?:na|no)|na|no|em|para a|para o|pra|pro|pela|com a"
    rf"|como [a-z]+ (?:na|no|da|do))"
    rf"|(?:falo|falamos|escrevo|escrevemos|ligo) (?:aqui )?(?:da|do)|aqui (?:e|eh) (?:da|do)|aqui d[ao]"
    rf"|(?:quem (?:fala|escreve|ta falando|esta falando) (?:aqui )?|(?:^|\W)(?:oi+e?|ola|opa|bom dia|boa tarde"
    rf"|boa noite)\W+)"
    rf"(?:e|eh) (?:aqui )?d[ao]|aqui n[ao]|somos (?:a|o)|(?:a gente|instagram|insta|facebook) (?:e|eh) (?:a|o)|(?:a "
    rf"|à )?frente d[ao]|atend(?:e|o|emos) como|(?:nos|a gente(?: (?:e|eh))?|(?:o )?pessoal|(?:a )?equipe|time|rh"
    rf"|financeiro|compras"
    rf"|ti|comercial|marketing|vendas|administrativo|suprimentos|recepcao|diretoria|gestao|operacoes"
    rf"|logistica) (?:aqui )?d[ao]|la n[ao]|(?:cuido|coordeno|gerencio|toco|tocamos|lidero|administro|dirijo|comando"
    rf"|abri|abrimos"
    rf"|assumi|fundar|fundamos|inauguramos|fundei) (?:[a-z]+ ){{0,3}}?(?:da|do|a|o|na|no)"
    rf"|soci[oa]-proprietari[oa] d[ao]|(?:i'?m|i am|we'?re"
    rf"|we are|this is [a-z]+(?: [a-z]+)?|[a-z]+ here) (?:with|from|at)|i work (?:at|for|in)"
    rf"|we work (?:at|for)"
    rf"|(?:soy|somos) de(?: la)?|trabajo (?:en|para)(?: la)?|(?:{_ROLES}){_AREA} {_LINK}|duen[oa] de(?: la"
    rf"| el)?|(?:owner"
    rf"|manager|founder|director|ceo|cto|head of [a-z]+) (?:of|at|de)"
    rf"|(?:compro|compramos|presto servicos?|faco compras) (?:pra|para|pro)(?: a| o)?"
    rf"|(?:atendo|atendemos|respondo|compro|compras?|falo) pel[ao]|(?:faco"
    rf"|fazemos) parte (?:do time |da equipe |do quadro )?d[ao]|we are|we're|sou eu,? [ao] [a-z]+ d[ao]|em nome d[ao]"
    rf"|e|eh) +[\"']?(?=\w)"
)
# "tenho um brechó online, se chama Garimpo", "meu salão (Espelho Meu)": what kind it is, is checked against the trades.
_OF_KIND = re.compile(
    r"\b(?:(?:(?P<mine>minha|meu|nossa|nosso|my|our|mi|nuestra|nuestro)|(?:tenho|temos|abri|abrimos|montei|montamos"
    r"|toco|tocamos|run|have|own|started|tengo|tenemos) (?:um|uma|a|an|un|una)) (?:small |little )?)"
    r"(?P<kind>[a-z]+)(?: (?!e |que |chama)[a-z]+){0,4}?"
    r"(?:(?P<said>,? (?:e |que |it's |that's |y )?(?:o nome (?:e|eh)|(?:se )?chama(?:-se)?|(?:se )?llama|is called"
    r"|called"
    r"|named|chamad[oa]|llamad[oa]|de nome)(?: de)?)|(?P<mark>,| -|:| \())(?: a(?! gente)| o| la| el)? ?[\"']?(?=\w)"
)
_KIND_AND_NAME = re.compile(r"\b([a-z]{4,})(?: [a-z]+)? \((?=[a-z0-9])(?!(?:eu|a|o|uns|em|no|na|que|meu|minha)\b)")
# "encarregado da obra da Alvenaria Santos": what stands first is no company
_AGAIN = re.compile(r"[a-z]+(?: [a-z]+){0,2}? (?:d[ao]|n[ao]) (?=[a-z0-9])")
_OURS = re.compile(
    rf"(?:^|[.,!?\n] ?)(?:a |o )?([a-z0-9&]+(?: [a-z0-9&]+){{0,3}}?)"
    rf" (?:e|eh) (?:a |o )?(?:minha|meu|nossa|nosso) {_KIND}\b"
)
_IS = re.compile(rf"\b(?:a|o) {_KIND} (?:e|eh) (?:a|o) ([a-z0-9&]+(?: [a-z0-9&]+){{0,3}})")
_APART = re.compile(
    r"(?:\b(?:tenho|temos|abri|toco|sou don[oa] de|dono de|dona de|somos|e|have|run|own|we're|we are|i'm|i am"
    r"|tengo) |^)(?:um|uma|a"
    r"|an|una|un) [a-z]+(?: [a-z]+){0,3}?, (?:a |o |the |la |el )?([a-z0-9][\w&' -]{1,40})"
)
_ACTS = re.compile(
    r"(?:^|[.,!?\n] ?)(?:a |o |na |no |nos d[ao] "
    r"|aqui n[ao] )([a-z0-9&]+(?: [a-z0-9&]+){0,3}?) (?:precisa|precisamos|esta (?:buscando|procurando"
    r"|precisando)|busca|procura|quer|queremos|somos|temos|sao \d+|a gente"
    r"|(?:esta|ta|vai|cresceu|abriu|tem)\b(?=[^.!?]{0,80}\b(?:precisamos|queremos|noss[oa]|a gente|buscamos)\b))\b"
)
_PIECE = re.compile(r"(?:(?<![^,;\n/|(.!])|(?<=- )|(?<=[,;/|(.!] ))[a-z0-9][a-z0-9&.' -]{2,50}?(?= -|[,;\n/|).!]|$)")
_OF_SPANISH = re.compile(r",? (?:y )?(?:soy |trabajo )?(?:de(?: la| el)?|del|en(?: la| el)?) +(?=\w)")
_OF = re.compile(
    r",? (?:e )?(?:sou |aqui |falo |falando |por aqui |em nome |represent\w+ )?(?:da|do|pela|pelo|from|of|at|with"
    r"|de la)\s+[\"']?(?=\w)"
)
_BESIDE = re.compile(r", (?:e |d[ao] )?(?=[a-z])")
_ANSWER_LEAD = re.compile(
    r"^[^\w]*(?:(?:oi|ola|bom dia|boa tarde|boa noite|claro|sim|ok|certo|ah|entao|bem|e|eh|a|o|se chama"
    r"|chama-se|chama|nome|da|do|na|no|sou|trabalho|somos|empresa|minha|nossa|meu|nosso|loja|it's|its"
    r"|it is|called|a gente|we are|we're|is|the company|my|company|the|es|la|el|se llama|mi|aqui|hi|hello|hola"
    r"|yes|sure|pode colocar|coloca|bota|anota)(?![a-z])[\s,.!:-]*)*"
)
_WHOLE_ANSWER = re.compile(
    r"[a-z0-9&'-]+(?: (?!(?:e|mas|que|com|para|pra|fica|aqui|tem|mesmo|viu|por|meu|minha|na|no|obrigad[oa]|somos|sou"
    r"|ltda|me|and|in)\b)"
    r"[a-z0-9&'-]+){1,4}(?=\s*(?:[,.!;\n]|$))"
)
_REFUSED = re.compile(
    r"\b(?:nao tenho|nao tem|ainda nao|sem empresa|pessoa fisica|autonom[oa]|prefiro nao|nao quero"
    r"|nao vou|nao sei|nenhuma|pra mim mesmo|uso pessoal|particular|nao posso|por que|pra que|para que"
    r"|nao e|don't|do not|none|no tengo|rather not|prefiero no|freelancer?|por conta propria|quanto|qual"
    r"|como)\b"
)
_ROLE = re.compile(rf"\b(?:{_ROLES}|manager|director|engineer|vp|officer|lead|specialist)\b")
_SIGNATURE_NOISE = re.compile(
    rf"@|www|https?|[0-9]{{4}}|\b(?:rua|av|avenida|tel|fone|cel|cep|cnpj|cpf|whats\w*|phone|{_ROLES}"
    rf"|manager|director|engineer|sales|marketing|compras|vendas|comercial|financeiro|rh|ti|enviado"
    rf"|sent from)\b"
)

_TRIGGERS: Final = TRIGGER_WORDS | HEADS | LEGAL


def company_in(message: Message, asked: bool) -> str | None:
    """The company's name as written; None where only a trade, a place or a department is told."""
    company = None
    if message.mentions(_TRIGGERS):
        company = _introduced(message)
    if company is None and asked:
        company = _answered(message)
    return company or _signed(message) or trade_name_in(message)


def _introduced(message: Message) -> str | None:
    folded = message.folded
    for match in _STRONG.finditer(folded):
        bare = _POSSESSED.search(match.group()) is not None or match.group().strip() in ("empresa", "company")
        own = bare and match.group().startswith(
            ("minha", "meu", "nossa", "nosso")
        )  # "o contato da minha loja Kátia Bijoux"
        if (_foreign(folded, match.start()) and not own) or (
            message.is_question(match.start()) and " empresa" in match.group()[:12]
        ):
            continue
        start = match.end()
        kind = _NAMED_KIND.search(match.group())
        in_name = kind and (
            folded.startswith("em ", match.start() - 3) or message.text[match.start() + kind.start(1)].isupper()
        )
        if kind and in_name and kind[1] in HEADS and kind[1] != "loja":
            start = match.start() + kind.start(1)  # "em nome do Espaço Zen"
        name = company_at(message, start, sure=not bare)
        parts = fold(name).split() if name else []
        if bare and name and not name[0].isupper() and HEADS.isdisjoint(parts[:1]) and parts[-1] not in HEADS | ENDINGS:
            continue
        if (
            name
            and name.islower()
            and not message.text.isascii()
            and _AND_NOT_IS.search(message.text, match.start(), match.end())
        ):
            continue
        if name and "a empresa" in match.group() and _DID.match(folded, match.end() + len(name)):
            continue
        if name and not (_DESCRIBED.search(match.group()) and name.islower() and " " not in name):
            return name
    return _of_kind(message) or _linked(message) or _behind_name(message) or _acting(message) or _on_card(message)


def _linked(message: Message) -> str | None:
    """What stands behind a link that may lead to a place or a department as well: "sou da ...", "trabalho na ..."."""
    folded = message.folded
    for match in _WEAK.finditer(folded):
        if match.group().split()[-1].strip("\"'") in {"e", "eh"} and not re.match(r"(?:da|do) ", folded[match.end() :]):
            continue
        if match.group().startswith("em nome") and folded[match.end() :].split()[0] in word_list("given_names"):
            continue  # "o boleto em nome da Maria"
        if _foreign(folded, match.start()) or _RECOMMENDED.search(folded, match.end(), match.end() + 60):
            continue
        if name := company_at(
            message,
            match.end(),
            sure=False,
            loose=_LOOSE.search(match.group()) is not None,
            lower=_PLAIN.search(match.group()) is not None,
        ) or _owned(message, match):
            return name
        again = _AGAIN.match(folded, match.end())
        if again and message.text[again.end()].isupper():
            name = company_at(message, again.end(), sure=False, lower=False)
            if name:
                return name
    return None


def _of_kind(message: Message) -> str | None:
    """The name beside what kind of business it is: "tenho um brechó, se chama ...", "meu salão (Espelho Meu)"."""
    for match in _KIND_AND_NAME.finditer(message.folded):
        proper = match[1] in HEADS | _KINDS and message.text[match.end()].isupper()
        if proper and (name := company_at(message, match.end(), sure=True)):
            return name
    for match in _OF_KIND.finditer(message.folded):
        if match["kind"] not in HEADS | _KINDS:
            continue
        if match["mark"] and not _like_company(message, match.end()):
            continue
        if name := company_at(message, match.end(), sure=True):
            return name
    return None


def _like_company(message: Message, start: int) -> bool:
    """Whether what stands apart is a name: in capitals and no person's, or with a trade in it."""
    first = message.folded[start:].split(maxsplit=1)[0].strip(",.")
    if message.text[start].isupper() and not message.text.isupper():
        return first not in word_list("given_names")
    name = company_at(message, start, sure=False)
    return name is not None and (first in HEADS or fold(name).split()[-1] in HEADS | ENDINGS)


def _owned(message: Message, match: re.Match[str]) -> str | None:
    """ "Sou dono da tiago pneus": in small letters only two words or more make a company of what somebody owns."""
    own = _OWNER.search(message.folded, max(0, match.start() - 8), match.end())
    name = company_at(message, match.end(), sure=False) if own else None
    if name is None or " " not in name or message.folded[match.end() :].startswith(_BELONGINGS):
        return None
    return name


def _behind_name(message: Message) -> str | None:
    """ "Aqui é o João da Padaria Central": the company right behind a name that is being introduced."""
    for match in re.finditer(
        r"\b(?:sou|(?:oi+e?|ola|opa|bom dia|boa tarde|boa noite)[,.! ]+(?:e|eh)|aqui (?:e|eh|fala)|me chamo"
        r"|(?:o )?(?:meu )?nome(?: e| eh|:)|quem fala (?:e|eh)|my name is|this is|i'?m"
        r"|i am|soy|me llamo|mi nombre es|aqui|fala aqui|habla) (?:o |a |el |la )?(?=[a-z])",
        message.folded,
    ):
        person = person_at(message, match.end(), sure=True)
        if person is None:
            continue
        link = (_OF_SPANISH if "soy" in match.group() or "me llamo" in match.group() else _OF).match(
            message.folded, person[1]
        ) or _BESIDE.match(message.folded, person[1])
        if link and not link.group().strip(", ") and not _trade_name(message, link.end()):
            continue
        if link and (name := company_at(message, link.end(), sure=False)):
            return name
    for match in re.finditer(
        r"(?:^|\n|[.,!?] )(?:e |eh |sou )?(?:a |o )?([a-z]+(?: [a-z]+)?),? (?:falando |por aqui |aqui "
        r"|em nome )?(?:da|do|from"
        r"|pela|pelo) +(?=\w)",
        message.folded,
    ):
        if match[1].split()[0] in word_list("given_names") and (name := company_at(message, match.end(), sure=False)):
            return name
    return None


def _trade_name(message: Message, start: int) -> bool:
    """Whether a kind of business with a proper name begins here: "academia Corpo São"."""
    kind, _, name = message.text[start : start + 60].partition(" ")
    return message.folded[start : start + len(kind)] in HEADS and name[:1].isupper() and not message.text.isupper()


def _on_card(message: Message) -> str | None:
    """The company among contact data: "Carlos Mendes, Metalúrgica Beta, carlos@..."."""
    pieces = [(match.start(), match.group()) for match in _PIECE.finditer(message.folded)]
    if len(pieces) < 2:
        return None
    for start, piece in pieces:
        parts = piece.split()
        proper = message.text[start].isupper() and not message.text.isupper()
        known = parts[0] in HEADS or parts[-1].strip(".") in LEGAL or _behind_person(message, start)
        if not 1 < len(parts) <= 6 or not proper or not known:
            continue
        name = company_at(message, start, sure=False)
        if name and len(name) >= len(piece.rstrip(". ")) - 1:
            return name
    return None


def _behind_person(message: Message, start: int) -> bool:
    """Whether a known name alone stands right before, with a comma between."""
    before = re.search(
        r"(?:^|[.!?,:\n] ?)([a-z]+(?: (?:d[aeo]s? )?[a-z]+){0,3})(?:,| -| \|) $",
        message.folded[max(0, start - 60) : start],
    )
    return before is not None and before[1].split()[0] in word_list("given_names") and message.text[start].isupper()


def _acting(message: Message) -> str | None:
    """ "A Beta Motores precisa de...", "tenho uma clínica, a Pet Vida": a proper name that acts or stands apart."""
    for match in _OWNED.finditer(message.folded):
        first = message.folded[match.end() :].split(maxsplit=1)[0]
        if not (message.text[match.end()].isupper() or _trade_name(message, match.end())) or first in word_list(
            "given_names"
        ):
            continue
        if name := company_at(message, match.end(), sure=False, lower=False):
            return name
    for pattern in (_APART, _ACTS, _OURS, _IS):
        for match in pattern.finditer(message.folded):
            start, end = match.span(1)
            written = message.text[start:end]
            if (
                not written[:1].isupper()
                or message.text.isupper()
                or message.folded[start:end].split()[0] in word_list("given_names")
            ):
                continue
            name = company_at(message, start, sure=False)
            if name and (pattern in (_APART, _IS) or len(name) == end - start):
                return name
    return None


def _foreign(folded: str, start: int) -> bool:
    """Whether it is told of something else, or denied: "o número da minha empresa é ...", "não sou da X"."""
    return (
        re.search(
            r"\b(?:d[ao]|of|nao|not|no|nunca|ex|quem|alguem|ele|ela|voces|vcs|ja|antes|se)\s*(?:eu )?$",
            folded[max(0, start - 10) : start],
        )
        is not None
    )


def _answered(message: Message) -> str | None:
    if _REFUSED.search(message.folded) or "?" in message.text:
        return None
    lead = _ANSWER_LEAD.match(message.folded)
    start = lead.end() if lead else 0
    if message.folded[start : start + 1] in {'"', "'"}:
        start += 1
    name = company_at(message, start, sure=True)
    if name and (whole := _WHOLE_ANSWER.match(message.folded, start)):
        return message.text[start : whole.end()].strip()  # "sabor da roça", whatever its words
    return name


def _signed(message: Message) -> str | None:
    start = signature_start(message)
    if start is None:
        return None
    person = person_at(message, start, sure=False)
    if person is None:
        return None
    first, *lines = message.text[person[1] :].split("\n")
    parts = re.split(r"[|•·]| - ", first)[1:] + [part for line in lines for part in re.split(r"[|•·]| [-–—] ", line)]
    for line in parts[:10]:
        if company := _from_line(line.strip(" ,.-–—|*_()")):
            return company
    return None


def _from_line(line: str) -> str | None:
    """The company in a line of a signature: the line itself, or what stands behind a role ("Gerente da X")."""
    if not line or len(line) > 60:
        return None
    folded = line.lower()
    role = re.match(rf"(?:{_ROLES}){_AREA}(?:,| na| da| no| do| -| @)\s+(?=\w)", folded)
    if role and line[role.end()].isupper():
        return line[role.end() :]
    if "," in line and _ROLE.search(folded.split(",")[0]):
        return _from_line(line.split(",", 1)[1].strip(" ."))
    if _SIGNATURE_NOISE.search(folded) or not (line[0].isupper() or line[0].isdigit()) or len(line.split()) > 7:
        return None
    return line
