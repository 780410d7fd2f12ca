"""`agente migrate`."""

import typer

from agente.cli.common import database_down, settings_or_fail
from agente.cli.terms import say
from agente.errors import Unavailable
from agente.migrations.schema import upgrade
from agente.storage.database import open_database


def migrate() -> None:
    settings = settings_or_fail()
    try:
        database = open_database(settings)
        changed = database.transact(upgrade)
    except (Unavailable, OSError):
        database_down(settings)
    database.close()
    typer.echo(say("migrated") if changed else say("migrate_nothing"))
