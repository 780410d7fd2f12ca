"""What commands share: settings, the database, and how a command ends badly."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from agente.cli.terms import Exit, language, say
from agente.errors import Unavailable
from agente.settings import InvalidSettings, Settings, read_settings
from agente.storage import database as storage
from agente.storage.database import Database

if TYPE_CHECKING:
    from agente.api.parts import Parts


def fail(message: str, code: Exit = Exit.FAILED) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)


def settings_or_fail(**overrides: object) -> Settings:
    try:
        return read_settings(**overrides)
    except InvalidSettings as error:
        bad_settings(error)


def bad_settings(error: InvalidSettings) -> NoReturn:
    fail("\n".join([say("bad_settings"), *error.problems]), Exit.INVALID)


def set_up_logs(settings: Settings) -> None:
    """For a process that serves; the command ends with a message when LOG_FILE cannot be written."""
    from agente.observability.logs import configure_logs

    try:
        configure_logs(settings.log_level, settings.log_format, settings.log_file)
    except OSError as error:
        fail(f"LOG_FILE: {error.filename}: {error.strerror}", Exit.INVALID)


def database_down(settings: Settings) -> NoReturn:
    fail(say("database_unavailable", database=settings.shown_database_url), Exit.DEPENDENCY_DOWN)


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """The database, migrated; the command ends with a message when it cannot be used."""
    from agente.migrations.schema import upgrade

    try:
        database = storage.open_database(settings)
        database.transact(upgrade)
    except (Unavailable, OSError):
        database_down(settings)
    try:
        yield database
    finally:
        database.close()


def parts_or_fail(settings: Settings) -> "Parts":
    """The application's parts; the command ends with a message when the pack or the database cannot be used."""
    from agente.api.app import make_parts

    with usable_pack(settings):
        try:
            return make_parts(settings)
        except InvalidSettings as error:
            bad_settings(error)
        except (Unavailable, OSError):
            database_down(settings)


@contextmanager
def usable_pack(settings: Settings) -> Iterator[None]:
    """Ends the command with a message when the pack has mistakes."""
    from agente.packs.errors import PackInvalid
    from agente.packs.findings import render_findings

    try:
        yield
    except PackInvalid as error:
        if not settings.pack.is_dir():
            fail(say("pack_missing", pack=settings.pack), Exit.INVALID)
        found = render_findings(error.findings, language(), settings.pack)
        fail("\n".join([found, "", say("pack_broken", pack=settings.pack)]), Exit.INVALID)
