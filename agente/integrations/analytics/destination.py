"""Analytics as a destination of deliveries."""

from collections.abc import Mapping
from typing import Any

from agente.integrations.analytics.files import EventFiles
from agente.integrations.analytics.stream import KEPT, event_of
from agente.integrations.analytics.webhook import EventWebhook
from agente.outbox.ports import Delivery


class Analytics:
    name = "analytics"
    latest_only = False
    per_second = 1000.0

    def __init__(self, webhook: EventWebhook | None, files: EventFiles | None) -> None:
        self._webhook = webhook
        self._files = files

    def wants(self, event: str) -> bool:
        return event in KEPT

    async def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        """The files come last: they are the least likely to fail, and a second try would write a second line."""
        event = event_of(delivery)
        if self._webhook:
            await self._webhook.send(event)
        if self._files:
            await self._files.write(event)
        return {}

    async def check(self) -> str:
        if self._webhook:
            await self._webhook.check()
        if self._files:
            await self._files.check()
        return "analytics"

    async def close(self) -> None:
        if self._webhook:
            await self._webhook.close()
