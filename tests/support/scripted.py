"""A destination that keeps what it is sent as a vendor would, and fails as a test says."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from agente.outbox.errors import NotDelivered
from agente.outbox.ports import Delivery

START = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


class Scripted:
    def __init__(self, name: str = "crm", *, latest_only: bool = False, events: str = "lead.") -> None:
        self.name = name
        self.latest_only = latest_only
        self.per_second = 10_000.0
        self.tried: list[str] = []  # keys, at each attempt
        self.stored: dict[str, list[Mapping[str, Any]]] = {}  # payloads by subject, each key once
        self.receipts_seen: list[Mapping[str, Any]] = []
        self.fail: Callable[[Delivery], NotDelivered | None] = lambda _: None
        self.lose_answer = False  # stores, and fails nevertheless
        self.hang: asyncio.Event | None = None
        self.begun = asyncio.Event()  # something was tried
        self.closed = False
        self._events = events
        self._keys: set[str] = set()

    def wants(self, event: str) -> bool:
        return event.startswith(self._events)

    async def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        self.tried.append(delivery.key)
        self.receipts_seen.append(delivery.receipt)
        self.begun.set()
        if self.hang:
            await self.hang.wait()
        error = self.fail(delivery)
        if error is None or self.lose_answer:
            self._store(delivery)
        if error:
            raise error
        return {"id": f"vendor-{delivery.subject}"}

    def _store(self, delivery: Delivery) -> None:
        if delivery.key not in self._keys:
            self._keys.add(delivery.key)
            self.stored.setdefault(delivery.subject, []).append(delivery.payload)

    async def check(self) -> str:
        return "scripted"

    async def close(self) -> None:
        self.closed = True
