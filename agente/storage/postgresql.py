"""PostgreSQL: many replicas on one server, writes side by side.

As many threads as the pool may have connections, so that a work that has a thread never waits for a connection; what
waits, waits for a thread, and not for long: a customer is better told at once to come again.
"""

import asyncio
import select
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

from agente.kit.serialization import dumps, loads
from agente.observability.metrics import TIMEOUTS
from agente.storage.transactions import Work, transact, unavailable

T = TypeVar("T")

SCHEMES = ("postgresql://", "postgres://")
WAIT_FOR_THREAD_S = 1.5  # then 503: the answer is there within two seconds
CONNECT_TIMEOUT_S = 2  # the least that libpq takes
IDLE_IN_TRANSACTION_MS = 5000  # after which a frozen process loses the rows that it holds, and others go on
DEAD_LINE_MS = 5000  # after which a server that vanished without a word is given up


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process may take of the server: connections kept, further ones in a rush, seconds of a statement."""

    pool_size: int = 8
    max_overflow: int = 4
    statement_timeout_s: float = 5.0
    lock_timeout_s: float = 2.0

    @property
    def connections(self) -> int:
        return self.pool_size + self.max_overflow


def open_engine(url: str, limits: Limits) -> Engine:
    """An engine for a `postgresql://` or `postgres://` URL; nothing is connected yet."""
    options = (
        f"-c statement_timeout={round(limits.statement_timeout_s * 1000)}"
        f" -c lock_timeout={round(limits.lock_timeout_s * 1000)}"
        f" -c idle_in_transaction_session_timeout={IDLE_IN_TRANSACTION_MS} -c timezone=UTC"
    )
    engine = create_engine(
        _with_driver(make_url(url)),
        hide_parameters=True,  # errors are logged, and parameters are what customers wrote
        json_serializer=dumps,
        json_deserializer=loads,
        pool_size=limits.pool_size,
        max_overflow=limits.max_overflow,
        pool_timeout=WAIT_FOR_THREAD_S,
        connect_args={
            "options": options,
            "application_name": "agente",
            "connect_timeout": CONNECT_TIMEOUT_S,
            "tcp_user_timeout": DEAD_LINE_MS,
        },
    )
    event.listen(engine, "checkout", _refuse_dead)
    return engine


def _with_driver(url: URL) -> URL:
    return url.set(drivername="postgresql+psycopg")


def _refuse_dead(connection: Any, _entry: ConnectionPoolEntry, _proxy: object) -> None:
    """A resting connection has nothing to say, unless the server ended it: then the pool makes a new one.

    Looking costs two microseconds; asking the server, as `pool_pre_ping` does, costs a round trip.
    """
    if connection.closed or select.select([connection.fileno()], [], [], 0)[0]:
        raise DisconnectionError


class PostgresqlServer:
    """Runs works on the server, all side by side; the rows' locks say who waits for whom."""

    shared = True  # other processes serve from it too

    def __init__(self, url: str, limits: Limits) -> None:
        self.engine = open_engine(url, limits)
        self.connections = limits.connections
        # Each statement of a read by itself, without BEGIN and COMMIT around it: two round trips less.
        self._reading = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._threads = ThreadPoolExecutor(limits.connections, "db")

    async def write(self, work: Work[T]) -> T:
        return await self._run(partial(self.transact, work))

    async def read(self, work: Work[T]) -> T:
        return await self._run(partial(transact, self._reading, work))

    def close(self) -> None:
        self._threads.shutdown()
        self.engine.dispose()

    def transact(self, work: Work[T]) -> T:
        """Of two that store the same first thing at once, the second is refused; done again, it finds the first's."""
        try:
            return transact(self.engine, work)
        except IntegrityError:
            return transact(self.engine, work)

    async def _run(self, work: Callable[[], T]) -> T:
        begun = self._threads.submit(work)
        given_up = False

        def give_up() -> None:
            nonlocal given_up
            given_up = begun.cancel()  # does nothing to one that runs

        timer = asyncio.get_running_loop().call_later(WAIT_FOR_THREAD_S, give_up)
        try:
            return await asyncio.wrap_future(begun)
        except asyncio.CancelledError:
            if given_up:
                TIMEOUTS.labels("database").inc()
                raise unavailable("Connection pool exhausted") from None
            raise
        finally:
            timer.cancel()
