"""Something of the catalogue is to be booked that is not booked here: said once, beside the times of what is."""

from dataclasses import replace
from typing import Final

from agente.agents.local import meeting_cues
from agente.agents.local.clauses import PART_END
from agente.agents.local.cues import cue
from agente.agents.local.meeting_desk import Desk, booked_products, open_desk
from agente.agents.local.meeting_errands import asks_facts
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.packs.models import Product
from agente.scheduling.titles import title_of
from agente.scheduling.when import Wish

TOLD = "treatment_told"  # of the state
_NOT_THIS: Final = cue(r"_ (?:nao|n|no)|(?:nao|not|no) (?:(?:e|eh|era|quero|pedi|falei|a|es|quiero|the|is) ){0,3}_")

_WANTS: Final = (
    meeting_cues.BOOK,
    meeting_cues.BOOKING,
    meeting_cues.AVAILABLE,
    meeting_cues.VACANCY,
    meeting_cues.HAS_HOUR,
    _NOT_THIS,
)


def with_treatment(tools: Toolbox, reading: Reading, desk: Desk, offered: Reply) -> Reply:
    """Times, or a booking, with what is booked here; of who names what is booked, or was told before, as they are."""
    wanted = _wanted(tools, reading)
    if wanted is None or reading.turn.state.get(TOLD) or desk.title != title_of(tools.pack, reading.locale):
        return offered  # of a kind of its own, which somebody else may be to have
    if any(product in booked_products(tools, reading.locale) for product in reading.products):
        return offered
    if not (offered.booking or offered.awaiting == "slot"):
        return offered
    return _told(desk, wanted, offered)


def answer_not_this(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Avaliação não, é limpeza mesmo", to times that are on offer."""
    if not reading.turn.state.get("slots") or asks_facts(reading):
        return None
    wanted = _wanted(tools, reading)
    if wanted is None or not _refuses_it(tools, reading):
        return None
    desk = open_desk(tools, reading)
    wish = reading.wish() if reading.wish().said else Wish.from_json(reading.turn.state.get("wish"))
    if reading.turn.state.get(TOLD):
        return desk.offer(wish, "slots_only")
    return _told(desk, wanted, desk.offer(wish))


def _refuses_it(tools: Toolbox, reading: Reading) -> bool:
    """In a part of its own: "mas dói ou não? e a limpeza?" refuses nothing."""
    booked = booked_products(tools, reading.locale)
    parts = (reading.reread(part) for part in PART_END.split(reading.turn.text) if part.strip())
    return any(part.asks(_NOT_THIS) and any(product in booked for product in part.products) for part in parts)


def _wanted(tools: Toolbox, reading: Reading) -> Product | None:
    """What is named besides what is booked here, where that is of the catalogue itself: a demonstration shows all."""
    booked = booked_products(tools, reading.locale)
    if not booked:
        return None
    others = [product for product in reading.products if product not in booked and product.available]
    asks = any(reading.asks(cue) for cue in _WANTS)
    return others[0] if len(others) == 1 and asks else None


def _told(desk: Desk, wanted: Product, offered: Reply) -> Reply:
    note = desk.say("booking_treatment", product=wanted.name, title=formats.uncapitalized(desk.title))
    texts = [offered.text, note] if offered.booking else [note, offered.text]
    return replace(offered, text="\n\n".join(texts), remember={**offered.remember, TOLD: True})
