"""Coming to the place: when to be there for the meeting that is booked, and whether one may come without one."""

from dataclasses import replace
from typing import Final

from agente.agents.local import cues, meeting_cues
from agente.agents.local.coming_cues import (
    ARRIVE,
    BE_EARLY,
    DONE_THERE,
    ENDS,
    ON_THE_DAY,
    WALK_IN_TOLD,
    asks_of_walking_in,
)
from agente.agents.local.knowledge import quoting
from agente.agents.local.meeting_desk import TOPIC, open_desk
from agente.agents.local.meetings import can_book, offer_booking
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.knowledge import search_knowledge
from agente.kit.patterns import Pattern
from agente.knowledge.analysis import analyzer, folded
from agente.packs.models import Locale
from agente.packs.pack import Passage
from agente.scheduling.titles import title_of

_SAME_DAY: Final[dict[Locale, str]] = {"pt-BR": "no mesmo dia", "en": "on the same day", "es": "el mismo día"}


def answer_arrival(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Que horas tenho que chegar?": what the material says of being early, and when the meeting is."""
    if not reading.asks(ARRIVE):
        return None
    passage = _told(tools, reading, BE_EARLY)
    booked = reading.turn.state.get("booking") and can_book(tools)
    own = open_desk(tools, reading).named("booking_own") if booked else ""
    if passage is None:
        return Reply(own, intent="scheduling", remember={"topic": TOPIC}) if own else None
    told = _quoted(tools, reading, passage)
    return replace(told, text=f"{own}\n\n{told.text}", intent="scheduling") if own else told


def answer_end(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Ele sai que horas?", of the meeting that is booked."""
    if not reading.asks(ENDS) or not can_book(tools) or not reading.turn.state.get("booking"):
        return None
    told = open_desk(tools, reading).ends()
    return Reply(told, intent="product_question", remember={"topic": TOPIC}) if told else None


def answer_without_booking(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Posso ir sem marcar?": what the material says of it, else that it does not, and times that are free."""
    if not can_book(tools) or not asks_of_walking_in(reading.turn.text, reading.spoken):
        return None
    if passage := _told(tools, reading, WALK_IN_TOLD):
        told = _quoted(tools, reading, passage)
        return told if reading.turn.state.get("booking") else offer_booking(tools, reading, told)
    if reading.material_answers(STRONG_COVERAGE) or reading.turn.state.get("booking"):
        return None
    desk = open_desk(tools, reading)
    offered = desk.offer(reading.wish())
    return replace(offered, text=f"{desk.say('walk_in_unknown')}\n\n{offered.text}")


def answer_on_the_day(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Já resolve na hora?": what the material says of being served on the very day of the meeting."""
    asks = reading.asks(ON_THE_DAY) and reading.asks(DONE_THERE)
    if not asks or not can_book(tools) or reading.asks(cues.PRICE) or reading.asks(meeting_cues.CHANGE_VERB):
        return None
    title = title_of(tools.pack, reading.locale)
    named = analyzer(reading.locale).terms(title)
    found = search_knowledge(tools.search, f"{reading.turn.text} {_SAME_DAY[reading.locale]} {title}", reading.locale)
    telling = (
        each.passage
        for each in found
        if ON_THE_DAY.search(folded(each.passage.title))
        and not named.isdisjoint(analyzer(reading.locale).terms(each.passage.title))
    )
    passage = next(telling, None)
    return replace(_quoted(tools, reading, passage), intent="product_question") if passage else None


def _told(tools: Toolbox, reading: Reading, cue: Pattern) -> Passage | None:
    """The nearest passage that speaks of it, then any other one that does."""
    near = [
        *reading.near(),
        *(found.passage for found in search_knowledge(tools.search, reading.turn.text, reading.locale)),
    ]
    return next((passage for passage in near if cue.search(folded(f"{passage.title} {passage.text}"))), None)


def _quoted(tools: Toolbox, reading: Reading, passage: Passage) -> Reply:
    return quoting(tools, reading, passage, tools.quote(passage, reading.turn.text))
