"""The CRM as a destination of deliveries, whichever vendor it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from agente.integrations.crm import log
from agente.integrations.crm.edits import with_tried
from agente.integrations.crm.record import Record, record_of
from agente.outbox import service as outbox
from agente.outbox.errors import NotDelivered
from agente.outbox.events import LEAD_QUALIFIED, LEAD_UPDATED
from agente.outbox.ports import Delivery
from agente.packs.pack import Pack
from agente.storage.database import Database


@dataclass(frozen=True, slots=True)
class Existing:
    """A lead as the CRM has it; `complete` is false while something that belongs to it is missing, such as its deal."""

    properties: Mapping[str, Any]
    complete: bool


class Vendor(Protocol):
    vendor: str
    per_second: float

    async def put(self, record: Record, receipt: Mapping[str, Any]) -> Mapping[str, Any]:
        """Makes the CRM's lead what the record says; twice is the same as once. Returns the receipt for next time."""

    async def stored(self, lead_ids: Sequence[str]) -> Mapping[str, Existing] | None:
        """What it has of these leads, by our ids; None for one that cannot be asked."""

    def wanted(self, record: Record) -> Mapping[str, str]:
        """The properties that the record makes, by the vendor's names."""

    def writes(self, record: Record) -> Iterable[tuple[str, str]]:
        """Each property and value that `put` may write over another one, of whichever object."""

    async def check(self) -> str: ...

    async def close(self) -> None: ...


class Crm:
    name = "crm"
    latest_only = True

    def __init__(self, vendor: Vendor, pack: Pack, database: Database, public_url: str | None) -> None:
        self.vendor = vendor
        self.per_second = vendor.per_second
        self._database = database
        self._locale = pack.business.locales[0]
        self._labels = field_labels(pack)
        self._public_url = public_url

    def wants(self, event: str) -> bool:
        return event in (LEAD_QUALIFIED, LEAD_UPDATED)

    async def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        """What may be written is remembered before: an answer can be lost, and the process too.

        Else the next attempt would take our own words for a person's, and leave a lead as it no longer is.
        """
        record = await record_of(delivery, self._database, self._labels, self._locale, self._public_url)
        if (receipt := with_tried(delivery.receipt, self.vendor.writes(record))) != delivery.receipt:
            await self._database.write(outbox.keep_receipt, self.name, delivery.subject, receipt)
        try:
            return await self.vendor.put(record, delivery.receipt)
        except NotDelivered as error:
            log.failed(self.vendor.vendor, error)
            raise

    async def check(self) -> str:
        return await self.vendor.check()

    async def close(self) -> None:
        await self.vendor.close()


def field_labels(pack: Pack) -> dict[str, str]:
    """What the lead's fields are called in the note: their names, readable."""
    fields = pack.qualification.fields if pack.qualification else ()
    return {field.name: field.name.replace("_", " ") for field in fields}
