"""Queries on handoffs."""

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

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
