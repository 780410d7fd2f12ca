"""Booking, moving and cancelling meetings; the database decides who was first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from agente.outbox.events import BOOKING_CANCELLED, BOOKING_FORGOTTEN, BOOKING_MADE, BOOKING_MOVED
from agente.packs.pack import Pack
from agente.scheduling import repository
from agente.scheduling.errors import SlotTaken
from agente.scheduling.invitation import invitation, sequence_of
from agente.scheduling.ports import Event
from agente.scheduling.remembered import to_remember
from agente.scheduling.requests import BookingRequest, Busy
from agente.storage.locks import take_turns

EVENT_OF: Final = {"book": BOOKING_MADE, "move": BOOKING_MOVED, "cancel": BOOKING_CANCELLED}


def calendar_for(
    connection: Connection, contact_id: str, start: datetime, end: datetime, pack: Pack
) -> tuple[list[Busy], list[dict[str, str]]]:
    """What a contact's meeting has to fit around, and the meetings that they have, as the state keeps one.

    The spans are those between `start` and `end` in which no further meeting can be held, in order; each knows which
    of their own meetings it would be free without. Their next meeting comes first.
    """
    known = repository.coming(connection, contact_id, utc_now())
    booked = {row.id: (row.starts_at, row.ends_at) for row in repository.between(connection, start, end)}
    own = {row.id: booked.pop(row.id) for row in known if row.id in booked}
    taken = [*booked.values(), *((row.starts_at, row.ends_at) for row in repository.busy(connection, start, end))]
    spans = full_spans(taken, pack.business.booking.at_once, own)
    return spans, [to_remember(row.id, row.starts_at, row.kind) for row in known]


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
        "kind": row.kind,
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
    """Calls off the coming meetings: nobody is left to come. The rows hold nothing else of the person.

    Those that were held stay as they were, but not in a vendor's calendar, which has the person's name.
    """
    theirs = repository.of_contact(connection, contact_id)
    booked = [row for row in theirs if row.status == "booked"]
    called_off = [row for row in booked if row.starts_at > utc_now()]
    outbox.erase_about(connection, [row.id for row in theirs])
    outbox.enqueue_all(connection, [_forgotten(row.id) for row in booked if row not in called_off])
    for row in called_off:
        repository.change(connection, row.id, {"status": "cancelled", "updated_at": utc_now()})
        _tell(connection, _found(repository.find(connection, row.id)), BOOKING_CANCELLED, forgotten=True)
    return len(called_off)


def full_spans(
    taken: Iterable[tuple[datetime, datetime]], at_once: int, own: Mapping[str, tuple[datetime, datetime]] | None = None
) -> list[Busy]:
    """Where at least `at_once` of the spans overlap: those that are taken, and the customer's `own` by their ids."""
    known = [(None, *span) for span in taken] + [(booking_id, *span) for booking_id, span in (own or {}).items()]
    edges = [edge for whose, start, end in known for edge in ((start, 1, whose), (end, -1, whose))]
    spans: list[Busy] = []
    held: list[str | None] = []
    since, but_for = None, frozenset[str]()
    for moment, change, whose in sorted(edges, key=lambda edge: edge[:2]):
        if change > 0:
            held.append(whose)
        else:
            held.remove(whose)
        full = moment if len(held) >= at_once else None
        freeing = frozenset(filter(None, held)) if len(held) == at_once else frozenset[str]()
        if since and full and freeing == but_for:
            continue
        if since and since < moment:
            spans.append(Busy(since, moment, but_for))
        since, but_for = full, freeing
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


def _forgotten(booking_id: str) -> outbox.Event:
    return outbox.Event(BOOKING_FORGOTTEN, booking_id, {}, key=f"{BOOKING_FORGOTTEN}:{booking_id}")


