"""Queries on deliveries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from agente.outbox.models import outbox
from agente.storage.statements import delete_some


def has_key(connection: Connection, key: str) -> bool:
    return connection.execute(select(outbox.c.id).where(outbox.c.key == key)).first() is not None


def add(connection: Connection, values: Mapping[str, Any]) -> None:
    connection.execute(insert(outbox), dict(values))


def about(connection: Connection, subjects: Sequence[str]) -> Sequence[Row[Any]]:
    """The deliveries about these objects, oldest first."""
    statement = select(outbox).where(outbox.c.subject.in_(subjects)).order_by(outbox.c.id)
    return connection.execute(statement).all()


def erase(connection: Connection, subjects: Sequence[str], now: object) -> int:
    """Removes what these deliveries carry; those that wait do not leave any more."""
    theirs = update(outbox).where(outbox.c.subject.in_(subjects))
    connection.execute(theirs.where(outbox.c.status == "pending").values(status="dead"))
    return connection.execute(theirs.values(payload={}, updated_at=now)).rowcount


def delete_old(connection: Connection, before: datetime, most: int) -> int:
    statement = delete_some(outbox, outbox.c.status == "done", outbox.c.created_at < before)
    return connection.execute(statement, {"most": most}).rowcount


def count_old(connection: Connection, before: datetime) -> int:
    found = select(func.count()).select_from(outbox).where(outbox.c.status == "done", outbox.c.created_at < before)
    return connection.execute(found).scalar_one()
