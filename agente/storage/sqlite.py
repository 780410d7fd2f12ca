"""SQLite: one file, one writer.

SQLite has one writer at a time anyway, so writes share one thread and queue in front of it in order; reads go on beside
them (WAL). Writes that came while the disk was busy with the one before are committed together: with 32 conversations
at once that spares five of six waits for the disk.
"""

import asyncio
import sqlite3
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from agente.kit.serialization import dumps, loads
from agente.storage.transactions import Work, transact, transact_each

T = TypeVar("T")

READ_THREADS = 4
BUSY_TIMEOUT_MS = 2000  # how long a write waits for another process's write before 503
MOST_TOGETHER = 32  # writes in one commit: the first of them waits for the last, about 10 ms


def open_engine(url: str) -> Engine:
    """An engine for a `sqlite:///path` URL; the file's folder is made if it is missing."""
    Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        hide_parameters=True,  # errors are logged, and parameters are what customers wrote
        json_serializer=dumps,
        json_deserializer=loads,
        pool_size=READ_THREADS + 1,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """WAL, and FULL: a commit that was acknowledged is on the disk even if the power fails in the next moment."""
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: one that began as a reader could not wait for it, only fail."""
    writes = connection.get_execution_options().get("writes", True)
    # On the driver's own connection: the same through SQLAlchemy costs as much as a query.
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


class _Write(NamedTuple):
    work: Work[Any]
    outcome: Future[Any]


class SqliteFile:
    """Runs works on the file: writes one after another in order, reads side by side."""

    shared = False  # one process serves from it
    connections = READ_THREADS + 1

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._reading = self.engine.execution_options(writes=False)
        self._waiting: deque[_Write] = deque()
        self._writer = ThreadPoolExecutor(1, "db-write")
        self._readers = ThreadPoolExecutor(READ_THREADS, "db-read")

    async def write(self, work: Work[T]) -> T:
        outcome: Future[T] = Future()
        self._waiting.append(_Write(work, outcome))
        self._writer.submit(self._write_waiting)
        return await asyncio.wrap_future(outcome)

    async def read(self, work: Work[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, transact, self._reading, work)

    def transact(self, work: Work[T]) -> T:
        return transact(self.engine, work)

    def close(self) -> None:
        self._writer.shutdown()
        self._readers.shutdown()
        self.engine.dispose()

    def _write_waiting(self) -> None:
        """Takes all that wait by now; a call that finds nothing comes after one that took its write along."""
        taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
        writes = [write for write in taken if write.outcome.set_running_or_notify_cancel()]
        if not writes:
            return
        for write, outcome in zip(writes, self._outcomes(writes), strict=True):
            if isinstance(outcome, Exception):
                write.outcome.set_exception(outcome)
            else:
                write.outcome.set_result(outcome)

    def _outcomes(self, writes: list[_Write]) -> list[Any]:
        """What came of each: its result, or an exception."""
        try:
            works = [write.work for write in writes]
            return transact_each(self.engine, works) if len(works) > 1 else [transact(self.engine, *works)]
        except Exception as error:
            return [error] * len(writes)
