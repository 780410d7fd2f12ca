"""The company that the customer speaks for: said to be theirs, or asked for.

What is told in other ways ("Rui, da Lima Tintas", "tenho um brechó, o Segunda Pele") the tagger of spans reads.
"""

import re
from typing import Final

from agente.kit.patterns import regex
from agente.leads.company_names import ENDINGS, HEADS, LEGAL, company_at
from agente.leads.wording import Message, fold, words

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
# Behind these stands the company's name itself.
_STRONG = regex(
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
_DESCRIBED = regex(r" (?:e|eh|is|es)\s*$")  # "minha empresa é pequena"
# "minha loja e o ideal seria ...": an "and" where accents are written
_AND_NOT_IS = regex(r" e(?: a| o)? +$")
_NAMED_KIND = regex(r"nome d[ao] ([a-z]+) +$")
_POSSESSED = regex(r"^(?:minha|nossa|meu|nosso|my|our|na|da|pela|a|la|the) [a-z]+(?:,? (?:a|o)|,| chamada)?\s+$")
# "A empresa X perdeu meu pacote" is about another one.
_DID = regex(r" (?:(?:nao|me|ja) )?(?:[a-z]{2,}(?:ou|eu|iu|aram|eram|iram)|me|fez|foi|veio|disse)\b")
_ANSWER_LEAD = regex(
    r"^[^\w]*(?:(?:oi|ola|bom dia|boa tarde|boa noite|claro|sim|ok|certo|ah|entao|bem|e|eh|a|o|se chama"
    r"|chama-se|chama|nome|da|do|na|no|sou|trabalho|somos|empresa|minha|nossa|meu|nosso|loja|it's|its"
    r"|it is|called|a gente|we are|we're|is|the company|my|company|the|es|la|el|se llama|mi|aqui|hi|hello|hola"
    r"|yes|sure|pode colocar|coloca|bota|anota)(?![a-z])[\s,.!:-]*)*"
)
_WHOLE_ANSWER = regex(
    r"[a-z0-9&'-]+(?: (?!(?:e|mas|que|com|para|pra|fica|aqui|tem|mesmo|viu|por|meu|minha|na|no|obrigad[oa]|somos|sou"
    r"|ltda|me|and|in)\b)"
    r"[a-z0-9&'-]+){1,4}(?=\s*(?:[,.!;\n]|$))"
)
_REFUSED = regex(
    r"\b(?:nao tenho|nao tem|ainda nao|sem empresa|pessoa fisica|autonom[oa]|prefiro nao|nao quero"
    r"|nao vou|nao sei|nenhuma|pra mim mesmo|uso pessoal|particular|nao posso|por que|pra que|para que"
    r"|nao e|don't|do not|none|no tengo|rather not|prefiero no|freelancer?|por conta propria|quanto|qual"
    r"|como)\b"
)
_ROLE = regex(rf"\b(?:{_ROLES}|manager|director|engineer|vp|officer|lead|specialist)\b")
_SIGNATURE_NOISE = regex(
    rf"@|www|https?|[0-9]{{4}}|\b(?:rua|av|avenida|tel|fone|cel|cep|cnpj|cpf|whats\w*|phone|{_ROLES}"
    rf"|manager|director|engineer|sales|marketing|compras|vendas|comercial|financeiro|rh|ti|enviado"
    rf"|sent from)\b"
)

_TRIGGERS: Final = TRIGGER_WORDS | HEADS | LEGAL


def company_in(message: Message, asked: bool) -> str | None:
    """The company's name as written; None where only a trade, a place or a department is told."""
    company = _introduced(message) if message.mentions(_TRIGGERS) else None
    return _answered(message) if company is None and asked else company


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
