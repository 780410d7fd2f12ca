"""Which of the customer's meetings is a message about? One that they have, or another one that is to be booked.

The answer is the state in which the message is read: `booking` is the meeting in question, `bookings` the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from agente.agents.local import cues, meeting_cues
from agente.agents.local.clauses import clauses_of
from agente.agents.local.hearing import with_answer
from agente.agents.local.meeting_errands import MAX_CHOICE_WORDS, OTHER_WORDS, errand_of
from agente.agents.local.meeting_parts import Part, joined, parts_of
from agente.agents.local.meetings import can_book
from agente.agents.local.reading import Reading
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.whose import IS_THEIRS, is_named, may_be_same, wants_for
from agente.kit.once import once
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded, words
from agente.scheduling.remembered import Own, in_question, other_bookings, own_booking, proposed, proposed_whose
from agente.scheduling.slots import suits
from agente.scheduling.titles import title_of
from agente.scheduling.when import Wish, understand

_THE_ONE: Final = regex(r"\b[ao]s? d[aeo]s? |\bthe one (?:on|at) |\b(?:el|la) del? ")
# Of the meeting that is booked beyond doubt, whatever times are on offer for another one.
_PLAIN_CHANGES = ("cancel", "missing", "move")


def focused(tools: Toolbox, reading: Reading) -> Reading:
    """The message, read in the state that says which meeting it is about."""
    now, state = reading.turn.now, reading.turn.state
    own, others = own_booking(state, now), other_bookings(state, now)
    mine = [own, *others] if own else others
    if not mine or not can_book(tools):
        return reading
    if own is None and state.get("slots") and _chooses_first(reading):
        return reading  # "o segundo. e a da Bia continua, né?": of the times that are on offer
    parts, mine, own = _with_owners(reading, parts_of(reading), mine, own)
    wanting = [part for part in parts if not part.stays]
    text = joined(wanting) if any(part.stays and part.whose for part in parts) else reading.turn.text
    said = reading.reread(text or reading.turn.text, **in_question(mine[0], mine[1:]))
    if missing := [part for part in wanting if _is_not_booked(said, part, mine)]:
        return reading.reread(joined(missing), **_aside(state, own, mine), unbooked=True)
    if another := _for_another(tools, said, wanting, mine):
        beside = joined([part for part in wanting if part not in another])
        return reading.reread(joined(another), **_aside(state, own, mine), beside=beside)
    aside = own is None and bool(state.get("slots"))
    if wanting and aside and not _is_of_one(tools, said, wanting, mine):
        return reading  # it goes on about the times that are on offer for another one
    one = meant(tools, said, wanting or parts, mine) or mine[0]
    untouched = not wanting and any(part.whose for part in parts)
    if one == own and not untouched and text == reading.turn.text:
        return reading
    left = [other for other in mine if other != one]
    kept = {"asked": state.get("asked"), "untouched": untouched or None}
    dropped = {"slots": None, "wish": None, "awaiting": None} if aside else {"awaiting": state.get("awaiting")}
    return reading.reread(text or reading.turn.text, **in_question(one, left), **kept, **dropped)


def with_answer_of(whole: Reading, part: Reading) -> Reading:
    """A part of a message, which tells too what the message answers to our question: "21 99741-3308. e uma pra mim"."""
    return part if part is whole else replace(part, hear=once(lambda: with_answer(part.hear(), whole.hear())))


def _chooses_first(reading: Reading) -> bool:
    clauses = clauses_of(reading.turn.text)
    if len(clauses) < 2 or clauses[0].asks or reading.turn.state.get("awaiting") != "slot":
        return False
    first, *others = clauses
    chosen = meeting_cues.chosen_number(list(words(first.text))) is not None or _names_offered(reading, first.text)
    asking = [reading.reread(other.text) for other in others]
    return chosen and not any(part.asks(meeting_cues.CHANGE_VERB) for part in asking)


def _names_offered(reading: Reading, text: str) -> bool:
    """ "15h40 perfeito", where that is the hour of one of the times on offer."""
    said = reading.reread(text)
    wish = said.wish()
    suiting = [slot for slot in proposed(reading.turn.state, reading.turn.now) if wish.at and suits(slot, wish)]
    return len(suiting) == 1 and meeting_cues.other_words(said.rest) <= OTHER_WORDS


def _with_owners(
    reading: Reading, parts: Sequence[Part], mine: Sequence[Own], own: Own | None
) -> tuple[list[Part], list[Own], Own | None]:
    """ "O das 11 é da Marlene": the meeting is hers from now on, and stays as it is."""
    owners: dict[str, Part] = {}
    for part in parts:
        if part.whose and IS_THEIRS.search(folded(part.text)):
            at = {hour for readings in reading.reread(part.text).wish().at for hour in readings}
            owners |= {each.booking_id: part for each in mine if each.starts_at.time() in at}
    told = [replace(part, stays=part.stays or part in owners.values()) for part in parts]
    known = [replace(each, whose=owners[each.booking_id].whose) if each.booking_id in owners else each for each in mine]
    return told, known, known[0] if own else None


def on_one(reading: Reading, one: Own, text: str = "") -> Reading:
    """A message, or another text, read as of one of the customer's meetings."""
    now, state = reading.turn.now, reading.turn.state
    own, others = own_booking(state, now), other_bookings(state, now)
    left = [other for other in (own, *others) if other and other.booking_id != one.booking_id]
    return reading.reread(text or reading.turn.text, **in_question(one, left), awaiting=None)


