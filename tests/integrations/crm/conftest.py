"""Deliveries of leads, and CRMs that are played."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from agente.kit.ids import new_id
from agente.outbox import repository as outbox
from agente.outbox.ports import Delivery
from agente.storage.database import Database
from tests.support.crm.hubspot import HubSpotStandIn
from tests.support.crm.salesforce import SalesforceStandIn

NOW = "2026-03-02T12:00:00Z"
MakeDelivery = Callable[..., Delivery]


@pytest.fixture
def hubspot() -> Iterator[HubSpotStandIn]:
    with HubSpotStandIn.playing() as running:
        yield running


@pytest.fixture
def salesforce() -> Iterator[SalesforceStandIn]:
    with SalesforceStandIn.playing() as running:
        yield running


@pytest.fixture
def remembered(database: Database) -> Callable[[str], Any]:
    """A lead's receipt, as a worker is given it after an attempt that failed."""
    return lambda lead_id: database.transact(outbox.receipts, "crm", [lead_id]).get(lead_id, {})


@pytest.fixture
def delivery() -> MakeDelivery:
    """A lead's delivery; the same lead again when its id is given."""

    def make(lead_id: str | None = None, receipt: Any = None, attempts: int = 0, **changed: Any) -> Delivery:
        lead_id = lead_id or new_id()
        lead: dict[str, Any] = {
            "id": lead_id,
            "conversation_id": None,
            "name": "Ana Souza",
            "email": f"ana.{lead_id[-6:]}@example.com",
            "phone": "+5511987654321",
            "company": "Padaria Sol",
            "score": 70,
            "status": "qualified",
            "reasons": ["deixou o e-mail"],
            "fields": {"need": "emitir nota fiscal", "budget": {"min": 500, "max": 800, "currency": "BRL"}},
            "protocol": "260302-1234",
            "channel": "web",
            "locale": "pt-BR",
            "qualified_at": NOW,
        }
        payload = lead | changed
        return Delivery(
            new_id(), "lead.updated", lead_id, new_id(), payload, attempts, datetime.now(UTC), receipt or {}
        )

    return make
