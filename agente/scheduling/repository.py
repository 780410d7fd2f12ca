"""Queries on bookings and on what a vendor's calendar says."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, or_, select, update

from agente.scheduling.models import bookings, calendar_busy, calendar_events


def between(connection: Connection, start: datetime, end: datetime) -> Sequence[Row[Any]]:
    """The bookings that overlap a span of time, cancelled ones left out."""
    statement = select(bookings).where(
        bookings.c.status == "booked", bookings.c.starts_at < end, bookings.c.ends_at > start
    )
    return connection.execute(statement).all()


def coming(connection: Connection, contact_id: str, after: datetime) -> Sequence[Row[Any]]:
    """The contact's bookings, the next one first."""
    statement = (
        select(bookings)
        .where(bookings.c.contact_id == contact_id, bookings.c.status == "booked", bookings.c.starts_at > after)
        .order_by(bookings.c.starts_at, bookings.c.id)
    )
    return connection.execute(statement).all()


def of_contact(connection: Connection, contact_id: str) -> Sequence[Row[Any]]:
    """All bookings of the contact, cancelled ones too, the latest first."""
    statement = (
        select(bookings).where(bookings.c.contact_id == contact_id).order_by(bookings.c.starts_at.desc(), bookings.c.id)
    )
    return connection.execute(statement).all()


def move(connection: Connection, of: str, to: str, among: Sequence[str] | None = None) -> list[str]:
    """Gives the bookings of one contact to another, all or some; returns their ids."""
    statement = update(bookings).where(bookings.c.contact_id == of)
    if among is not None:
        statement = statement.where(bookings.c.id.in_(among))
    return list(connection.execute(statement.values(contact_id=to).returning(bookings.c.id)).scalars())


def find(connection: Connection, booking_id: str) -> Row[Any] | None:
    return connection.execute(select(bookings).where(bookings.c.id == booking_id)).first()


def add(connection: Connection, values: dict[str, Any]) -> None:
    connection.execute(insert(bookings), values)


def change(connection: Connection, booking_id: str, values: dict[str, Any]) -> None:
    connection.execute(update(bookings).where(bookings.c.id == booking_id).values(**values))


def set_collided(connection: Connection, booking_ids: Sequence[str], at: datetime | None) -> None:
    connection.execute(update(bookings).where(bookings.c.id.in_(booking_ids)).values(collided_at=at))


def known_ids(connection: Connection, booking_ids: Sequence[str]) -> set[str]:
    """Those that are bookings of this installation."""
    return set(connection.execute(select(bookings.c.id).where(bookings.c.id.in_(booking_ids))).scalars())


def busy(connection: Connection, start: datetime, end: datetime) -> Sequence[Row[Any]]:
    """What others take of a span, as it was last seen at the vendor."""
    statement = select(calendar_busy).where(calendar_busy.c.starts_at < end, calendar_busy.c.ends_at > start)
    return connection.execute(statement).all()


def set_busy(connection: Connection, start: datetime, end: datetime, values: Sequence[dict[str, Any]]) -> None:
    """Replaces what was seen in the span."""
    overlaps = and_(calendar_busy.c.starts_at < end, calendar_busy.c.ends_at > start)
    seen_again = calendar_busy.c.instance.in_([value["instance"] for value in values])
    connection.execute(delete(calendar_busy).where(or_(overlaps, seen_again)))
    if values:
        connection.execute(insert(calendar_busy), values)


def agreed(connection: Connection, calendar: str, booking_id: str) -> Row[Any] | None:
    statement = select(calendar_events).where(
        calendar_events.c.booking_id == booking_id, calendar_events.c.calendar == calendar
    )
    return connection.execute(statement).first()


def in_step(connection: Connection, calendar: str, start: datetime, end: datetime) -> Sequence[Row[Any]]:
    """The bookings that start in the span and whose event was last seen, or put, at the time that they have."""
    statement = (
        select(bookings)
        .join(
            calendar_events,
            and_(
                calendar_events.c.booking_id == bookings.c.id,
                calendar_events.c.starts_at == bookings.c.starts_at,
                calendar_events.c.ends_at == bookings.c.ends_at,
            ),
        )
        .where(
            calendar_events.c.calendar == calendar,
            bookings.c.status == "booked",
            bookings.c.starts_at >= start,
            bookings.c.starts_at < end,
        )
    )
    return connection.execute(statement).all()


def set_agreed(connection: Connection, calendar: str, booking_id: str, start: datetime, end: datetime) -> None:
    drop_agreed(connection, booking_id)
    values = {"booking_id": booking_id, "calendar": calendar, "starts_at": start, "ends_at": end}
    connection.execute(insert(calendar_events), values)


def drop_agreed(connection: Connection, booking_id: str) -> None:
    connection.execute(delete(calendar_events).where(calendar_events.c.booking_id == booking_id))
