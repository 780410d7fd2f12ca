"""`agente outbox list|show|retry|drop`, and what `scripts/process_retry_queue.py` does."""

import asyncio
import getpass
from collections.abc import Mapping
from typing import Any

import typer
from sqlalchemy import Connection, Row

from agente.accounts.service import audit, audit_each
from agente.cli.common import fail, open_database, settings_or_fail, usable_pack
from agente.cli.terms import Exit, say
from agente.errors import AgenteError
from agente.kit.clock import utc_now
from agente.kit.ids import is_id, new_id
from agente.kit.serialization import dumps
from agente.outbox import service as outbox
from agente.packs.loader import load_pack
from agente.settings import Settings
from agente.storage.database import Database
from agente.worker.courier import Courier
from agente.worker.destinations import build_destinations

CRM = "crm"


def show_list(wanted: Mapping[str, str | None], limit: int, as_json: bool) -> None:
    settings = settings_or_fail()
    if not settings.enable_integrations:
        typer.echo(say("integrations_off"), err=True)
    given = _given(wanted)
    with open_database(settings) as database:
        rows = database.transact(outbox.list_deliveries, given, limit)
    if as_json:
        for row in rows:
            typer.echo(dumps(_told(row)))
        return
    if not rows:
        typer.echo(say("outbox_empty"))
        return
    from rich.console import Console
    from rich.table import Table

    columns = ("id", "event", "destination", "status", "attempts", "next", "reason")
    table = Table(*(say(f"outbox_{name}") for name in columns))
    for row in rows:
        leaves = f"{row.next_attempt_at:%d/%m %H:%M:%S}" if row.status == "pending" else ""
        to = row.destination or say("outbox_unshared")
        status = say(f"outbox_is_{row.status}")
        table.add_row(row.id, row.event, to, status, str(row.attempts), leaves, row.last_reason or "")
    Console().print(table)


def show(delivery_id: str, as_json: bool) -> None:
    """With what it carries, which is personal data: for the eyes of whoever may read the database."""
    with open_database(settings_or_fail()) as database:
        row = _found(database, delivery_id)
    told = _told(row) | {"key": row.key, "payload": row.payload}
    if as_json:
        typer.echo(dumps(told))
        return
    from rich.console import Console

    Console().print_json(dumps(told))


def retry(wanted: Mapping[str, str | None]) -> None:
    given = _given(wanted)
    if not given:
        fail(say("outbox_retry_what"), Exit.INVALID)
    with open_database(settings_or_fail()) as database:
        ids = database.transact(_retry, given)
    if not ids and "id" in given:
        fail(say("delivery_gone", id=given["id"]))
    typer.echo(say("outbox_retried", count=len(ids)))


def drop(delivery_id: str, reason: str) -> None:
    with open_database(settings_or_fail()) as database:
        _found(database, delivery_id)
        try:
            database.transact(_drop, delivery_id, reason)
        except AgenteError as error:
            fail(say(error.code, id=delivery_id))
    typer.echo(say("outbox_dropped", id=delivery_id))


def process_retry_queue() -> None:
    """Sends all waiting CRM deliveries now, and says how many arrived and how many still wait."""
    settings = settings_or_fail()
    if not settings.enable_integrations:
        typer.echo(say("integrations_off"), err=True)
        return
    with open_database(settings) as database:
        arrived, waiting = asyncio.run(_drain(settings, database))
    typer.echo(say("retry_queue_processed", arrived=arrived, waiting=waiting))


async def _drain(settings: Settings, database: Database) -> tuple[int, int]:
    """(arrived, still waiting), until nothing of the CRM's is due."""
    with usable_pack(settings):
        pack = load_pack(settings.pack)
    destinations = build_destinations(settings, pack, database)
    while database.transact(outbox.share_out, destinations, utc_now()):
        pass
    database.transact(outbox.hurry, CRM)
    before = database.transact(_waiting)
    for destination in destinations:
        courier = Courier(database, destination, new_id())
        while destination.name == CRM and await courier.step():
            pass
        await courier.close()
    after = database.transact(_waiting)
    return len(before - after), len(after)


def _waiting(connection: Connection) -> set[str]:
    return set(outbox.waiting_ids(connection, CRM, utc_now(), fresh=True))


def _retry(connection: Connection, wanted: Mapping[str, str]) -> list[str]:
    ids = outbox.retry(connection, wanted)
    audit_each(connection, _operator(), "delivery.retried", ids, {})
    return ids


def _drop(connection: Connection, delivery_id: str, reason: str) -> None:
    outbox.drop(connection, delivery_id, reason)
    audit(connection, _operator(), "delivery.dropped", delivery_id, {"reason": reason})


def _operator() -> str:
    """Who is at the terminal, as far as the machine knows."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):
        return "cli"


def _given(wanted: Mapping[str, str | None]) -> dict[str, str]:
    given = {name: value for name, value in wanted.items() if value is not None}
    for name in ("id", "subject"):
        if name in given and not is_id(given[name]):
            fail(say("delivery_not_found", id=given[name]))
    return given


def _found(database: Database, delivery_id: str) -> Row[Any]:
    try:
        return database.transact(outbox.get_delivery, _given({"id": delivery_id})["id"])
    except AgenteError as error:
        fail(say(error.code, id=delivery_id))


def _told(row: Row[Any]) -> dict[str, Any]:
    return {"subject": row.subject} | outbox.history_json(row)
