"""Which plan do customers say that they have, and what does it have?"""

from collections.abc import Iterator

from agente.agents.local import cues, price_cues
from agente.agents.local.differences import difference_of, next_bigger
from agente.agents.local.products import asked_attributes, is_of_something_else, last_told, tell_attributes
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.kit.patterns import regex
from agente.packs.models import Product

REMEMBERED = 8  # of the customer's messages, in which they may have said so
_OWN = regex(
    r"\b(?:to|tou|estou|estamos|tamos|sou|somos|tenho|temos|uso|usamos|assino|i m|i am|we are|i have|on|estoy|tengo)"
    r" (?:(?:cliente|assinante)s? )?(?:n?[oa] |d[oa] |on |en |el |the |plano ){0,3}_"
    r"|\b(?:meu|nosso|my|mi|nuestro) (?:plano |plan )?(?:atual |current )?(?:que )?(?:e |eh |is |es )?(?:o |the |el )?_"
)


def own_plan(reading: Reading) -> Product | None:
    """The plan that is named so in this message, or in one of the last."""
    said = [reading.message, *(each.text for each in reversed(reading.turn.history) if each.role == "customer")]
    for part in (reading.reread(text) for text in said[:REMEMBERED]):
        if part.asks(_OWN) and (own := next((item for item in part.products if item.kind == "plan"), None)):
            return own
    return None


_OF_MINE = cues.cue(
    r"(?:meu|nosso) plano|(?:o|do|no) (?:meu|nosso) (?:tem|vem|da|inclui|permite|emite|deixa)",
    r"(?:do|no) (?:meu|nosso)$|(?:my|our) plan|(?:does|has) mine|mine (?:has|includes?)",
    r"(?:mi|nuestro) plan|el mio (?:tiene|incluye)",
)
_NEXT = cues.cue(
    r"(?:o|do|no|d?el|the) (?:plano |plan )?(?:proximo|seguinte|de cima|acima|next|siguiente)(?: plano| plan)?"
    r"|(?:proximo|next|siguiente) (?:plano|plan)"
)
_NUMBER = cues.cue(
    r"(?:qual|what|cual) (?:e |eh |is |es )?(?:o |the |el )?(?:numero|limite|quantidade|maximo|number|limit)"
)


def answer_of_own_plan(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "O meu tem limite de notas?", "qual o número do meu plano, e do próximo?": what the plan they said has."""
    of_mine = reading.asks(_OF_MINE)
    of_next = reading.asks(_NEXT) and (of_mine or reading.reread(reading.message).asks(_OF_MINE))
    if reading.products or not (of_mine or of_next):
        return None
    if is_of_something_else(reading) and not reading.asks(price_cues.HOW_MANY):
        return None
    if any(reading.asks(cue) for cue in (cues.PRICE, cues.DISCOUNT, cues.COMPARE)):
        return None
    own = own_plan(reading)
    keys = next((keys for keys in _asked_of(tools, reading, own) if keys), []) if own else []
    bigger = next_bigger(tools, own) if own and of_next else None
    told = [item for item, asked in ((own, of_mine), (bigger, of_next)) if item and asked]
    having = [(item, [key for key in keys if key in item.attributes]) for item in told]
    return tell_attributes(tools, reading, having) if keys and having else None


def answer_difference_to_own(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Quanto a mais eu pago se mudar?": between the plan they said that they have and the one that is spoken of."""
    if not reading.asks(price_cues.DIFFERENCE) or reading.quantity is not None or len(reading.products) > 1:
        return None
    own = own_plan(reading)
    if own is None or tools.catalog.counted_attributes(own, reading.rest):
        return None
    other = _spoken_of(tools, reading, own)
    return difference_of(tools, reading, (own, other)) if other else None


def _spoken_of(tools: Toolbox, reading: Reading, own: Product) -> Product | None:
    """The other plan that is named, or that was told last and offered with nothing else."""
    if reading.asks(_NEXT):
        return next_bigger(tools, own)
    named = reading.products or reading.reread(reading.message).products
    last = () if reading.topic == "capacity" else reading.previous
    plans = [item for item in (*named, *last) if item != own]
    return plans[0] if plans and plans[0].kind == "plan" else None


def _asked_of(tools: Toolbox, reading: Reading, own: Product) -> Iterator[list[str]]:
    """What the words name; of a bare number what was told last, or what was asked about before."""
    yield asked_attributes(tools, reading, own)
    if any(reading.asks(cue) for cue in (_NUMBER, _NEXT, price_cues.HOW_MANY)):
        yield [key for key in last_told(reading.turn.state) if key in own.attributes]
        before = next((said.text for said in reversed(reading.turn.history) if said.role == "customer"), "")
        yield asked_attributes(tools, reading.reread(before), own)
