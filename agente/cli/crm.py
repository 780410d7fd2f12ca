"""`agente crm test|reconcile`: does the configured CRM work, and has it what we have?"""

import asyncio
from collections import Counter

import typer

from agente.cli.common import fail, open_database, settings_or_fail, usable_pack
from agente.cli.terms import Exit, say
from agente.cli.vendors import tell_check
from agente.integrations.crm.build import build_crm
from agente.integrations.crm.destination import Crm
from agente.integrations.crm.reconcile import CannotBeAsked, Difference, differences
from agente.kit.serialization import dumps
from agente.leads import service as leads
from agente.outbox.errors import NotDelivered
from agente.packs.loader import load_pack
from agente.settings import Settings
from agente.storage.database import Database

REPAIRABLE = ("missing", "incomplete", "empty")  # the others a person may have meant


def test() -> None:
    settings = settings_or_fail()
    with open_database(settings) as database:
        tell_check(_configured(settings, database), "CRM_PROVIDER")


def reconcile(repair: bool, as_json: bool) -> None:
    """Compares; with `repair`, what is missing leaves again by the outbox. 1 where something differs and stays so."""
    settings = settings_or_fail()
    with open_database(settings) as database:
        crm = _configured(settings, database)
        if crm is None:
            fail(say("vendor_none", setting="CRM_PROVIDER"), Exit.INVALID)
        try:
            compared, found = asyncio.run(_differences(crm, database))
        except CannotBeAsked:
            fail(say("crm_cannot_be_asked"), Exit.INVALID)
        except NotDelivered as error:
            fail(say("vendor_failed", reason=error.reason), Exit.DEPENDENCY_DOWN)
        again = sorted({one.lead_id for one in found if one.kind in REPAIRABLE}) if repair else []
        if again:
            database.transact(leads.tell_again, again)
    _tell(compared, found, len(again), as_json)
    if found and not repair:
        raise typer.Exit(Exit.FAILED)


async def _differences(crm: Crm, database: Database) -> tuple[int, list[Difference]]:
    compared, found = 0, []
    try:
        async for count, page in differences(crm, database):
            compared += count
            found += page
    finally:
        await crm.close()
    return compared, found


def _tell(compared: int, found: list[Difference], repaired: int, as_json: bool) -> None:
    kinds = Counter(one.kind for one in found)
    if as_json:
        listed = [{"lead_id": one.lead_id, "kind": one.kind, "fields": list(one.fields)} for one in found]
        typer.echo(dumps({"compared": compared, "differences": listed, "sent_again": repaired}))
        return
    for one in found:
        typer.echo(f"{one.lead_id}  {say(f'crm_{one.kind}')}  {', '.join(one.fields)}".rstrip())
    typer.echo(
        say("crm_compared", compared=compared, missing=kinds["missing"], differing=len(found) - kinds["missing"])
    )
    if repaired:
        typer.echo(say("crm_sent_again", count=repaired))
    elif found:
        typer.echo(say("crm_how_to_repair"))


def _configured(settings: Settings, database: Database) -> Crm | None:
    with usable_pack(settings):
        pack = load_pack(settings.pack)
    built = build_crm(settings, pack, database)
    return built if isinstance(built, Crm) else None
