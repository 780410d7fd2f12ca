"""The database: does it answer, is its schema ours, who holds what, and what is stored of work left to do?"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from agente.kit.clock import utc_now
from agente.ops import work
from agente.ops.clock import compare
from agente.ops.findings import Finding, reason_of
from agente.settings import Settings
from agente.storage.database import open_database

SQLITE = "sqlite:///"
KEPT_FOR_ADMINISTRATORS = 3  # superuser_reserved_connections
ALMOST_ALL = 0.9  # of max_connections
SLOW_MS = 500
TRIES = "pg_isready; systemctl status postgresql || kubectl get pods -l app=postgresql"

SERVER = text("""SELECT current_setting('server_version') AS version, clock_timestamp() AS now,
  current_setting('max_connections')::int AS most, (SELECT count(*) FROM pg_stat_activity) AS connections""")
LONG = text("""SELECT pid, extract(epoch FROM now() - xact_start)::int AS seconds FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
    AND now() - xact_start > interval '60 seconds' ORDER BY xact_start LIMIT 1""")
BLOCKED = text("""SELECT pid, (pg_blocking_pids(pid))[1] AS by, extract(epoch FROM now() - query_start)::int AS seconds
  FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0
  ORDER BY query_start LIMIT 1""")
SLOW = text("""SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), 60) AS query, mean_exec_time::int AS ms, calls
  FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND calls >= 5 AND mean_exec_time > :slow ORDER BY mean_exec_time DESC LIMIT 1""")
REVISION = text("SELECT version_num FROM alembic_version")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the database is held against."""

    head: str  # the revision of the schema that this release needs
    replicas: int = 1


def check(settings: Settings, expected: Expected, zone: ZoneInfo) -> list[Finding]:
    """One failure where it cannot be used; nothing is made or changed. A day of costs begins at midnight in `zone`."""
    url = settings.resolved_database_url
    if url.startswith(SQLITE) and not Path(url.removeprefix(SQLITE)).exists():
        return [Finding("database", "ok", "database_new", {"url": settings.shown_database_url})]
    try:
        database = open_database(settings)
    except OSError as error:
        return [_away(settings, error)]
    try:
        with database.engine.execution_options(writes=False).connect() as connection:
            return list(_look(connection, settings, expected, zone))
    except (SQLAlchemyError, OSError) as error:
        return [_away(settings, getattr(error, "orig", None) or error)]
    finally:
        database.close()


def _away(settings: Settings, error: BaseException) -> Finding:
    values = {"url": settings.shown_database_url, "reason": reason_of(error)}
    return Finding("database", "fail", "database_away", values, TRIES)


def _look(connection: Connection, settings: Settings, expected: Expected, zone: ZoneInfo) -> Iterator[Finding]:
    if connection.dialect.name == "postgresql":
        yield from _server(connection, settings, expected)
    else:
        yield Finding("database", "ok", "database_ok", {"version": "SQLite", "ms": _latency_ms(connection)})
    schema = _schema(connection, expected.head)
    yield schema
    if schema.level == "ok":
        yield from work.outbox(connection, settings)
        yield work.costs(connection, settings, zone)
        yield work.maintenance(connection, settings)


def _server(connection: Connection, settings: Settings, expected: Expected) -> Iterator[Finding]:
    latency_ms = _latency_ms(connection)
    asked_at = utc_now()
    server = connection.execute(SERVER).one()
    yield Finding("database", "ok", "database_ok", {"version": f"PostgreSQL {server.version}", "ms": latency_ms})
    yield compare("PostgreSQL", server.now, asked_at + (utc_now() - asked_at) / 2)
    values = {"count": server.connections, "most": server.most}
    full = server.connections >= server.most * ALMOST_ALL
    yield (
        Finding("connections", "warn", "connections_full", values, TRIES)
        if full
        else Finding("connections", "ok", "connections_ok", values)
    )
    yield from capacity(settings, expected.replicas, server.most)
    yield from _holders(connection)
    yield from _slow(connection)


def capacity(settings: Settings, replicas: int, most: int) -> Iterator[Finding]:
    """Whether all replicas may use all connections that they are allowed."""
    each = settings.db_pool_size + settings.db_max_overflow
    values = {"replicas": replicas, "each": each, "need": replicas * each, "most": most}
    if replicas * each > most - KEPT_FOR_ADMINISTRATORS:
        fits = max(1, (most - KEPT_FOR_ADMINISTRATORS) // replicas - settings.db_max_overflow)
        yield Finding("connections", "warn", "connections_short", values, f"export DB_POOL_SIZE={fits}")


def _holders(connection: Connection) -> Iterator[Finding]:
    if row := connection.execute(LONG).first():
        values = {"pid": row.pid, "seconds": row.seconds}
        yield Finding("database", "warn", "transaction_long", values, _cancel(row.pid, "pg_terminate_backend"))
    if row := connection.execute(BLOCKED).first():
        values = {"pid": row.pid, "by": row.by, "seconds": row.seconds}
        yield Finding("database", "warn", "transaction_blocked", values, _cancel(row.by, "pg_cancel_backend"))


def _slow(connection: Connection) -> Iterator[Finding]:
    """Where the server counts statements and lets us see them."""
    try:
        with connection.begin_nested():
            row = connection.execute(SLOW, {"slow": SLOW_MS}).first()
    except SQLAlchemyError:
        return
    if row:
        values = {"query": row.query, "ms": row.ms, "calls": row.calls}
        yield Finding("database", "warn", "query_slow", values, 'psql -d agente_ia -c "ANALYZE;"')


def _schema(connection: Connection, head: str) -> Finding:
    """A newer schema serves the release before it; a missing one is made at the start."""
    try:
        with connection.begin_nested():
            revision = connection.execute(REVISION).scalar() or ""
    except SQLAlchemyError:
        return Finding("schema", "warn", "schema_missing", {"head": head}, "agente migrate")
    values = {"revision": revision, "head": head}
    if revision < head:
        return Finding("schema", "fail", "schema_old", values, "agente migrate")
    return Finding("schema", "ok", "schema_newer" if revision > head else "schema_ok", values)


def _latency_ms(connection: Connection) -> float:
    began = time.perf_counter()
    connection.execute(text("SELECT 1"))
    return round(timedelta(seconds=time.perf_counter() - began) / timedelta(milliseconds=1), 2)


def _cancel(pid: int, function: str) -> str:
    return f'psql -d agente_ia -c "SELECT {function}({pid});"'
