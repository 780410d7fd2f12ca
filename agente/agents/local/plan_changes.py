"""A customer who goes from one plan to another: what they lose or gain, and how it is changed. Nothing is sold."""

from dataclasses import replace

from agente.agents.local import cues
from agente.agents.local.counting import named_at
from agente.agents.local.knowledge import quoting
from agente.agents.local.offers import offer
from agente.agents.local.owned import own_plan
from agente.agents.local.products import compare
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.knowledge import Finding
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded
from agente.knowledge.search import LIKELY
from agente.packs.models import Locale, Product

# To step down or up is said by who has a plan already; "quero mudar pro Pro" may be a change of mind before buying.
_STEP = (
    r"(?:desc(?:o|er|emos|esse)|rebaix\w+|cai(?:r|o) (?:pra|para|pro)|sub(?:o|ir|imos|isse)|upgrade|downgrade"
    r"|baj(?:o|ar)|step (?:up|down))"
)
_STEPS = regex(rf"\b{_STEP} (?:(?:de plano )?(?:pro|pra|para|ao|a|o|to|al|el|the|do|plano|my plan) ){{0,3}}_")
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
_HOW: dict[Locale, str] = {
    "pt-BR": "posso mudar de plano depois?",
    "en": "can I change plans later?",
    "es": "¿puedo cambiar de plan después?",
}


def answer_plan_change(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Se eu descer pro Essencial perco o quê?" sets the two side by side; "desço, pode trocar?" is told how."""
    if not reading.products and reading.asks(_MAY_CHANGE) and reading.reread(reading.message).asks(_STEPS):
        return _told_how(tools, reading)
    wanted = _wanted(reading)
    if wanted is None or wanted.kind != "plan" or reading.asks(cues.PRICE):
        return None
    if not _LOSES.search(folded(reading.message)):
        return _told_how(tools, reading)
    own = _own_plan(reading, wanted)
    return compare(tools, reading, [own, wanted], only_what_differs=True) if own else None


def _wanted(reading: Reading) -> Product | None:
    """The product that stands behind the step."""
    step = _STEPS.search(reading.spoken)
    if step is None:
        return None
    behind = (item for start, item in named_at(reading, reading.products).items() if start >= step.end() - 1)
    return next(behind, None)


def _own_plan(reading: Reading, wanted: Product) -> Product | None:
    """The plan that they say they have, in this message or before, else the other one that was talked about."""
    if own := own_plan(reading):
        return own if own != wanted else None
    recent = (item for item in reading.memory.recent if item.kind == "plan" and item != wanted)
    return next(recent, None)


def _told_how(tools: Toolbox, reading: Reading) -> Reply | None:
    question = _HOW[reading.locale]
    best = next(iter(tools.search.likely(question, reading.locale)), None)
    if best is None or best.likelihood < LIKELY:
        return None
    quote = Finding(best.passage, best.likelihood).quote(question, tools.pack.default_locale)
    told = replace(quoting(tools, reading, best.passage, quote), intent="product_question")
    return offer(tools, reading, told) if reading.asks(_ASKS_FOR_IT) else told
