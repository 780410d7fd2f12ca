"""Queries on deliveries."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from agente.outbox.models import outbox


def has_key(connection: Connection, key: str) -> bool:
    return connection.execute(select(outbox.c.id).where(outbox.c.key == key)).first() is not None


def add(connection: Connection, values: Mapping[str, Any]) -> None:
    connection.execute(insert(outbox), dict(values))
