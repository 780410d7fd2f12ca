"""Whose turn is it? One after another where the rows alone do not say who was first."""

from datetime import timedelta
from typing import Literal

from sqlalchemy import Connection, text

# A number for each queue, the same in every replica and release.
QUEUES = {"migration": 7_314_001, "calendar": 7_314_002}


def take_turns(connection: Connection, queue: Literal["migration", "calendar"], wait: timedelta | None = None) -> None:
    """Waits until no other transaction has this turn; it is kept to the transaction's end.

    On SQLite every write has its turn already. `wait` is how long it may take, where that differs from what the
    connection's locks may; the work that follows has then all the time that it needs, and its own locks what they had.
    """
    if connection.dialect.name == "sqlite":
        return
    if wait is None:
        connection.execute(_LOCK, {"queue": QUEUES[queue]})
        return
    usual = connection.execute(text("SHOW lock_timeout")).scalar_one()
    milliseconds = round(wait.total_seconds() * 1000)
    connection.execute(text(f"SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = {milliseconds}"))
    connection.execute(_LOCK, {"queue": QUEUES[queue]})
    connection.execute(text(f"SET LOCAL lock_timeout = '{usual}'"))


_LOCK = text("SELECT pg_advisory_xact_lock(:queue)")
