"""Queries on leads."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, delete, insert, or_, select, update

from agente.contacts.models import contacts
from agente.leads.filters import Wanted
from agente.leads.models import leads

BY_CONTACT = select(leads).where(leads.c.contact_id == bindparam("of_contact"))
TO_CHANGE = BY_CONTACT.with_for_update()
CHANGE = update(leads).where(leads.c.id == bindparam("of_id"))
KNOWN = (
    select(
        contacts.c.owner.label("contact_owner"),
        contacts.c.name.label("contact_name"),
        contacts.c.email.label("contact_email"),
        contacts.c.phone.label("contact_phone"),
        leads.c.id,
        leads.c.score,
        leads.c.status,
        leads.c.fields,
    )
    .select_from(contacts.outerjoin(leads, leads.c.contact_id == contacts.c.id))
    .where(contacts.c.id == bindparam("of_contact"))
)
CONDITIONS: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "status": lambda status: leads.c.status == status,
    "min_score": lambda points: leads.c.score >= points,
    "email": lambda email: leads.c.email == email,
    "phone": lambda phone: leads.c.phone == phone,
    "created_after": lambda moment: leads.c.created_at > moment,
    "created_before": lambda moment: leads.c.created_at < moment,
}


def find_by_contact(connection: Connection, contact_id: str) -> Row[Any] | None:
    return connection.execute(BY_CONTACT, {"of_contact": contact_id}).first()


def find_to_change(connection: Connection, contact_id: str) -> Row[Any] | None:
    """The same; nobody else changes it before this transaction ends."""
    return connection.execute(TO_CHANGE, {"of_contact": contact_id}).first()


def find_any(connection: Connection, lead_id: str) -> Row[Any] | None:
    """A lead, whoever may see it."""
    return connection.execute(select(leads).where(leads.c.id == lead_id)).first()


def remove(connection: Connection, lead_id: str) -> None:
    connection.execute(delete(leads).where(leads.c.id == lead_id))


def find_known(connection: Connection, contact_id: str) -> Any | None:
    """The contact's own details beside its lead, whose columns are None when there is none."""
    return connection.execute(KNOWN, {"of_contact": contact_id}).first()


def find(connection: Connection, client: str, lead_id: str) -> Row[Any] | None:
    return connection.execute(select(leads).where(leads.c.id == lead_id, _seen_by(client))).first()


def page(connection: Connection, client: str, wanted: Wanted, most: int) -> Sequence[Row[Any]]:
    """Newest first."""
    query = select(leads).where(_seen_by(client), *_conditions(wanted))
    return connection.execute(query.order_by(leads.c.created_at.desc(), leads.c.id.desc()).limit(most)).all()


def add(connection: Connection, values: dict[str, Any]) -> None:
    connection.execute(insert(leads), values)


def change(connection: Connection, lead_id: str, values: dict[str, Any]) -> None:
    connection.execute(CHANGE.values(**values), {"of_id": lead_id})


def _seen_by(client: str) -> ColumnElement[bool]:
    """The leads of the API client's own conversations, and those of web chats."""
    return or_(leads.c.owner == client, leads.c.owner.is_(None))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    given = [condition(value) for name, condition in CONDITIONS.items() if (value := getattr(wanted, name)) is not None]
    given += [leads.c.searched.contains(f" {word}", autoescape=True) for word in wanted.words]
    return [*given, _behind(*wanted.after)] if wanted.after else given


def _behind(moment: datetime, lead_id: str) -> ColumnElement[bool]:
    return or_(leads.c.created_at < moment, and_(leads.c.created_at == moment, leads.c.id < lead_id))


def qualified(connection: Connection, after_id: str, most: int) -> Sequence[Row[Any]]:
    """Leads that were qualified at some time, by id."""
    query = select(leads).where(leads.c.qualified_at.is_not(None), leads.c.id > after_id)
    return connection.execute(query.order_by(leads.c.id).limit(most)).all()
