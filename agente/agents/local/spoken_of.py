"""Which of the lead's questions would the customer have to answer twice?

What they said on the way, before we asked or inside a question of theirs, is often no value that a field could keep.
It is enough for leaving our question out.
"""

from agente.agents.local import cues, insurers, stances
from agente.agents.local.clauses import clauses_of
from agente.agents.local.cues import cue
from agente.agents.local.reading import Reading
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import folded, words
from agente.leads.form import detail_of
from agente.packs.models import Product, QualificationField
from agente.scheduling.titles import title_of

LEAST_TOLD = 2  # words that say something, for a part of a message to be an answer beside a question
# An option such as "sim" or "hoje" is said of anything.
_SAID_OF_ANYTHING = stances.YES | stances.NO | cues.FILLER | cues.HOURS_WORDS | stances.GREETING
_SAID_BEFORE = cue(
    r"ja (?:te )?(?:falei|disse|respondi|informei|passei|contei|mandei)|(?:i )?already (?:said|told|answered)"
    r"|ya (?:le |te |lo )?(?:dije|conte|respondi|mande)"
)
# What is wrong with something of theirs, or hurts; "a anestesia dói?" is asked of what is sold.
_TROUBLE = cue(
    r"doendo|doeu|dolorid[oa]s?|(?:com|sinto|sentindo|uma|muita) dor(?:es)?|dor de \w+|me doi",
    r"quebr(?:ou|aram|ad[oa]s?)|rach(?:ou|ad[oa]s?)|trinc(?:ou|ad[oa]s?)|caiu|cairam|solt(?:ou|aram)|estrag(?:ou|ad[oa]s?)",
    r"vaz(?:ou|ando)|entup(?:iu|id[oa]s?)|inflamad[oa]s?|inflamou|inchad[oa]s?|inchou|sangrando|travando|travou",
    r"incomoda(?:m|ndo)?|tort[oa]s?|amarelad[oa]s?|manchad[oa]s?|parou de \w+",
    r"broke|broken|hurts?|aching|leaking|stuck|(?:se )?(?:rompio|cayo)|me duelen?|torcid[oa]s?",
)
# "Meu gato anda espirrando", "meus dentes são tortos"; not who they are and how they are reached.
_OF_THEIRS = cue(
    r"(?:meus?|minhas?|noss[oa]s?|my|our|mis?|nuestr[oa]s?)"
    r" (?!nomes?\b|e ?mails?\b|mail\b|tele(?:fone)?\b|fone\b|cel\w*|whats\w*|zap\b|numero\b|cpf\b|cnpj\b|empresa\b"
    r"|convenio\b|plano\b|endereco\b|cidade\b|bairro\b|duvida\b|pergunta\b|idade\b|(?:name|phone|number|company"
    r"|question|address|age|nombre|correo|telefono|empresa|pregunta)\b)"
    r"\w+(?: \w+){0,2} (?:sao|ta|tao|esta|estao|ficou|ficaram|anda|andam|vive|vivem|nao \w+"
    r"|are|keeps?|is|doesn t|won t|estan|quedo)\b",
    r"(?:meus?|minhas?|noss[oa]s?|mis?) \w+(?: \w+)? (?:doi|doem|cai|caem|quebra|trava)",
)


# Who has bought: not "se eu cancelar depois", which is asked before it.
_CUSTOMER = cue(
    r"ja (?:sou|somos) (?:cliente|assinante|usuari[oa])s?|(?:sou|somos) (?:cliente|assinante)s?(?: de voces| dai)?"
    r"|cliente (?:antig[oa]|ha \w+)",
    r"(?:quero|queria|preciso|vou|vim|gostaria de) (?:cancelar|pausar|suspender|encerrar) (?:o|a|meu|minha|nosso|nossa)"
    r" (?:sistema|assinatura|plano|contrato|mensalidade|conta|servico)",
    r"(?:meu|o meu|nosso) (?:plano )?(?:e|eh) (?:o )?(?:anual|mensal|_)|(?:to|estou|tou|estamos|tamos) no (?:plano )?_"
    r"|minha (?:assinatura|mensalidade|fatura)",
    r"(?:i am|i m|we are|we re) (?:already )?(?:a )?(?:customer|subscriber)s?|(?:soy|somos) cliente",
)


def is_customer(reading: Reading) -> bool:
    """Whether they say that they have bought here already."""
    return reading.asks(_CUSTOMER)


def spoken_of(tools: Toolbox, reading: Reading) -> frozenset[str]:
    """The names of the fields that the message says something of, whether or not it gives them a value."""
    rules = tools.pack.qualification
    return frozenset(item.name for item in rules.fields if _speaks_of(tools, reading, item)) if rules else frozenset()


def _speaks_of(tools: Toolbox, reading: Reading, item: QualificationField) -> bool:
    asked = reading.hear().asked == item
    if asked and reading.asks(_SAID_BEFORE):
        return True
    if item.type == "choice":
        return _names_option(reading, item) or (_is_insurance(item) and insurers.tells_of_insurance(tools, reading))
    if detail_of(item) != "need":
        return False
    wanted = any(_is_wanted(tools, reading, product) for product in (*reading.products, *reading.ambiguous))
    return wanted or reading.asks(_TROUBLE) or reading.asks(_OF_THEIRS) or (asked and _answers_beside(reading))


def _names_option(reading: Reading, item: QualificationField) -> bool:
    spoken = f" {' '.join(reading.words)} "
    options = [list(words(choice)) for choice in item.choices]
    return any(
        f" {' '.join(option)} " in spoken
        for option in options
        if not all(word in _SAID_OF_ANYTHING or word.isdecimal() for word in option)
    )


def _is_insurance(item: QualificationField) -> bool:
    texts = item.question.values() if isinstance(item.question, dict) else [item.question]
    return any(insurers.INSURANCE.search(folded(text)) for text in texts)


def _is_wanted(tools: Toolbox, reading: Reading, product: Product) -> bool:
    """Whether it tells a need: a plan is only a way to pay, and what is booked here everybody begins with."""
    return product.kind != "plan" and product.name != title_of(tools.pack, reading.locale)


def _answers_beside(reading: Reading) -> bool:
    """ "Clarear um pouco. quanto custa?", said to our question: an answer, though none that could be kept."""
    clauses = clauses_of(reading.turn.text)
    return len(clauses) > 1 and not clauses[0].asks and len(reading.reread(clauses[0].text).rest) >= LEAST_TOLD
