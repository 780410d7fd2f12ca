"""Queries on ratings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from agente.conversations.models import conversations
from agente.ratings.models import ratings


def find(connection: Connection, conversation_id: str) -> Row[Any] | None:
    return connection.execute(select(ratings).where(ratings.c.conversation_id == conversation_id)).first()


def add(connection: Connection, values: dict[str, Any]) -> None:
    connection.execute(insert(ratings), values)


def change(connection: Connection, conversation_id: str, values: dict[str, Any]) -> None:
    connection.execute(update(ratings).where(ratings.c.conversation_id == conversation_id), values)


def mean_since(connection: Connection, moment: datetime) -> float | None:
    statement = select(func.avg(ratings.c.score)).where(ratings.c.updated_at >= moment)
    mean = connection.execute(statement).scalar_one()
    return None if mean is None else float(mean)


def of_contact(connection: Connection, contact_id: str) -> Sequence[Row[Any]]:
    return connection.execute(select(ratings).where(_of(contact_id)).order_by(ratings.c.created_at)).all()


def erase(connection: Connection, contact_id: str, now: object) -> int:
    """Removes the comments; the scores stay."""
    statement = update(ratings).where(_of(contact_id)).values(comment=None, updated_at=now)
    return connection.execute(statement).rowcount


def _of(contact_id: str) -> ColumnElement[bool]:
    theirs = select(conversations.c.id).where(conversations.c.contact_id == contact_id)
    return ratings.c.conversation_id.in_(theirs)
