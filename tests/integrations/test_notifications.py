"""What people are told of new leads and handoffs, as Slack and a system of their own receive it."""

import hashlib
import hmac
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from agente.integrations.notifications.destination import Notifications, Slack, Webhook
from agente.kit.clock import utc_now
from agente.kit.serialization import dumps
from agente.outbox.errors import BadCredentials, NotDelivered, Refused, TryLater
from agente.outbox.ports import Delivery
from tests.support.shop import Shop

LEAD = {
    "id": "lead-1",
    "conversation_id": "talk-1",
    "protocol": "20260302-ABCD",
    "score": 85,
    "reasons": ["deixou o e-mail", "tem prazo"],
    "contact": {"id": "c-1", "name": "Joana <!channel>", "email": "joana@loja.example", "phone": None},
}


def delivery(event: str = "lead.qualified", **payload: Any) -> Delivery:
    return Delivery("d-1", event, "lead-1", "lead.qualified:lead-1@notifications", LEAD | payload, 0, utc_now(), {})


def notifying(shop: Shop, *, secret: str | None = None) -> Notifications:
    slack = Slack(SecretStr(f"{shop.url}/services/T0/B0/secret")) if secret is None else None
    webhook = Webhook(SecretStr(f"{shop.url}/hook"), SecretStr(secret)) if secret else None
    return Notifications(slack, webhook, "pt-BR", "https://agente.example")


class TestSlack:
    async def test_a_new_lead_is_told_in_portuguese_with_a_link_and_rings_nobody(self, shop: Shop) -> None:
        notify = notifying(shop)
        await notify.deliver(delivery())
        await notify.close()
        (asked,) = shop.requests
        assert asked["body"]["text"] == "Novo lead: Joana &lt;!channel&gt;"
        said = dumps(asked["body"]["blocks"])
        assert "*Nota:* 85" in said
        assert "<https://agente.example/console/conversations/talk-1|Abrir a conversa>" in said

    async def test_a_handoff_says_why(self, shop: Shop) -> None:
        notify = notifying(shop)
        await notify.deliver(delivery("handoff.opened", reason="asked_for_human", note=None))
        await notify.close()
        assert "pediu para falar com uma pessoa" in dumps(shop.requests[0]["body"])

    @pytest.mark.parametrize(
        ("status", "body", "kind"),
        [
            (429, "rate_limited", TryLater),
            (403, "invalid_token", BadCredentials),
            (404, "no_service", BadCredentials),
            (400, "invalid_blocks", Refused),
            (503, "<html>", TryLater),
        ],
    )
    async def test_its_errors_are_told_by_what_can_be_done_and_never_with_the_address(
        self, shop: Shop, status: int, body: str, kind: type[NotDelivered]
    ) -> None:
        async def refuse(_: web.Request) -> web.Response:
            return web.Response(status=status, text=body, headers={"Retry-After": "7"})

        shop.answer = refuse
        notify = notifying(shop)
        with pytest.raises(kind) as raised:
            await notify.deliver(delivery())
        await notify.close()
        assert type(raised.value) is kind
        assert "secret" not in raised.value.reason
        if kind is TryLater:
            assert raised.value.after == timedelta(seconds=7)  # type: ignore[attr-defined]

    async def test_nobody_there_is_tried_again_and_the_address_stays_secret(self, shop: Shop) -> None:
        notify = Notifications(Slack(SecretStr("http://127.0.0.1:9/secret")), None, "pt-BR", None)
        with pytest.raises(TryLater) as raised:
            await notify.deliver(delivery())
        await notify.close()
        assert "secret" not in raised.value.reason


class TestWebhook:
    async def test_the_body_is_signed_with_its_moment(self, shop: Shop) -> None:
        seen: list[bytes] = []

        async def keep(request: web.Request) -> web.Response:
            seen.append(await request.read())
            return web.Response()

        shop.answer = keep
        notify = notifying(shop, secret="shared")
        await notify.deliver(delivery())
        await notify.close()
        headers = shop.requests[0]["headers"]
        moment, told = headers["X-Agente-Signature"].removeprefix("t=").split(",v1=")
        assert hmac.new(b"shared", f"{moment}.".encode() + seen[0], hashlib.sha256).hexdigest() == told
        assert headers["Idempotency-Key"] == delivery().key
