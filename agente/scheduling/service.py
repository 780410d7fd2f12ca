"""Booking, moving and cancelling meetings; the database decides who was first."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.exc import IntegrityError

from agente.conversations.service import Accepted
from agente.kit.clock import rfc3339, utc_now
from agente.packs.pack import Pack
from agente.scheduling import repository
from agente.scheduling.errors import SlotTaken
from agente.scheduling.requests import BookingRequest, Busy


def busy(connection: Connection, start: datetime, end: datetime, pack: Pack) -> list[Busy]:
    """The spans between `start` and `end` in which no further meeting can be held, in order."""
    taken = [(row.starts_at, row.ends_at) for row in repository.between(connection, start, end)]
    return full_spans(taken, pack.business.booking.at_once)


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
    return {
        "id": row.id,
        "starts_at": rfc3339(row.starts_at),
        "ends_at": rfc3339(row.ends_at),
        "status": row.status,
    }


def _book(connection: Connection, accepted: Accepted, request: BookingRequest, pack: Pack, now: datetime) -> None:
    start, end = _span(request)
    values = {
        "id": request.booking_id,
        "contact_id": accepted.contact_id,
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
    taken = {row.lane for row in repository.between(connection, start, end) if row.id != besides}
    lane = next((lane for lane in range(at_once) if lane not in taken), None)
    if lane is None:
        raise SlotTaken
    return lane


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
    if row is None or row.contact_id != accepted.contact_id:
        raise LookupError("no such booking of this contact")
    return row


def _span(request: BookingRequest) -> tuple[datetime, datetime]:
    if request.starts_at is None or request.ends_at is None:
        raise ValueError("a meeting has a start and an end")
    return request.starts_at, request.ends_at
