"""How does a coroutine use the database? It names a plain function, which runs as one transaction in a thread.

One hop a transaction: measured on two shared cores, five statements in two transactions cost 0.57 ms this way and
2.3 ms or more through an async driver. SQLite has one writer at a time anyway, so its writes share one thread and
queue in front of it in order; reads go on beside them (WAL).
"""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError
from sqlalchemy.pool import ConnectionPoolEntry

from agente.errors import Unavailable
from agente.kit.serialization import dumps, loads

P = ParamSpec("P")
T = TypeVar("T")
log = structlog.get_logger()

READ_THREADS = 4
BUSY_TIMEOUT_MS = 2000  # how long a write waits for another process's write before 503
RETRY_AFTER_S = 2


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
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """WAL, and FULL: a commit that was acknowledged is on the disk even if the power fails in the next moment."""
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: one that began as a reader could not wait for it, only fail."""
    writes = connection.get_execution_options().get("writes", True)
    # On the driver's own connection: the same through SQLAlchemy costs as much as a query.
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """Runs transaction functions; `write` one after another in order, `read` side by side."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._reading = self.engine.execution_options(writes=False)
        self._writer = ThreadPoolExecutor(1, "db-write")
        self._readers = ThreadPoolExecutor(READ_THREADS, "db-read")

    async def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `work(connection, ...)` in a transaction; an exception rolls it back and travels on.

        A cancelled caller does not stop a transaction that has begun. Raises `Unavailable` when the database
        cannot be used.
        """
        return await asyncio.get_running_loop().run_in_executor(
            self._writer, lambda: self.transact(work, *args, **kwargs)
        )

    async def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(
            self._readers, lambda: _transact(self._reading, work, *args, **kwargs)
        )

    def transact(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`write` in the calling thread, for commands and start-up."""
        return _transact(self.engine, work, *args, **kwargs)

    def close(self) -> None:
        self._writer.shutdown()
        self._readers.shutdown()
        self.engine.dispose()


def _transact(engine: Engine, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        with engine.begin() as connection:
            return work(connection, *args, **kwargs)
    except (IntegrityError, ProgrammingError, DataError):
        raise  # a mistake of the work, not of the database
    except (DatabaseError, sqlite3.DatabaseError) as error:  # the second from BEGIN, which goes past SQLAlchemy
        reason = getattr(error, "orig", error)
        log.error("Database connection failed", reason=f"database connection failed: {reason}")
        raise Unavailable(
            "database_unavailable", "The database cannot be used right now.", retry_after_s=RETRY_AFTER_S
        ) from error
