"""Queries on what was changed while it ran."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from agente.switches.models import settings

ALL = select(settings).order_by(settings.c.name)


def everything(connection: Connection) -> Sequence[Row[Any]]:
    return connection.execute(ALL).all()


def put(connection: Connection, name: str, value: object, by: str, now: datetime) -> None:
    """The value stands in an object: SQLite would make a number of a column that holds nothing else."""
    values = {"value": {"value": value}, "changed_by": by, "updated_at": now}
    changed = connection.execute(update(settings).where(settings.c.name == name).values(**values))
    if not changed.rowcount:
        connection.execute(insert(settings).values(name=name, **values))


def remove(connection: Connection, name: str) -> bool:
    return bool(connection.execute(delete(settings).where(settings.c.name == name)).rowcount)
