"""`agente keys create|list|revoke`."""

import typer

from agente.accounts import service
from agente.cli.common import fail, open_database, settings_or_fail
from agente.cli.terms import say
from agente.errors import AgenteError
from agente.kit.clock import rfc3339
from agente.kit.serialization import dumps


def create(name: str, as_json: bool) -> None:
    with open_database(settings_or_fail()) as database:
        try:
            key = database.transact(service.create_key, name)
        except AgenteError as error:
            fail(say(error.code))
    if as_json:
        typer.echo(dumps({"name": name, "key": key}))
        return
    typer.echo(say("key_created", name=name), err=True)
    typer.echo(key)
    typer.echo(say("key_use"), err=True)


def show(as_json: bool) -> None:
    with open_database(settings_or_fail()) as database:
        rows = database.transact(service.list_keys)
    if as_json:
        for row in rows:
            revoked = rfc3339(row.revoked_at) if row.revoked_at else None
            typer.echo(
                dumps(
                    {
                        "prefix": row.prefix,
                        "name": row.name,
                        "created_at": rfc3339(row.created_at),
                        "revoked_at": revoked,
                    }
                )
            )
        return
    if not rows:
        typer.echo(say("no_keys"))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(say("col_key"), say("col_name"), say("col_created"), say("col_state"))
    for row in rows:
        state = say("key_gone", date=f"{row.revoked_at:%d/%m/%Y}") if row.revoked_at else say("key_active")
        table.add_row(f"{row.prefix}…", row.name, f"{row.created_at:%d/%m/%Y}", state)
    Console().print(table)


def revoke(prefix: str) -> None:
    with open_database(settings_or_fail()) as database:
        try:
            database.transact(service.revoke_key, prefix)
        except AgenteError as error:
            fail(say(error.code, prefix=prefix))
    typer.echo(say("key_revoked", prefix=prefix))
