"""Two to be booked at once, "pros meus 2 filhos", "a dele terça e a minha quinta": one, and the other behind it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from agente.agents.local import meeting_cues, meetings
from agente.agents.local.answering import Answerer, first_reply
from agente.agents.local.beside import acting_and_answering
from agente.agents.local.clauses import PART_END, Clause, clauses_of
from agente.agents.local.meeting_desk import booked_products, open_desk, said_before
from agente.agents.local.meeting_focus import mine_of
from agente.agents.local.meeting_parts import Part, joined, parts_of, pieces_of
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.second_meeting_cues import (
    BOTH_OF_US,
    IN_A_ROW,
    ONE_FOR_ME_TOO,
    RIGHT_BESIDE_THEIRS,
    THEY_ARE,
    TWO,
)
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.whose import ME, behind_person, may_be_same, wants_for, whose_is
from agente.knowledge.analysis import folded, words
from agente.scheduling.remembered import proposed, proposed_whose

_FOR: Final = re.compile(r"\s(?=(?:pr[oa]s?|para|p|for|d[oae]l?[ea]?)\s)", re.IGNORECASE)
RECENT = 3  # messages of the customer in which two were spoken of


def answer_two(booking: Sequence[Answerer], answerers: Sequence[Answerer]) -> Answerer:
    """What one of `booking` does for the first, and what waits until that is booked.

    What is asked beside the times that two people are told for is answered by `answerers`.
    """

    def answer_each(tools: Toolbox, reading: Reading) -> Reply | None:
        if not meetings.can_book(tools) or mine_of(reading):
            return None
        told = _by_person(tools, reading)
        first = first_reply(booking, tools, _asked(reading, told[0])) if told else None
        return _with_next(tools, reading, first, told[1]) if told and first else None

    def answer_both(tools: Toolbox, reading: Reading) -> Reply | None:
        if not meetings.can_book(tools) or mine_of(reading):
            return None
        if each := acting_and_answering(answer_each, answerers)(tools, reading):
            return each
        if both := _chosen_and_mine(tools, reading, booking):
            return both
        here = any(_of_two(part) for part in _parts(reading)) or _each_of_two(tools, reading)
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


def _each_of_two(tools: Toolbox, reading: Reading) -> bool:
    """ "Pra nós dois", of what is sold to each: a demonstration is for both."""
    return reading.asks(BOTH_OF_US) and bool(booked_products(tools, reading.locale))


def _by_person(tools: Toolbox, reading: Reading) -> tuple[str, str] | None:
    """What is wanted for the first of two people, and for the other."""
    if len(pieces_of(reading.turn.text)) < 2:
        return None
    parts = [part for part in parts_of(_without_questions(reading)) if not part.stays]
    if not any(part.whose for part in parts):
        return None
    timed = [replace(part, text=text) for part in parts if (text := _with_time(tools, reading, part.text))]
    if len(timed) > 1 and _are_two(reading, timed):
        return timed[0].text, joined(timed[1:])
    # A demonstration may be shared, what is sold to each may not.
    if len(parts) < 2 or not booked_products(tools, reading.locale) or not reading.asks(meeting_cues.BOOK):
        return None
    if parts[0].whose is None or not (_are_two(reading, parts) and wants_for(folded(parts[1].text))):
        return None
    return f"{parts[0].text} {behind_person(parts[1].text)}", joined(parts[1:])


def _chosen_and_mine(tools: Toolbox, reading: Reading, booking: Sequence[Answerer]) -> Reply | None:
    """ "Pode, essa é da minha mãe. e a minha?", of times that are on offer for her."""
    offered = proposed_whose(reading.turn.state)
    if reading.turn.state.get("awaiting") != "slot" or offered is None or may_be_same(offered, ME):
        return None
    pieces = pieces_of(reading.turn.text)
    mine = next((place for place, piece in enumerate(pieces) if ONE_FOR_ME_TOO.search(" ".join(words(piece)))), 0)
    if not mine or any("?" in piece for piece in pieces[mine + 1 :]):
        return None
    choosing = [piece for piece in pieces[:mine] if not _only_tells_whose(reading, piece, offered)]
    chosen = first_reply(booking, tools, _asked(reading, " ".join(choosing)))
    return _with_next(tools, reading, chosen, " ".join(pieces[mine:])) if chosen and chosen.booking else None


def _only_tells_whose(reading: Reading, piece: str, offered: str) -> bool:
    """ "Essa é da minha mãe", of times that are hers."""
    said = reading.reread(piece)
    whose = whose_is(piece, said.spoken)
    return whose is not None and may_be_same(whose, offered) and not said.wish().said and "?" not in piece


def _without_questions(reading: Reading) -> Reading:
    """The message without what asks for no time; they are answered beside it."""
    told = [clause.text for clause in clauses_of(reading.turn.text) if not clause.asks or _names_time(reading, clause)]
    return reading.reread(" ".join(told) or reading.turn.text)


def _names_time(reading: Reading, clause: Clause) -> bool:
    said = reading.reread(clause.text)
    beside = said.asks(IN_A_ROW) or said.asks(RIGHT_BESIDE_THEIRS)
    return beside or said.wish().said or said.asks(meeting_cues.BOOK)


def _with_time(tools: Toolbox, reading: Reading, text: str) -> str | None:
    """A part that names a time; "o segundo pra ela" is of the times that are on offer, and says which one it is."""
    if reading.reread(text).wish().said or IN_A_ROW.search(folded(text)):
        return text
    slots = proposed(reading.turn.state, reading.turn.now)
    chosen, *person = _FOR.split(text, maxsplit=1)
    number = meeting_cues.chosen_number(list(words(chosen)))
    if not slots or number is None or number >= len(slots):
        return None
    return " ".join((open_desk(tools, reading).button(slots[number]), *person))


def _are_two(reading: Reading, parts: Sequence[Part]) -> bool:
    first = parts[0].whose or proposed_whose(reading.turn.state)
    return first is not None and parts[1].whose is not None and not may_be_same(first, parts[1].whose)


def _with_next(tools: Toolbox, reading: Reading, first: Reply, then: str) -> Reply | None:
    """None of what neither books nor offers times."""
    before = reading.turn.state.get("then")
    if first.booking and IN_A_ROW.search(folded(then)) and isinstance(before, str):
        then = f"{before}, {then}"  # for whom and on which day was told with the wish
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
