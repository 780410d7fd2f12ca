"""A CRM of the company's own: each lead is posted as signed JSON, with an idempotency key."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import SecretStr

from agente.integrations.crm import log
from agente.integrations.crm.destination import Existing
from agente.integrations.crm.record import Record
from agente.integrations.signing import signed
from agente.integrations.vendor_http import VendorHttp
from agente.kit.serialization import dumps


class CrmWebhook:
    vendor = "CRM webhook"
    per_second = 10.0

    def __init__(self, url: SecretStr, secret: SecretStr | None) -> None:
        self._http = VendorHttp(self.vendor, url.get_secret_value())
        self._secret = secret

    async def put(self, record: Record, _receipt: Mapping[str, Any]) -> Mapping[str, Any]:
        """The receiver keeps one lead an id. A newer state has a key of its own: it never passes for a repetition."""
        body = dumps({"lead": dict(record.values), "note": record.note}).encode()
        log.request(self.vendor, "post lead", record.values)
        headers = signed(body, self._secret) | {"Idempotency-Key": record.key}
        await self._http.send("POST", "", data=body, headers=headers)
        log.synced(self.vendor, record.lead_id)
        return {}

    async def stored(self, _lead_ids: Sequence[str]) -> Mapping[str, Existing] | None:
        """It cannot be asked."""
        return None

    def wanted(self, record: Record) -> Mapping[str, str]:
        return record.values

    def writes(self, _record: Record) -> Iterable[tuple[str, str]]:
        """None: nothing is read before, and the receiver decides."""
        return ()

    async def check(self) -> str:
        await self._http.send("HEAD", "", accept=(*range(200, 300), 400, 404, 405))
        return self.vendor

    async def close(self) -> None:
        await self._http.close()
