"""A customer who goes from one plan to another: what they lose or gain, and how it is changed. Nothing is sold."""

from dataclasses import replace

from agente.agents.local import cues
from agente.agents.local.counting import named_at
from agente.agents.local.differences import HAS_MORE
from agente.agents.local.knowledge import quoting
from agente.agents.local.offers import offer
from agente.agents.local.owned import own_plan
from agente.agents.local.products import compare
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded
from agente.packs.models import Locale, Product

# To step down or up is said by who has a plan already; "quero mudar pro Pro" may be a change of mind before buying.
_STEP = (
    r"(?:desc(?:o|er|emos|esse)|rebaix\w+|cai(?:r|o) (?:pra|para|pro)|sub(?:o|ir|imos|isse)|upgrade|downgrade"
    r"|baj(?:o|ar)|step (?:up|down)"
    r"|(?:posso|consigo|da (?:pra|para)|poderia|can i|puedo) (?:volta|voltar|retornar|go back|volver))"
)
_STEPS = regex(rf"\b{_STEP} (?:(?:de plano )?(?:pro|pra|para|ao|a|o|to|al|el|the|do|plano|my plan) ){{0,3}}_")
# What it changes is asked by who has one; "quero mudar pro Pro" alone may be a change of mind before buying.
_CHANGES = regex(
    r"\b(?:troc(?:o|a|ar|asse)|mud(?:o|a|ar|asse)|pass(?:o|ar|asse)|migr(?:o|ar|asse)|ir|change|switch|move|cambi(?:o|ar))"
    r" (?:(?:de plano|pro|pra|para|ao|a|o|to|al|el|the|do|plano|my plan) ){1,3}_"
)
_LOSES = cues.cue(
    r"perc[oa]|perd\w+|ganh[oa]|muda o que|(?:o )?que (?:eu )?(?:perco|ganho|muda|fica de fora)|fico sem"
    r"|lose|gain|pierd\w+|gan[oa]"
)
_ASKS_FOR_IT = cues.cue(
    r"(?:pode|podem|consegue|da (?:pra|para)|faz|fazem) (?:trocar|mudar|fazer|alterar|isso)|troca\w* (?:pra|para) mim"
    r"|can you (?:change|switch)|puede\w* cambiar\w*"
)
_MAY_CHANGE = cues.cue(
    r"(?:posso|podemos|da (?:pra|para)|consigo|pode|can (?:i|you)|pued\w+) (?:trocar|mudar|change|switch|cambiar)"
)
# "Desço quando quiser? Como faço a troca, onde clico?", behind a talk of plans.
_HOW_TO_CHANGE = cues.cue(
    r"como (?:\w+ ){0,3}(?:troca|mudanca|trocar|mudar|alteracao)|how (?:\w+ ){0,3}(?:change|switch)",
    r"como (?:\w+ ){0,3}(?:cambio|cambiar)",
)
_WHERE_TO_CLICK = cues.cue(
    r"onde (?:e que )?(?:eu )?(?:clico|aperto|mudo|troco|vou|entro)|where do i click|donde hago clic"
)
# "Trocar do mensal pro anual": another term of the same plan, changed where plans are.
_TERM = r"(?:plano |plan )?(?:mensal|anual|monthly|(?:year|annual)ly|annual|mensual)"
_CHANGES_TERM = cues.cue(
    rf"(?:troc\w+|mud\w+|pass\w+|migr\w+|ir|change|switch|move|cambi\w+|pasar)"
    rf" (?:(?:d[oe]|from|del) {_TERM} )?(?:pr[oa]|para(?: o)?|ao|to|al?|por o) (?:the |el )?{_TERM}"
)
_WHERE = cues.cue(
    r"(?:a?onde|where|donde)(?: \w+){0,3} (?:troc\w+|mud\w+|fac\w+|faz\w*|pass\w+|clico|change|switch|cambi\w+|hago)",
    r"por aqui(?: mesmo)?|(?:como|how)(?: \w+){0,3} (?:troc\w+|mud\w+|fac\w+|faz\w*|pass\w+|change|switch|cambi\w+)",
)
# "Se eu mudar hoje e faltarem 10 dias pra fatura, pago quanto?": what is paid for the days that are left.
_MIDWAY = cues.cue(
    r"falt\w+ (?:\w+ )?dias|dias (?:que (?:faltam|restam)|restantes)|proporciona(?:l|is|lmente)"
    r"|(?:n[oe]|pelo) meio d[oe] (?:mes|ciclo|periodo)|antes d[ao] (?:fatura|vencimento)"
    r"|(?:esse|este) mes (?:eu )?ja (?:foi )?pag\w+"
    r"|ja paguei (?:\w+ )?mes|days (?:left|remaining)|prorated?|mid ?(?:month|cycle)|(?:quedan|faltan) (?:\w+ )?dias"
    r"|a mitad de mes"
)
_CHANGING_IT = cues.cue(
    rf"{_STEP}|(?:troc|mud)(?:o|a|ar|amos|asse|armos)|pass(?:o|ar|asse) (?:pro|pra|para)|upgrade|downgrade"
    r"|chang(?:e|ing)|switch\w*|upgrad\w+|cambi(?:o|ar|amos)|cambiara"
)
_PAYS = cues.cue(r"pag\w+|cobr\w+|quanto|valor|diferenca|desconta\w*|pay\w*|charg\w+|how much|cuanto|diferencia")
_OF_A_PLAN = cues.cue(r"planos?|plan|plans|planes")
_BARE_STEP = cues.cue(r"desc(?:o|er|emos)|sub(?:o|ir|imos)|rebaix\w+|upgrade|downgrade|baj(?:o|ar)")
_CHANGING = cues.word_set(
    "troca trocar mudanca mudar alteracao clico aperto mudo troco entro plano change switch click cambio cambiar clic"
)
_HOW: dict[Locale, str] = {
    "pt-BR": "posso mudar de plano depois?",
    "en": "can I change plans later?",
    "es": "¿puedo cambiar de plan después?",
}


