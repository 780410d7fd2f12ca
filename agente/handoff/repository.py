"""Queries on handoffs."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from agente.conversations.models import conversations
from agente.handoff.models import handoffs

OPEN = ("waiting", "taken")


def add(connection: Connection, values: dict[str, Any]) -> None:
    connection.execute(insert(handoffs), values)


def find_open(connection: Connection, conversation_id: str) -> Row[Any] | None:
    statement = select(handoffs).where(handoffs.c.conversation_id == conversation_id, handoffs.c.status.in_(OPEN))
    return connection.execute(statement).first()


def set_status(connection: Connection, handoff_id: str, status: str, now: object) -> None:
    connection.execute(update(handoffs).where(handoffs.c.id == handoff_id).values(status=status, updated_at=now))


def set_note(connection: Connection, handoff_id: str, note: str, now: object) -> None:
    connection.execute(update(handoffs).where(handoffs.c.id == handoff_id).values(note=note, updated_at=now))


def of_contact(connection: Connection, contact_id: str) -> Sequence[Row[Any]]:
    return connection.execute(select(handoffs).where(_of(contact_id)).order_by(handoffs.c.created_at)).all()


def erase(connection: Connection, contact_id: str, now: object) -> int:
    """Removes the notes, and nobody is waited for any more."""
    theirs = update(handoffs).where(_of(contact_id))
    connection.execute(theirs.where(handoffs.c.status.in_(OPEN)).values(status="cancelled"))
    return connection.execute(theirs.values(note=None, updated_at=now)).rowcount


def _of(contact_id: str) -> ColumnElement[bool]:
    theirs = select(conversations.c.id).where(conversations.c.contact_id == contact_id)
    return handoffs.c.conversation_id.in_(theirs)
