"""Has the CRM what we have? Counts and fields of every qualified lead, compared in pages."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from agente.integrations.crm.destination import Crm, Existing
from agente.integrations.crm.record import Record, values_of
from agente.leads import service as leads
from agente.storage.database import Database

PAGE = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """`missing`: the CRM has no such lead · `incomplete`: a part of it is missing · `empty`: fields that it lacks ·
    `other`: fields in which it has something else, as a person may have written."""

    lead_id: str
    kind: str
    fields: tuple[str, ...] = ()


class CannotBeAsked(Exception):
    """This CRM only takes: a webhook."""


async def differences(crm: Crm, database: Database) -> AsyncIterator[tuple[int, list[Difference]]]:
    """(leads compared, what differs) of each page. Raises `CannotBeAsked`, or what the vendor's calls raise."""
    after = ""
    while page := await database.read(leads.qualified_page, after, PAGE):
        after = page[-1]["id"]
        stored = await crm.vendor.stored([lead["id"] for lead in page])
        if stored is None:
            raise CannotBeAsked
        yield len(page), [found for lead in page for found in _compared(crm, lead, stored.get(lead["id"]))]


def _compared(crm: Crm, lead: Mapping[str, Any], existing: Existing | None) -> list[Difference]:
    lead_id = lead["id"]
    if existing is None:
        return [Difference(lead_id, "missing")]
    found = [] if existing.complete else [Difference(lead_id, "incomplete")]
    wanted = crm.vendor.wanted(Record(lead_id, values_of(lead), ""))
    has = existing.properties
    if empty := tuple(sorted(name for name in wanted if not has.get(name))):
        found.append(Difference(lead_id, "empty", empty))
    if other := tuple(sorted(name for name, value in wanted.items() if has.get(name) and str(has[name]) != value)):
        found.append(Difference(lead_id, "other", other))
    return found