def mine_of(reading: Reading) -> list[Own]:
    """The customer's meetings, the one in question first."""
    own = own_booking(reading.turn.state, reading.turn.now)
    return [*([own] if own else []), *other_bookings(reading.turn.state, reading.turn.now)]


def meant(tools: Toolbox, reading: Reading, parts: Sequence[Part], mine: Sequence[Own]) -> Own | None:
    """The one of the meetings that is told by whose it is, by its kind, or by its day and hour; None when none is."""
    said = reading.words
    by_name = [own for own in mine if is_named(own.whose, said)]
    told = [part.whose for part in parts if part.whose]
    by_person = [own for own in mine if any(may_be_same(own.whose, whose) for whose in told)]
    named = tools.kinds.named(reading.turn.text)
    by_kind = [own for own in mine if named and own.kind == (named.kind and named.kind.id)]
    wish = _pointed(tools, reading)
    by_day = [own for own in mine if own.starts_at.date() in wish.days]
    by_hour = [own for own in by_day or mine if any(own.starts_at.time() in readings for readings in wish.at)]
    return next((found[0] for found in (by_name, by_person, by_kind, by_hour, by_day) if len(found) == 1), None)


def _pointed(tools: Toolbox, reading: Reading) -> Wish:
    """The day and hour that a meeting has, not those that it is to have: "a de quinta", "muda a das 9h pra sexta"."""
    before, *target = meeting_cues.TO.split(reading.turn.text.lower())
    asked = reading.turn.state.get("awaiting") == "which_booking"
    changed = errand_of(reading) in ("cancel", "cancel_it", "missing", "status")
    is_pointed = asked or changed or bool(target and before.strip()) or _THE_ONE.search(before) is not None
    return understand(before or reading.turn.text, reading.turn.now, tools.holidays) if is_pointed else Wish()


def _aside(state: Mapping[str, Any], own: Own | None, mine: Sequence[Own]) -> dict[str, Any]:
    """Another one is to be booked; times that are on offer for a move are not for it."""
    dropped = {"slots": None, "awaiting": None} if own else {"awaiting": state.get("awaiting")}
    return {**in_question(None, mine), **dropped, "another": True, "asked": state.get("asked")}


def _is_of_one(tools: Toolbox, said: Reading, parts: Sequence[Part], mine: Sequence[Own]) -> bool:
    """Whether a message is about a meeting that is booked, though times for another one are on offer."""
    if any(_is_theirs(said, part, mine) for part in parts):
        return True
    errand = errand_of(said)
    if errand in _PLAIN_CHANGES and (said.asks(meeting_cues.CHANGING) or errand != "move"):
        return True
    changes = errand is not None and errand != "book" and any(part.whose for part in parts)
    return changes and meant(tools, said, parts, mine) is not None


def _is_theirs(said: Reading, part: Part, mine: Sequence[Own]) -> bool:
    """Whether a part is about somebody else than whom the times are on offer for."""
    offered = proposed_whose(said.turn.state)
    if part.whose is None or (offered and may_be_same(offered, part.whose)):
        return False
    return offered is not None or any(own.whose and may_be_same(own.whose, part.whose) for own in mine)


def _for_another(tools: Toolbox, said: Reading, parts: Sequence[Part], mine: Sequence[Own]) -> list[Part]:
    """The parts that want another one: for somebody else, besides, or of a kind that none of theirs is of."""
    if not parts or said.asks(cues.HUMAN):
        return []
    if wanting := [part for part in parts if _is_second(said, part, mine) or _is_for_another(said, part, mine)]:
        return wanting
    named = tools.kinds.named(said.turn.text)
    if named is None or errand_of(said) != "book" or said.turn.state.get("slots"):
        return []
    titles = {title_of(tools.pack, said.locale, own.kind) for own in mine}
    is_new = title_of(tools.pack, said.locale, named.kind.id if named.kind else None) not in titles
    return list(parts) if is_new else []


def _is_not_booked(said: Reading, part: Part, mine: Sequence[Own]) -> bool:
    """ "E o do Rafael às 11, ficou marcado?", when none is his, nor one at that hour that may be."""
    if part.whose is None:
        return False
    asked = said if part.text == said.turn.text else said.reread(part.text)
    if errand_of(asked) != "status" or not asked.wish().at:
        return False
    at = {hour for readings in asked.wish().at for hour in readings}
    return not any(may_be_same(own.whose, part.whose) or own.starts_at.time() in at for own in mine)


def _is_second(said: Reading, part: Part, mine: Sequence[Own]) -> bool:
    """ "O Pedro é outra consulta", of whom it is booked already, wants none."""
    return part.second and not any(is_named(own.whose, list(words(part.text))) for own in mine)


def _is_for_another(said: Reading, part: Part, mine: Sequence[Own]) -> bool:
    """ "A minha limpeza na terça 15h", of who has one for a child; who is told of to be moved or cancelled has one."""
    if part.whose is None or any(may_be_same(own.whose, part.whose) for own in mine):
        return False
    own = said.reread(part.text)
    books = own.asks(meeting_cues.BOOK) or own.asks(meeting_cues.BOOKING)
    if any(known.whose is None for known in mine) and not books:
        return False  # the one that is booked may be for them
    if not books and (own.asks(cues.PRICE) or not wants_for(own.spoken)):
        return False
    if own.asks(meeting_cues.CHANGE_VERB) or errand_of(own) not in (None, "book", "move"):
        return False
    if len(own.words) > MAX_CHOICE_WORDS * 2:
        return False
    return books or own.wish().said or own.asks(meeting_cues.AVAILABLE)
