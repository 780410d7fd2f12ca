"""A CRM of the company's own gets each lead signed, and can tell a repetition from a newer state."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr
from structlog.testing import capture_logs

from agente.integrations.crm.destination import Crm
from agente.integrations.crm.webhook import CrmWebhook
from agente.outbox.errors import NotDelivered, Refused, TryLater
from agente.packs.pack import Pack
from agente.storage.database import Database
from tests.integrations.crm.conftest import MakeDelivery
from tests.support.crm.base import Fault, StandIn, status

SECRET = "the-secret-that-both-know"


@dataclass
class Receiver(StandIn):
    """Keeps what it was sent, with the headers."""

    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/leads", self._take)

    async def refusal(self, _: web.Request) -> web.StreamResponse | None:
        return None

    async def _take(self, request: web.Request) -> web.Response:
        self.got.append((dict(request.headers), await request.read()))
        return web.Response(status=204)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    running = Receiver().start()
    yield running
    running.stop()


@pytest.fixture
async def crm(receiver: Receiver, pack: Pack, database: Database) -> AsyncIterator[Crm]:
    vendor = CrmWebhook(SecretStr(f"{receiver.url}/leads?token=in-the-address"), SecretStr(SECRET))
    destination = Crm(vendor, pack, database, "https://atendimento.example")
    yield destination
    await destination.close()


def keys(receiver: Receiver) -> list[str]:
    return [headers["Idempotency-Key"] for headers, _ in receiver.got]


class TestDeliver:
    async def test_the_body_is_signed_with_its_moment(
        self, crm: Crm, receiver: Receiver, delivery: MakeDelivery
    ) -> None:
        await crm.deliver(delivery())
        [(headers, body)] = receiver.got
        said = dict(part.split("=", 1) for part in headers["X-Agente-Signature"].split(","))
        expected = hmac.new(SECRET.encode(), f"{said['t']}.".encode() + body, hashlib.sha256).hexdigest()
        assert said["v1"] == expected
        lead: dict[str, Any] = json.loads(body)["lead"]
        assert (lead["company"], lead["need"], lead["score"]) == ("Padaria Sol", "emitir nota fiscal", "70")

    async def test_a_repetition_has_the_same_key(self, crm: Crm, receiver: Receiver, delivery: MakeDelivery) -> None:
        sent = delivery()
        receiver.script(Fault("lost"))
        with pytest.raises(TryLater):
            await crm.deliver(sent)
        await crm.deliver(sent)
        assert keys(receiver) == [sent.key, sent.key]

    async def test_a_newer_state_has_another_key_though_no_answer_came(
        self, crm: Crm, receiver: Receiver, delivery: MakeDelivery
    ) -> None:
        first = delivery()
        receiver.script(Fault("lost"))
        with pytest.raises(TryLater):
            await crm.deliver(first)
        await crm.deliver(delivery(first.subject, company="Padaria Lua"))
        assert len(set(keys(receiver))) == 2


async def test_neither_secret_nor_address_is_in_an_error_log_or_repr(
    crm: Crm, receiver: Receiver, delivery: MakeDelivery
) -> None:
    shown = [repr(crm.vendor), repr(vars(crm.vendor))]
    with capture_logs() as logged:
        for fault, error in (
            (status(500), TryLater),
            (status(400, {"said": SECRET}), Refused),
            (Fault("reset"), TryLater),
        ):
            receiver.script(fault)
            with pytest.raises(error) as raised:
                await crm.deliver(delivery())
            assert isinstance(raised.value, NotDelivered)
            shown += [str(raised.value), repr(raised.value)]
    assert SECRET not in str([shown, logged])
    assert "in-the-address" not in str([shown, logged])
