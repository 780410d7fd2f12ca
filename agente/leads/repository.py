"""Queries on leads."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from agente.leads.models import leads

BY_CONTACT = select(leads).where(leads.c.contact_id == bindparam("of_contact"))
CHANGE = update(leads).where(leads.c.id == bindparam("of_id"))


def find_by_contact(connection: Connection, contact_id: str) -> Row[Any] | None:
    return connection.execute(BY_CONTACT, {"of_contact": contact_id}).first()


def add(connection: Connection, values: dict[str, Any]) -> None:
    connection.execute(insert(leads), values)


def change(connection: Connection, lead_id: str, values: dict[str, Any]) -> None:
    connection.execute(CHANGE.values(**values), {"of_id": lead_id})
