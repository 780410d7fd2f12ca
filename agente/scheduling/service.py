"""Booking, moving and cancelling meetings; the database decides who was first."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row
from sqlalchemy.exc import IntegrityError

from agente.accounts.callers import Caller
from agente.contacts import service as contacts
from agente.conversations import service as conversations
from agente.conversations.service import Accepted
from agente.errors import NotFound
from agente.kit.clock import rfc3339, utc_now
from agente.kit.ids import new_id
from agente.outbox import service as outbox
from agente.outbox.events import BOOKING_CANCELLED, BOOKING_MADE, BOOKING_MOVED
from agente.packs.pack import Pack
from agente.scheduling import repository
from agente.scheduling.errors import SlotTaken
from agente.scheduling.invitation import invitation, sequence_of
from agente.scheduling.requests import BookingRequest, Busy
from agente.storage.locks import take_turns

EVENT_OF: Final = {"book": BOOKING_MADE, "move": BOOKING_MOVED, "cancel": BOOKING_CANCELLED}


def calendar_for(
    connection: Connection, contact_id: str, start: datetime, end: datetime, pack: Pack
) -> tuple[list[Busy], dict[str, str] | None]:
    """What a contact's meeting has to fit around, and the meeting that they have: its `id` and `starts_at`, or None.

    The spans are those between `start` and `end` in which no further meeting can be held, in order. Their own meeting
    takes no time of theirs: they may move it within its own span.
    """
    own = repository.coming(connection, contact_id, utc_now())
    taken = [
        (row.starts_at, row.ends_at)
        for row in repository.between(connection, start, end)
        if own is None or row.id != own.id
    ]
    booked = {"id": own.id, "starts_at": rfc3339(own.starts_at)} if own else None
    return full_spans(taken, pack.business.booking.at_once), booked


def bookings_of(connection: Connection, caller: Caller, conversation_id: str) -> list[dict[str, Any]]:
    """The meetings of the conversation's contact in the shape of `BookingRead`, the latest first.

    Raises `NotFound` for a conversation that is not the caller's.
    """
    conversation = conversations.get_conversation(connection, caller, conversation_id)
    return [booking_json(row) for row in repository.of_contact(connection, conversation.contact_id)]


def invitation_to(connection: Connection, caller: Caller, conversation_id: str, booking_id: str, pack: Pack) -> bytes:
    """One of them as an iCalendar file, in the conversation's language; raises `NotFound` for any other."""
    conversation = conversations.get_conversation(connection, caller, conversation_id)
    row = repository.find(connection, booking_id)
    if row is None or row.contact_id != conversation.contact_id:
        raise NotFound("booking_not_found", "There is no such booking.")
    return invitation(row, pack, conversation.locale)


def booking_json(row: Row[Any]) -> dict[str, Any]:
    """A `bookings` row in the shape of `BookingRead`."""
    return {
        "id": row.id,
        "starts_at": rfc3339(row.starts_at),
        "ends_at": rfc3339(row.ends_at),
        "status": row.status,
    }


def move_contact(connection: Connection, absorbed_id: str, survivor_id: str) -> list[str]:
    """Gives one contact's bookings to another; returns their ids."""
    return repository.move(connection, absorbed_id, survivor_id)


def return_contact(
    connection: Connection, survivor_id: str, absorbed_id: str, moved: Sequence[str], since: datetime
) -> None:
    """Gives back the bookings that were moved; those that were made `since` stay."""
    repository.move(connection, survivor_id, absorbed_id, moved)


def export_contact(connection: Connection, contact_id: str) -> list[dict[str, Any]]:
    return [booking_json(row) for row in repository.of_contact(connection, contact_id)]


def erase_contact(connection: Connection, contact_id: str, _absorbed: Sequence[Any]) -> int:
    """Calls off the coming meetings: nobody is left to come. The rows hold nothing else of the person."""
    theirs = repository.of_contact(connection, contact_id)
    called_off = [row for row in theirs if row.status == "booked" and row.starts_at > utc_now()]
    outbox.erase_about(connection, [row.id for row in theirs])
    for row in called_off:
        repository.change(connection, row.id, {"status": "cancelled", "updated_at": utc_now()})
        _tell(connection, _found(repository.find(connection, row.id)), BOOKING_CANCELLED, forgotten=True)
    return len(called_off)


