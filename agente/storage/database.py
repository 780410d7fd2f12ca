"""How does a coroutine use the database? It names a plain function, which runs as one transaction in a thread.

One hop a transaction: measured on two shared cores, five statements in two transactions cost 0.57 ms this way and
2.3 ms or more through an async driver. How many run at once is the business of `sqlite` and `postgresql`.
"""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, Engine

from agente.settings import Settings
from agente.storage.postgresql import SCHEMES, Limits, PostgresqlServer
from agente.storage.sqlite import SqliteFile
from agente.storage.transactions import Work

P = ParamSpec("P")
T = TypeVar("T")


class _Store(Protocol):
    engine: Engine
    shared: bool
    connections: int

    async def write(self, work: Work[T]) -> T: ...
    async def read(self, work: Work[T]) -> T: ...
    def transact(self, work: Work[T]) -> T: ...
    def close(self) -> None: ...


class Database:
    """Runs transaction functions: on SQLite writes one after another in order, on PostgreSQL side by side."""

    def __init__(self, url: str, limits: Limits | None = None) -> None:
        """`limits` are for PostgreSQL."""
        self._store = _store(url, limits or Limits())
        self.engine = self._store.engine
        self.shared = self._store.shared  # whether other processes may serve from it at the same time

    @property
    def connections(self) -> int:
        """How many may be open at once."""
        return self._store.connections

    @property
    def connections_in_use(self) -> int:
        pool: Any = self.engine.pool
        return int(pool.checkedout())

    async def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `work(connection, ...)` in a transaction; an exception rolls it back and travels on.

        When it returns, what was written is on the disk. A cancelled caller does not stop a transaction that has
        begun. Raises `Unavailable` when the database cannot be used.
        """
        return await self._store.write(lambda connection: work(connection, *args, **kwargs))

    async def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._store.read(lambda connection: work(connection, *args, **kwargs))

    def transact(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`write` in the calling thread, for commands and start-up."""
        return self._store.transact(lambda connection: work(connection, *args, **kwargs))

    def close(self) -> None:
        self._store.close()


def _store(url: str, limits: Limits) -> _Store:
    return PostgresqlServer(url, limits) if url.startswith(SCHEMES) else SqliteFile(url)


def open_database(settings: Settings) -> Database:
    """The database that the settings name. Raises `OSError` for a SQLite file whose folder cannot be made."""
    limits = Limits(
        pool_size=settings.db_pool_size,
        max_overflow=settings.db_max_overflow,
        statement_timeout_s=settings.db_statement_timeout,
        lock_timeout_s=settings.db_lock_timeout,
    )
    return Database(settings.resolved_database_url, limits)
