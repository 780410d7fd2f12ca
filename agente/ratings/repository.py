"""Queries on ratings."""

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from agente.ratings.models import ratings


def find(connection: Connection, conversation_id: str) -> Row[Any] | None:
    return connection.execute(select(ratings).where(ratings.c.conversation_id == conversation_id)).first()


def add(connection: Connection, values: dict[str, Any]) -> None:
    connection.execute(insert(ratings), values)


def change(connection: Connection, conversation_id: str, values: dict[str, Any]) -> None:
    connection.execute(update(ratings).where(ratings.c.conversation_id == conversation_id), values)
