"""Queries on contacts."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from agente.contacts.models import contacts

INSERT = insert(contacts)
BY_USER = select(contacts.c.id).where(
    contacts.c.owner == bindparam("of_owner"), contacts.c.user_id == bindparam("of_user")
)


def add(connection: Connection, values: dict[str, object]) -> None:
    connection.execute(INSERT, values)


def find_by_user(connection: Connection, owner: str, user_id: str) -> Row[Any] | None:
    return connection.execute(BY_USER, {"of_owner": owner, "of_user": user_id}).first()


def change(connection: Connection, contact_id: str, values: dict[str, object]) -> None:
    connection.execute(update(contacts).where(contacts.c.id == contact_id), values)


def complete(connection: Connection, contact_id: str, values: dict[str, str], now: object) -> None:
    """Sets those columns that have no value yet."""
    filled = {name: func.coalesce(contacts.c[name], value) for name, value in values.items()}
    connection.execute(update(contacts).where(contacts.c.id == contact_id).values(updated_at=now, **filled))
