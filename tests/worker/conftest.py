"""A migrated database, a clock that stands still, and events in the outbox."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from agente.kit.ids import new_id
from agente.outbox import service as outbox
from agente.outbox.models import outbox as table
from agente.storage.database import Database
from agente.worker.courier import Courier
from tests.support.scripted import Clock, Scripted

Rows = Callable[..., list[Any]]
Happen = Callable[..., str]
Courierly = Callable[..., Courier]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rows(database: Database) -> Rows:
    """Deliveries, in their order; given columns have the given values."""

    def read(**wanted: str) -> list[Any]:
        conditions = [table.c[name] == value for name, value in wanted.items()]
        query = select(table).where(table.c.destination != "", *conditions).order_by(table.c.id)
        return database.transact(lambda connection: list(connection.execute(query)))

    return read


@pytest.fixture
def happen(database: Database, clock: Clock) -> Happen:
    """Writes an event and shares it out; returns its subject."""

    def write(*to: Scripted, subject: str | None = None, event: str = "lead.qualified", **payload: Any) -> str:
        subject = subject or new_id()
        database.transact(outbox.enqueue, event, subject, payload, key=new_id())
        database.transact(outbox.share_out, to, clock())
        return subject

    return write


@pytest.fixture
def courier(database: Database, clock: Clock) -> Courierly:
    return lambda destination, token=None: Courier(database, destination, token or new_id(), clock)