def _book(connection: Connection, accepted: Accepted, request: BookingRequest, pack: Pack, now: datetime) -> None:
    start, end = _span(request)
    values = {
        "id": request.booking_id,
        "contact_id": contacts.current_id(connection, accepted.contact_id),
        "conversation_id": accepted.conversation_id,
        "starts_at": start,
        "ends_at": end,
        "kind": request.kind,
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
    values = {"starts_at": start, "ends_at": end, "kind": request.kind, "lane": lane, "status": "booked"}
    with _first_come(connection):
        repository.change(connection, request.booking_id, values | {"updated_at": now})


def _free_lane(connection: Connection, start: datetime, end: datetime, at_once: int, besides: str | None = None) -> int:
    """A lane for a meeting that fits in; raises `SlotTaken` when as many as can be held overlap it somewhere.

    Lanes tell meetings of the same start apart. They are no rooms that one would have to find free for the whole time:
    meetings of other starts may lie across them.
    """
    take_turns(connection, "calendar")
    others = [row for row in repository.between(connection, start, end) if row.id != besides]
    if full_spans(_within([*others, *repository.busy(connection, start, end)], start, end), at_once):
        raise SlotTaken
    return _lane_besides(others, start)


def _within(rows: Iterable[Row[Any]], start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """What the rows take of a span."""
    return [
        (max(row.starts_at, start), min(row.ends_at, end))
        for row in rows
        if row.starts_at < end and row.ends_at > start
    ]


def _lane_besides(others: Iterable[Row[Any]], start: datetime) -> int:
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


# -- a vendor's calendar


def is_mirrored(connection: Connection, start: datetime, end: datetime, events: Sequence[Event]) -> bool:
    """Whether the mirror says of the span what these events, all that overlap it, say."""
    seen = {(row.instance, row.ends_at) for row in repository.busy(connection, start, end)}
    return seen == {(event.instance, event.ends_at) for event in _foreign(connection, events)}


def mirror(connection: Connection, start: datetime, end: datetime, events: Sequence[Event]) -> None:
    """Writes down what others take of the span; `events` are all that overlap it."""
    take_turns(connection, "calendar")
    seen = {event.instance: event for event in _foreign(connection, events)}
    values = [
        {"instance": instance, "starts_at": event.starts_at, "ends_at": event.ends_at}
        for instance, event in seen.items()
    ]
    repository.set_busy(connection, start, end, values)


def _foreign(connection: Connection, events: Sequence[Event]) -> list[Event]:
    """Those that take time and stand for no booking of this installation: a booking takes its time by itself."""
    ours = repository.known_ids(connection, [event.booking_id for event in events if event.booking_id])
    return [event for event in events if event.is_busy and event.booking_id not in ours]


def to_be_shown(
    connection: Connection, calendar: str, booking_id: str
) -> tuple[Row[Any] | None, tuple[datetime, datetime] | None]:
    """The booking, if it is booked, and the time at which its event was when both last agreed."""
    row, agreed = repository.find(connection, booking_id), repository.agreed(connection, calendar, booking_id)
    return (
        row if row and row.status == "booked" else None,
        (agreed.starts_at, agreed.ends_at) if agreed else None,
    )


def agree(connection: Connection, calendar: str, booking_id: str, start: datetime, end: datetime) -> None:
    """The event of the booking is at this time now."""
    repository.set_agreed(connection, calendar, booking_id, start, end)


def forget_event(connection: Connection, booking_id: str) -> None:
    repository.drop_agreed(connection, booking_id)


def in_step(connection: Connection, calendar: str, start: datetime, end: datetime) -> Sequence[Row[Any]]:
    """The coming bookings whose events are where they should be, as far as is known: what differs, people did."""
    return repository.in_step(connection, calendar, start, end)


def follow(connection: Connection, calendar: str, row: Row[Any], event: Event | None) -> bool:
    """Does to a booking what a person did to its event: moved it, or deleted it (None). Returns whether it did.

    `row` is the booking as it was before the vendor was asked; one that was changed since stays as the customer has it.
    A person may put it where it finds no room: they see their calendar.
    """
    take_turns(connection, "calendar")
    current = repository.find(connection, row.id)
    if current is None or (current.status, current.updated_at) != (row.status, row.updated_at):
        return False
    if event is None:
        repository.change(connection, row.id, {"status": "cancelled", "updated_at": utc_now()})
        repository.drop_agreed(connection, row.id)
        _tell(connection, _found(repository.find(connection, row.id)), BOOKING_CANCELLED)
        return True
    others = [other for other in repository.between(connection, event.starts_at, event.ends_at) if other.id != row.id]
    values = {"starts_at": event.starts_at, "ends_at": event.ends_at, "lane": _lane_besides(others, event.starts_at)}
    repository.change(connection, row.id, values | {"updated_at": utc_now()})
    repository.set_agreed(connection, calendar, row.id, event.starts_at, event.ends_at)
    _tell(connection, _found(repository.find(connection, row.id)), BOOKING_MOVED)
    return True


def new_collisions(connection: Connection, now: datetime, end: datetime, at_once: int) -> list[Row[Any]]:
    """The bookings whose time something else has taken at the vendor since they were made; each is returned once."""
    booked = [row for row in repository.between(connection, now, end) if row.starts_at >= now]
    busy = repository.busy(connection, now, end)
    colliding = {row.id for row in booked if _collides(row, booked, busy, at_once)}
    new = [row for row in booked if row.id in colliding and row.collided_at is None]
    over = [row.id for row in booked if row.id not in colliding and row.collided_at is not None]
    for ids, at in (([row.id for row in new], now), (over, None)):
        if ids:
            repository.set_collided(connection, ids, at)
    return new


def _collides(row: Row[Any], booked: Sequence[Row[Any]], busy: Sequence[Row[Any]], at_once: int) -> bool:
    if not _within(busy, row.starts_at, row.ends_at):
        return False
    return bool(full_spans(_within([*booked, *busy], row.starts_at, row.ends_at), at_once + 1))
