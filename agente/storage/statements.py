"""What both databases can say, each in words of its own: the time by the database's clock, a row if it is new."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Delete, Insert, Table, bindparam, delete, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from agente.storage.types import UtcDateTime


class seconds_from_now(FunctionElement[datetime]):
    """The moment some seconds from now, by the one clock that all replicas share."""

    type = UtcDateTime()
    inherit_cache = True


@compiles(seconds_from_now, "postgresql")
def _on_postgresql(element: seconds_from_now, compiler: SQLCompiler, **options: Any) -> str:
    return f"clock_timestamp() + make_interval(secs => {compiler.process(element.clauses, **options)})"


@compiles(seconds_from_now, "sqlite")
def _on_sqlite(element: seconds_from_now, compiler: SQLCompiler, **options: Any) -> str:
    """In the form in which times are stored, which sorts by itself."""
    seconds = compiler.process(element.clauses, **options)
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', {seconds} || ' seconds')"


def insert_new(table: Table) -> Insert:
    """An INSERT that does nothing, with a `rowcount` of 0, when a unique index has the row already."""
    return _InsertNew(table).execution_options(preserve_rowcount=True)


class _InsertNew(Insert):
    inherit_cache = True


@compiles(_InsertNew)
def _ignoring_conflicts(element: _InsertNew, compiler: SQLCompiler, **options: Any) -> str:
    statement: str = compiler.visit_insert(element, **options)  # type: ignore[no-untyped-call]
    return f"{statement} ON CONFLICT DO NOTHING"


def delete_some(table: Table, *conditions: ColumnElement[bool]) -> Delete:
    """Deletes up to `:most` rows, the oldest first, so that no transaction holds many of them for long.

    The conditions are looked at again when a row is deleted: one that changed meanwhile stays.
    """
    some = select(table.c.id).where(*conditions).order_by(table.c.created_at).limit(bindparam("most"))
    return delete(table).where(table.c.id.in_(some), *conditions)