def answer_plan_change(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Se eu descer pro Essencial perco o quê?" sets the two side by side; "desço, pode trocar?" is told how."""
    if not reading.products and reading.asks(_MAY_CHANGE) and reading.reread(reading.message).asks(_STEPS):
        return _told_how(tools, reading)
    if _asks_how_to_change(reading) or (reading.asks(_CHANGES_TERM) and _asks_where(reading)):
        return _told_how(tools, reading)
    if _pays_for_days(reading):
        return _told_how(tools, reading)
    wanted = _wanted(reading)
    if wanted is None or wanted.kind != "plan" or reading.asks(cues.PRICE):
        return None
    message = folded(reading.message)
    if not (_LOSES.search(message) or HAS_MORE.search(message)):
        return _told_how(tools, reading)
    own = _own_plan(reading, wanted)
    return compare(tools, reading, [own, wanted], only_what_differs=True) if own else None


def _pays_for_days(reading: Reading) -> bool:
    """Whether it is asked what a change costs before the next invoice, and of a plan: named, or talked about."""
    plans = [item for item in (*reading.products, *reading.previous, *reading.memory.recent) if item.kind == "plan"]
    asks = reading.asks(_CHANGING_IT) and reading.asks(_MIDWAY) and reading.asks(_PAYS)
    return asks and bool(plans or reading.asks(_OF_A_PLAN))


def _asks_where(reading: Reading) -> bool:
    return any(reading.asks(cue) for cue in (_WHERE, _HOW_TO_CHANGE, _WHERE_TO_CLICK, _ASKS_FOR_IT))


def _asks_how_to_change(reading: Reading) -> bool:
    """Whether it is asked of the plan, and of nothing else that is changed: a card, a date."""
    whole = folded(reading.message)
    where = reading.asks(_WHERE_TO_CLICK) and _HOW_TO_CHANGE.search(whole) is not None
    if reading.products or not (where or reading.asks(_HOW_TO_CHANGE)):
        return False
    of_plans = bool(reading.previous) and all(item.kind == "plan" for item in reading.previous)
    only = set(reading.rest) <= _CHANGING
    return (only and of_plans) or (_BARE_STEP.search(whole) is not None and (only or of_plans))


def _wanted(reading: Reading) -> Product | None:
    """The product that stands behind the step."""
    step = _STEPS.search(reading.spoken)
    if step is None and reading.asks(HAS_MORE):
        step = _CHANGES.search(reading.spoken)
    if step is None:
        return None
    behind = (item for start, item in named_at(reading, reading.products).items() if start >= step.end() - 1)
    return next(behind, None)


def _own_plan(reading: Reading, wanted: Product) -> Product | None:
    """The plan that they say they have, in this message or before, else the other one that was talked about."""
    if own := own_plan(reading):
        return own if own != wanted else None
    named = [item for item in reading.products if item.kind == "plan" and item != wanted]
    recent = (item for item in (*named, *reading.memory.recent) if item.kind == "plan" and item != wanted)
    return next(recent, None)


def _told_how(tools: Toolbox, reading: Reading) -> Reply | None:
    question = _HOW[reading.locale]
    passage = tools.told_of(question, reading.locale)
    if passage is None:
        return None
    told = replace(quoting(tools, reading, passage, tools.quote(passage, question)), intent="product_question")
    return offer(tools, reading, told) if reading.asks(_ASKS_FOR_IT) else told
