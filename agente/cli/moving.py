"""`agente migrate-data`: an installation on SQLite goes on with PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import typer

from agente.cli.common import fail, open_database, settings_or_fail
from agente.cli.process import AlreadyServing, pid_file, running_pid
from agente.cli.terms import Exit, say
from agente.errors import Unavailable
from agente.kit.serialization import dumps
from agente.migrations import moving
from agente.migrations.moving import Moved
from agente.settings import Settings
from agente.storage.postgresql import SCHEMES

SQLITE = "sqlite:///"


def run(source: str | None, target: str | None, as_json: bool) -> None:
    """`source` is the file of STATE_DIR when it is not given, `target` the DATABASE_URL."""
    usual = settings_or_fail()
    from_settings = settings_or_fail(database_url=source or f"{SQLITE}{usual.state_dir}/agente.db")
    to_settings = settings_or_fail(database_url=target)
    if not from_settings.resolved_database_url.startswith(SQLITE):
        fail(say("move_from_sqlite"), Exit.INVALID)
    if not to_settings.resolved_database_url.startswith(SCHEMES):
        fail(say("move_to_postgresql"), Exit.INVALID)
    moved = move(from_settings, to_settings, _show_json if as_json else _show)
    if not as_json:
        typer.echo(say("moved", rows=sum(table.rows for table in moved), tables=len(moved)))


def move(source: Settings, target: Settings, progress: Callable[[Moved], None]) -> list[Moved]:
    """Moves from the one's database to the other's; the command ends with a message when that is not possible."""
    file = Path(source.resolved_database_url.removeprefix(SQLITE))
    if not file.is_file():
        fail(say("move_no_source", file=file))
    with _not_served(file, source), open_database(source) as old, open_database(target) as new:
        try:
            # The source's own write lock keeps other commands out.
            return new.transact(lambda to: old.transact(moving.move, to, progress))
        except Unavailable:
            fail(say("move_interrupted", database=target.shown_database_url), Exit.DEPENDENCY_DOWN)
        except moving.OtherRelease:
            fail(say("move_other_release"))
        except moving.TargetNotEmpty as error:
            fail(say("move_not_empty", database=target.shown_database_url, table=error.args[0]))
        except moving.RowRefused as error:
            table, reason = error.args
            fail(say("move_row_refused", table=table, reason=reason))
        except moving.Different as error:
            fail(say("move_different", table=error.args[0]))


@contextmanager
def _not_served(file: Path, source: Settings) -> Iterator[None]:
    """Holds the place of a server of this file, so that none starts meanwhile."""
    if source.state_dir.resolve() != file.parent.resolve() and running_pid(source.state_dir):
        _served(file)
    try:
        with pid_file(file.parent):
            yield
    except AlreadyServing:
        _served(file)


def _served(file: Path) -> NoReturn:
    fail(say("move_served", file=file))


def _show(moved: Moved) -> None:
    typer.echo(say("move_line", table=moved.table, rows=moved.rows, sha256=moved.sha256[:12]))


def _show_json(moved: Moved) -> None:
    typer.echo(dumps(moved._asdict()))
