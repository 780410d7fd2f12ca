"""`agente maintenance` and `agente settings`: what every running process of the installation follows within seconds."""

import getpass
from datetime import datetime, timedelta
from typing import Literal

import typer
from sqlalchemy import Connection

from agente.accounts.service import audit
from agente.cli.common import fail, open_database, settings_or_fail
from agente.cli.terms import Exit, say
from agente.errors import BadInput
from agente.kit.clock import utc_now
from agente.kit.serialization import dumps
from agente.switches import service
from agente.switches.service import Maintenance

Wanted = Literal["on", "partial", "off"]


def switch(wanted: Wanted, minutes: int | None) -> None:
    """`on` is full maintenance; `minutes` is how long it is expected to take."""
    until = utc_now() + timedelta(minutes=minutes) if minutes and wanted != "off" else None
    maintenance = Maintenance("full" if wanted == "on" else wanted, until)

    def work(connection: Connection) -> None:
        by = _user()
        service.maintain(connection, maintenance, by)
        audit(
            connection,
            by,
            "maintenance.changed",
            None,
            {"mode": maintenance.mode, "until": until and until.isoformat()},
        )

    with open_database(settings_or_fail()) as database:
        database.transact(work)
    typer.echo(say(f"maintenance_is_{maintenance.mode}"))
    if until:
        typer.echo(say("maintenance_until", time=_local(until)))


def status(as_json: bool) -> None:
    settings = settings_or_fail()
    with open_database(settings) as database:
        found = service.maintenance_of(database.transact(service.switches), settings.maintenance_mode)
    if as_json:
        until = found.until.isoformat() if found.until else None
        typer.echo(dumps({"mode": found.mode, "until": until}))
        return
    typer.echo(say(f"maintenance_is_{found.mode}"))
    if found.until:
        typer.echo(say("maintenance_until", time=_local(found.until)))


def show_settings(as_json: bool) -> None:
    """Each that can be changed: what the environment says, and what was changed, by whom and when."""
    settings = settings_or_fail()
    with open_database(settings) as database:
        changed = {found.name: found for found in database.transact(service.switches)}
    for name in service.LIVE_NAMES:
        own = getattr(settings, name.lower())
        switch = changed.get(name)
        if as_json:
            told = {"value": switch.value, "by": switch.changed_by, "at": switch.updated_at} if switch else None
            typer.echo(dumps({"name": name, "environment": own, "changed": told}))
        elif switch is None:
            typer.echo(say("setting_own", name=name, value=own))
        else:
            value = switch.value["mode"] if name == service.MAINTENANCE else switch.value
            when = _local(switch.updated_at)
            typer.echo(say("setting_changed", name=name, value=value, own=own, by=switch.changed_by, time=when))


def change_setting(name: str, value: str) -> None:
    def work(connection: Connection) -> object:
        by = _user()
        taken = service.change(connection, name.upper(), value, by)
        audit(connection, by, "setting.changed", None, {"name": name.upper(), "value": taken})
        return taken

    with open_database(settings_or_fail()) as database:
        try:
            taken = database.transact(work)
        except BadInput as error:
            fail(error.detail, Exit.INVALID)
    typer.echo(say("setting_taken", name=name.upper(), value=taken))


def undo_setting(name: str) -> None:
    def work(connection: Connection) -> bool:
        undone = service.undo(connection, name.upper())
        if undone:
            audit(connection, _user(), "setting.undone", None, {"name": name.upper()})
        return undone

    with open_database(settings_or_fail()) as database:
        undone = database.transact(work)
    typer.echo(say("setting_undone" if undone else "setting_unchanged", name=name.upper()))


def _user() -> str:
    return f"cli:{getpass.getuser()}"


def _local(moment: datetime) -> str:
    return moment.astimezone().strftime("%d/%m %H:%M")
