"""Two to be booked at once, "pros meus 2 filhos", "a dele terça e a minha quinta": one, and the other behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agente.agents.local import meetings
from agente.agents.local.answering import Answerer, first_reply
from agente.agents.local.clauses import PART_END
from agente.agents.local.meeting_desk import said_before
from agente.agents.local.meeting_focus import mine_of
from agente.agents.local.meeting_parts import joined, parts_of
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.second_meeting_cues import THEY_ARE, TWO
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.whose import may_be_same
from agente.knowledge.analysis import folded
from agente.scheduling.remembered import proposed_whose

RECENT = 3  # messages of the customer in which two were spoken of


def answer_two(booking: Sequence[Answerer]) -> Answerer:
    """What one of `booking` does for the first, and what waits until that is booked."""

    def answer_both(tools: Toolbox, reading: Reading) -> Reply | None:
        if not meetings.can_book(tools) or mine_of(reading):
            return None
        if (told := _by_person(reading)) and (first := first_reply(booking, tools, _asked(reading, told[0]))):
            return _with_next(tools, reading, first, told[1])
        here = any(_of_two(part) for part in _parts(reading))
        spoken_of = next((text for text in reversed(said_before(reading)[-RECENT:]) if TWO.search(folded(text))), None)
        if not here and not (spoken_of and reading.turn.state.get("slots")):
            return None
        tried = (first_reply(booking, tools, told) for told in _choices(reading, here))
        booked = next((reply for reply in tried if reply and reply.booking), None)
        if booked:
            return _with_next(tools, reading, booked, spoken_of or reading.turn.text)
        offered = meetings.answer_only_booking(tools, reading) if here else None
        return offered and _with_next(tools, reading, offered, reading.turn.text)

    return answer_both


def _by_person(reading: Reading) -> tuple[str, str] | None:
    """What is wanted for the first of two people, and for the other: each has a time of their own."""
    if len(_parts(reading)) + reading.turn.text.count(" e ") < 2 or not reading.wish().said:
        return None
    timed = [part for part in parts_of(reading) if not part.stays and reading.reread(part.text).wish().said]
    if len(timed) < 2 or timed[1].whose is None:
        return None
    first = timed[0].whose or proposed_whose(reading.turn.state)
    if first is None or may_be_same(first, timed[1].whose):
        return None
    return timed[0].text, joined(timed[1:])


def _with_next(tools: Toolbox, reading: Reading, first: Reply, then: str) -> Reply | None:
    """None of what neither books nor offers times."""
    if first.booking:
        return replace(first, remember={**first.remember, "then": then})
    if first.awaiting != "slot":
        return None
    text = f"{tools.phrases.say('booking_one_of_two', reading.locale)}\n\n{first.text}"
    return replace(first, text=text, remember={**first.remember, "then": then})


def _asked(reading: Reading, text: str) -> Reading:
    return reading.reread(text, **{key: reading.turn.state.get(key) for key in ("awaiting", "asked")})


def _choices(reading: Reading, here: bool) -> Iterator[Reading]:
    """The message without what it says of two, then each part that names a time."""
    if not here:
        yield reading
        return
    left = [part for part in _parts(reading) if not _of_two(part)]
    yield _asked(reading, ", ".join(left) or reading.turn.text)
    yield from (part for part in (_asked(reading, part) for part in left) if part.wish().said)
    if not left:
        yield reading


def _parts(reading: Reading) -> list[str]:
    return [part.strip() for part in PART_END.split(reading.turn.text) if part.strip(" ?")]


def _of_two(part: str) -> bool:
    said = folded(part)
    return TWO.search(said) is not None or THEY_ARE.search(said) is not None
