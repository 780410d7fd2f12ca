"""Two to be booked at once, "pros meus 2 filhos": one is booked here, and the other by a person."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agente.agents.local import meetings
from agente.agents.local.answering import Answerer, first_reply
from agente.agents.local.clauses import PART_END
from agente.agents.local.meeting_desk import said_before
from agente.agents.local.offers import offering
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.second_meeting import left_for_team
from agente.agents.local.second_meeting_cues import THEY_ARE, TWO
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import folded
from agente.scheduling.remembered import own_booking

RECENT = 3  # messages of the customer in which two were spoken of


def answer_two(booking: Sequence[Answerer]) -> Answerer:
    """What one of `booking` books, and that the other is booked by a person; that one is, beside what is offered."""

    def answer_both(tools: Toolbox, reading: Reading) -> Reply | None:
        if not meetings.can_book(tools) or own_booking(reading.turn.state, reading.turn.now):
            return None
        here = any(_of_two(part) for part in _parts(reading))
        before = any(TWO.search(folded(text)) for text in said_before(reading)[-RECENT:])
        if not here and not (before and reading.turn.state.get("slots")):
            return None
        tried = (first_reply(booking, tools, told) for told in _choices(reading, here))
        booked = next((reply for reply in tried if reply and reply.booking), None)
        if booked:
            return _with_the_other(tools, reading, booked)
        return _offered(tools, reading) if here else None

    return answer_both


def _choices(reading: Reading, here: bool) -> Iterator[Reading]:
    """The message without what it says of two, then each part that names a time."""
    if not here:
        yield reading
        return
    state = {key: reading.turn.state.get(key) for key in ("awaiting", "asked")}
    left = [part for part in _parts(reading) if not _of_two(part)]
    yield reading.reread(", ".join(left) or reading.turn.text, **state)
    yield from (part for part in (reading.reread(part, **state) for part in left) if part.wish().said)
    if not left:
        yield reading


def _with_the_other(tools: Toolbox, reading: Reading, booked: Reply) -> Reply:
    asked = offering(tools, reading.reread(reading.turn.text, awaiting=None), "booking_second", "scheduling")
    return replace(
        asked,
        text=f"{booked.text}\n\n{asked.text}",
        citations=booked.citations,
        totals=booked.totals,
        booking=booked.booking,
        remember={**booked.remember, "for_team": left_for_team(reading)},
    )


def _offered(tools: Toolbox, reading: Reading) -> Reply | None:
    offered = meetings.answer_only_booking(tools, reading)
    if offered is None or offered.awaiting != "slot":
        return None
    return replace(offered, text=f"{tools.phrases.say('booking_one_of_two', reading.locale)}\n\n{offered.text}")


def _parts(reading: Reading) -> list[str]:
    return [part.strip() for part in PART_END.split(reading.turn.text) if part.strip(" ?")]


def _of_two(part: str) -> bool:
    said = folded(part)
    return TWO.search(said) is not None or THEY_ARE.search(said) is not None
