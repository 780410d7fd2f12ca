"""One transaction, or several works that share one commit; what fails is told in our own words."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InterfaceError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from agente.errors import Unavailable

T = TypeVar("T")
Work = Callable[[Connection], T]
log = structlog.get_logger()

RETRY_AFTER_S = 2


def transact(engine: Engine, work: Work[T]) -> T:
    """Runs `work` in a transaction; an exception rolls it back and travels on."""
    with _failures_as_ours(), engine.begin() as connection:
        return work(connection)


def transact_each(engine: Engine, works: Sequence[Work[Any]]) -> list[Any]:
    """Runs several works, one after another, with one commit; the result of each or the exception that it raised.

    A work that raises leaves nothing behind, and the others stand. Only SQLite. Raises what concerns them all, such as
    `Unavailable` when the commit fails: then none of them has happened.
    """
    return transact(engine, lambda connection: [_attempt(connection, work) for work in works])


def _attempt(connection: Connection, work: Work[Any]) -> Any:
    # On the driver's own connection: the same through SQLAlchemy costs as much as a query.
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    driver.execute("SAVEPOINT work")
    try:
        with _failures_as_ours():
            return work(connection)
    except Exception as error:
        driver.execute("ROLLBACK TO work")
        return error
    finally:
        driver.execute("RELEASE work")


@contextmanager
def _failures_as_ours() -> Iterator[None]:
    """Raises `Unavailable` for a database that cannot be used; a mistake of the work's stays what it is."""
    try:
        yield
    except (IntegrityError, ProgrammingError, DataError):
        raise
    except (DatabaseError, InterfaceError, PoolTimeout, sqlite3.DatabaseError) as error:
        # The last of them comes from what goes past SQLAlchemy.
        raise unavailable(str(getattr(error, "orig", error))) from error


def unavailable(reason: str) -> Unavailable:
    """What a caller is told when the database cannot be used; the log says why."""
    log.error("Database connection failed", reason=f"database connection failed: {reason}")
    return Unavailable("database_unavailable", "The database cannot be used right now.", retry_after_s=RETRY_AFTER_S)
