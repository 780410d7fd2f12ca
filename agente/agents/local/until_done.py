"""How long is it until all is done, and in how many visits? Told by the product that was spoken of last and says so."""

from dataclasses import replace

from agente.agents.local import cues
from agente.agents.local.products import tell_attributes
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import folded
from agente.packs.models import Product

_IN_VISITS = cues.cue(r"(?:sess|consult|visit|etap)\w+|(?:appointment|session|stage|cita|sesion)\w*")

# "Como são essas etapas?": what happens in them, which no number of them tells.
WHAT_HAPPENS = cues.cue(
    r"(?:como|quais|o que) (?:que )?(?:sao|e|eh|acontece|funciona\w*|se faz) (?:\w+ ){0,3}"
    r"(?:etapas?|sess(?:ao|oes)|fases?|consultas?|visitas?)",
    r"what (?:happens|is done|are)(?: \w+){0,3} (?:stages?|sessions?|visits?|steps?)",
    r"(?:como|cuales) son(?: \w+){0,3} (?:etapas?|sesiones|fases?|citas?)",
)
_IN_TIME = cues.cue(
    r"d(?:a|aria|ara) tempo|(?:fica|ficaria|termina|acaba)(?: \w+)? (?:pronto|pronta|a tempo|antes)|a tempo",
    r"(?:enough|be) time|in time|(?:hay|da|alcanza el) tiempo|a tiempo",
)


def answer_in_time(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Quero clarear antes do dia 20, dá tempo?": how long it lasts; whether that will do, somebody has to confirm."""
    among = reading.at_hand
    if not reading.asks(_IN_TIME) or len(among) != 1 or reading.asks(cues.PRICE):
        return None
    keys = _lasting(tools, among[0])
    if not keys:
        return None
    told = tell_attributes(tools, reading, [(among[0], keys)])
    return replace(told, text=f"{told.text}\n{tools.phrases.say('time_confirmed', reading.locale)}")


def answer_until_done(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E quanto tempo até ficar pronto? quantas vezes tenho que ir?", said of a treatment and of no order."""
    if WHAT_HAPPENS.search(" ".join(reading.words)):
        return None
    how_often = reading.asks(cues.VISITS)
    if not (how_often or reading.asks(cues.UNTIL_DONE)) or set(reading.rest) - cues.LASTING - cues.DONE:
        return None
    if set(reading.rest) - cues.LASTING and reading.material_answers(STRONG_COVERAGE):
        return None
    for product in reading.products or (*reading.previous, *reading.memory.recent):
        if keys := _in_visits(tools, product) if how_often else _lasting(tools, product):
            return tell_attributes(tools, reading, [(product, keys)])
    return None


def _lasting(tools: Toolbox, product: Product) -> list[str]:
    return tools.catalog.matching_attributes(product, tools.catalog.terms(cues.DURATION))


def _in_visits(tools: Toolbox, product: Product) -> list[str]:
    """The attributes that count them, by their name or in their value."""
    told = ((key, folded(f"{key} {tools.attribute_text(product, key)}")) for key in product.attributes)
    return [key for key, text in told if _IN_VISITS.search(text)][:1]
