"""Events to a webhook, in batches: what is to be sent at the same time leaves in one request."""

import asyncio
from typing import Any

from pydantic import SecretStr

from agente.integrations.signing import signed
from agente.integrations.vendor_http import VendorHttp
from agente.kit.serialization import dumps

GATHER_S = 0.05


class EventWebhook:
    def __init__(self, url: SecretStr, secret: SecretStr | None) -> None:
        self._http = VendorHttp("analytics", url.get_secret_value())
        self._secret = secret
        self._gathered: list[dict[str, Any]] = []
        self._batch: asyncio.Task[None] | None = None

    async def send(self, event: dict[str, Any]) -> None:
        """Returns when the batch that it left in was taken. Raises as `VendorHttp.send`."""
        self._gathered.append(event)
        if self._batch is None:
            self._batch = asyncio.create_task(self._send_soon())
        await asyncio.shield(self._batch)

    async def check(self) -> None:
        await self._post([])

    async def close(self) -> None:
        await self._http.close()

    async def _send_soon(self) -> None:
        await asyncio.sleep(GATHER_S)
        batch, self._gathered, self._batch = self._gathered, [], None
        await self._post(batch)

    async def _post(self, events: list[dict[str, Any]]) -> None:
        body = dumps({"events": events}).encode()
        await self._http.send("POST", "", data=body, headers=signed(body, self._secret))
