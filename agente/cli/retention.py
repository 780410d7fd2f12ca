"""`agente retention`: what the pack's policy no longer keeps, counted or deleted."""

from pathlib import Path

import typer

from agente.cli.common import database_down, open_database, settings_or_fail, usable_pack
from agente.cli.terms import say
from agente.errors import Unavailable
from agente.kit.serialization import dumps
from agente.packs.loader import load_pack
from agente.worker import retention


def run(apply: bool, pack: Path | None, as_json: bool) -> None:
    settings = settings_or_fail(pack=pack)
    with usable_pack(settings):
        days = retention.days_of(load_pack(settings.pack).policies)
    with open_database(settings) as database:
        try:
            counts = retention.apply(database, days, _progress) if apply else retention.due(database, days)
        except Unavailable:
            database_down(settings)
    if as_json:
        typer.echo(dumps({"applied": apply, "days": days, "counts": counts}))
        return
    for kind, count in counts.items():
        typer.echo(say("retention_line", kind=say(f"retention_{kind}"), days=days[kind], count=count))
    typer.echo(say("retention_applied" if apply else "retention_dry"))


def _progress(kind: str, count: int) -> None:
    typer.echo(say("retention_progress", kind=say(f"retention_{kind}"), count=count), err=True)
