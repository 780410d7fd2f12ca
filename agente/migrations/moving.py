"""Moving what an installation stores from SQLite to PostgreSQL, whole or not at all.

Every table is copied in one transaction of the target and read back from it; it is committed only when the rows that
were read back say the same as those that were read from the source.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, Numeric, Select, String, Table, exists, insert, literal, select, text
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.schema import sort_tables
from sqlalchemy.types import Float

from agente.migrations.schema import HEAD, TABLES, current_revision

BATCH = 1000  # rows that are in memory at a time
ORDERED = tuple(sort_tables(TABLES))  # what is referred to before what refers to it


class Moved(NamedTuple):
    """One table's rows, and the SHA-256 over them in the order of the primary key."""

    table: str
    rows: int
    sha256: str


class OtherRelease(Exception):
    """A database is not at this program's schema."""


class TargetNotEmpty(Exception):
    """`args` are the table that has rows."""


class RowRefused(Exception):
    """`args` are the table and what the target says of it, without the row's values."""


class Different(Exception):
    """`args` are the table that did not come back as it was written."""


def move(source: Connection, target: Connection, progress: Callable[[Moved], None]) -> list[Moved]:
    """Copies all rows from a SQLite `source` to an empty PostgreSQL `target`, which the caller commits.

    Nobody else writes to either of them until both transactions end. `progress` is told each table once it has been
    compared. Raises `OtherRelease`, `TargetNotEmpty`, `RowRefused` or `Different`; the target is then to be
    rolled back.
    """
    if {current_revision(source), current_revision(target)} != {HEAD}:
        raise OtherRelease
    _hold(target)
    _check_empty(target)
    moved = []
    for table in ORDERED:
        read, written = _copy(source, target, table), _digest(table, _batches(target, table))
        if read != written:
            raise Different(table.name)
        progress(written)
        moved.append(written)
    return moved


def _hold(target: Connection) -> None:
    """Keeps other writers out; and a large table may take longer than a customer's statement may."""
    target.execute(text("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"))
    target.execute(text(f"LOCK TABLE {', '.join(table.name for table in ORDERED)} IN EXCLUSIVE MODE"))


def _check_empty(target: Connection) -> None:
    found = target.execute(
        select(*(exists(select(literal(1)).select_from(table)).label(table.name) for table in ORDERED))
    )
    for name, has_rows in found.mappings().one().items():
        if has_rows:
            raise TargetNotEmpty(name)


def _copy(source: Connection, target: Connection, table: Table) -> Moved:
    """What was read from the source and written to the target."""

    def written() -> Iterator[Sequence[Mapping[str, Any]]]:
        for rows in _batches(source, table):
            target.execute(insert(table), rows)
            yield rows

    try:
        return _digest(table, written())
    except (DataError, IntegrityError) as error:
        # The first line alone: the ones below it may quote the row.
        raise RowRefused(table.name, str(error.orig).partition("\n")[0]) from None


def _batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    # On the statement's own execution: an option of the connection would stay.
    with connection.execute(_in_order(connection, table), execution_options={"yield_per": BATCH}) as found:
        for rows in found.mappings().partitions():
            yield [{name: _exact(table, name, value) for name, value in row.items()} for row in rows]


def _in_order(connection: Connection, table: Table) -> Select[Any]:
    """By the primary key, text by its bytes as SQLite has it, whatever the language of the target."""
    keys = list(table.primary_key.columns)
    if connection.dialect.name == "postgresql":
        return select(table).order_by(*(key.collate("C") if isinstance(key.type, String) else key for key in keys))
    return select(table).order_by(*keys)


def _exact(table: Table, name: str, value: Any) -> Any:
    """The value as the target can keep it: SQLite holds the digits of an amount beyond those of its column."""
    kind = table.c[name].type
    if value is None or not isinstance(kind, Numeric) or isinstance(kind, Float):
        return value
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-(kind.scale or 0)), ROUND_HALF_UP)


def _digest(table: Table, batches: Iterator[Sequence[Mapping[str, Any]]]) -> Moved:
    rows, digest = 0, hashlib.sha256()
    for batch in batches:
        rows += len(batch)
        for row in batch:
            digest.update(orjson.dumps([*row.values()], default=_plain, option=CANONICAL))
            digest.update(b"\n")
    return Moved(table.name, rows, digest.hexdigest())


CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


def _plain(value: Any) -> str:
    """What JSON has no word for."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    raise TypeError(type(value).__name__)
