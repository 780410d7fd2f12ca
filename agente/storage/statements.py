"""What both databases can say, each in words of its own: the time by the database's clock, a row if it is new."""

from datetime import datetime
from typing import Any

from sqlalchemy import Insert, Table
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
