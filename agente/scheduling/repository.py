"""Queries on bookings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from agente.scheduling.models import bookings


def between(connection: Connection, start: datetime, end: datetime) -> Sequence[Row[Any]]:
    """The bookings that overlap a span of time, cancelled ones left out."""
    statement = select(bookings).where(
        bookings.c.status == "booked", bookings.c.starts_at < end, bookings.c.ends_at > start
    )
    return connection.execute(statement).all()


def coming(connection: Connection, contact_id: str, after: datetime) -> Row[Any] | None:
    """The contact's next booking."""
    statement = (
        select(bookings)
        .where(bookings.c.contact_id == contact_id, bookings.c.status == "booked", bookings.c.starts_at > after)
        .order_by(bookings.c.starts_at)
        .limit(1)
    )
    return connection.execute(statement).first()


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