def full_spans(taken: Sequence[tuple[datetime, datetime]], at_once: int) -> list[Busy]:
    """Where at least `at_once` of the taken spans overlap."""
    edges = sorted([(start, 1) for start, _ in taken] + [(end, -1) for _, end in taken])
    spans, held, since = [], 0, None
    for moment, change in edges:
        held += change
        if since is None and held >= at_once:
            since = moment
        elif since is not None and held < at_once:
            spans.append(Busy(since, moment))
            since = None
    return spans


def carry_out(connection: Connection, accepted: Accepted, request: BookingRequest, pack: Pack) -> dict[str, Any]:
    """Books, moves or cancels; returns the booking in the shape of `BookingRead`. Raises `SlotTaken`.

    Moving or cancelling touches only a booking of the conversation's own contact; another's raises `LookupError`.
    """
    now = utc_now()
    if request.action == "book":
        _book(connection, accepted, request, pack, now)
    else:
        _own_booking(connection, accepted, request.booking_id)
        if request.action == "cancel":
            repository.change(connection, request.booking_id, {"status": "cancelled", "updated_at": now})
        else:
            _move(connection, request, pack, now)
    row = _own_booking(connection, accepted, request.booking_id)
    _tell(connection, row, EVENT_OF[request.action])
    return booking_json(row)


def _tell(connection: Connection, row: Row[Any], event: str, *, forgotten: bool = False) -> None:
    """Of whom the meeting is, is not told when they are to be `forgotten`."""
    known = conversations.told_of(connection, row.conversation_id) if row.conversation_id else None
    contact = contacts.told_of(connection, row.contact_id)
    told = booking_json(row) | {
        "contact": dict.fromkeys(contact) | {"id": row.contact_id} if forgotten else contact,
        "conversation_id": row.conversation_id,
        "locale": known.locale if known else None,
        "sequence": sequence_of(row),
    }
    outbox.enqueue(connection, event, row.id, told, key=f"{event}:{new_id()}")


def _book(connection: Connection, accepted: Accepted, request: BookingRequest, pack: Pack, now: datetime) -> None:
    start, end = _span(request)
    values = {
        "id": request.booking_id,
        "contact_id": contacts.current_id(connection, accepted.contact_id),
        "conversation_id": accepted.conversation_id,
        "starts_at": start,
        "ends_at": end,
        "lane": _free_lane(connection, start, end, pack.business.booking.at_once),
        "status": "booked",
        "created_at": now,
        "updated_at": now,
    }
    with _first_come(connection):
        repository.add(connection, values)


def _move(connection: Connection, request: BookingRequest, pack: Pack, now: datetime) -> None:
    start, end = _span(request)
    lane = _free_lane(connection, start, end, pack.business.booking.at_once, besides=request.booking_id)
    values = {"starts_at": start, "ends_at": end, "lane": lane, "status": "booked", "updated_at": now}
    with _first_come(connection):
        repository.change(connection, request.booking_id, values)


def _free_lane(connection: Connection, start: datetime, end: datetime, at_once: int, besides: str | None = None) -> int:
    """A lane for a meeting that fits in; raises `SlotTaken` when as many as can be held overlap it somewhere.

    Lanes tell meetings of the same start apart. They are no rooms that one would have to find free for the whole time:
    meetings of other starts may lie across them.
    """
    take_turns(connection, "calendar")
    others = [row for row in repository.between(connection, start, end) if row.id != besides]
    if full_spans([(max(row.starts_at, start), min(row.ends_at, end)) for row in others], at_once):
        raise SlotTaken
    taken = {row.lane for row in others if row.starts_at == start}
    return next(lane for lane in range(len(taken) + 1) if lane not in taken)


@contextmanager
def _first_come(connection: Connection) -> Iterator[None]:
    """Two that found the same lane free: the unique index refuses the second."""
    try:
        with connection.begin_nested():
            yield
    except IntegrityError:
        raise SlotTaken from None


def _own_booking(connection: Connection, accepted: Accepted, booking_id: str) -> Row[Any]:
    row = repository.find(connection, booking_id)
    if row is None or row.contact_id != contacts.current_id(connection, accepted.contact_id):
        raise LookupError("no such booking of this contact")
    return row


def _found(row: Row[Any] | None) -> Row[Any]:
    if row is None:
        raise LookupError("the booking that was just changed is gone")
    return row


def _span(request: BookingRequest) -> tuple[datetime, datetime]:
    if request.starts_at is None or request.ends_at is None:
        raise ValueError("a meeting has a start and an end")
    return request.starts_at, request.ends_at
