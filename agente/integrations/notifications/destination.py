"""Slack and a webhook as one destination of deliveries."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr

from agente.integrations.links import conversation_url
from agente.integrations.notifications import texts
from agente.integrations.signing import signed
from agente.integrations.vendor_http import VendorAnswer, VendorHttp, retry_after
from agente.kit.serialization import dumps
from agente.outbox.errors import BadCredentials, NotDelivered, Refused, TryLater
from agente.outbox.ports import Delivery
from agente.packs.models import Locale

SLACK_CODE = re.compile(r"[a-z_]{3,60}")
SLACK_KEY_CODES = ("invalid_token", "no_service", "no_team", "action_prohibited", "no_active_hooks", "team_disabled")
MOST_TEXT = 2900  # a section of Slack takes 3,000 characters


class Slack:
    """An incoming webhook: one message a second, errors in plain text."""

    def __init__(self, url: SecretStr) -> None:
        self._http = VendorHttp("Slack", url.get_secret_value(), on_refusal=slack_refusal)

    async def send(self, title: str, lines: list[tuple[str, str]], link: tuple[str, str] | None) -> None:
        await self._http.send("POST", "", json=slack_message(title, lines, link))

    async def close(self) -> None:
        await self._http.close()


class Webhook:
    def __init__(self, url: SecretStr, secret: SecretStr | None) -> None:
        self._http = VendorHttp("notification webhook", url.get_secret_value())
        self._secret = secret

    async def send(self, told: Mapping[str, Any], key: str) -> None:
        body = dumps(told).encode()
        await self._http.send("POST", "", data=body, headers=signed(body, self._secret) | {"Idempotency-Key": key})

    async def close(self) -> None:
        await self._http.close()


class Notifications:
    name = "notifications"
    latest_only = False
    per_second = 1.0

    def __init__(self, slack: Slack | None, webhook: Webhook | None, locale: Locale, public_url: str | None) -> None:
        self._slack = slack
        self._webhook = webhook
        self._locale = locale
        self._public_url = public_url.rstrip("/") if public_url else None

    def wants(self, event: str) -> bool:
        return event in texts.EVENTS

    async def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        """Slack comes last: it takes no idempotency key, and would show a message twice."""
        event, payload = delivery.event, delivery.payload
        title, lines = texts.title(event, payload, self._locale), texts.lines(event, payload, self._locale)
        link = conversation_url(self._public_url, payload["conversation_id"])
        if self._webhook:
            told = {"id": delivery.id, "event": event, "title": title, "lines": lines, "url": link, "data": payload}
            await self._webhook.send(told, delivery.key)
        if self._slack:
            await self._slack.send(title, lines, (texts.link_text(self._locale), link) if link else None)
        return {}

    async def check(self) -> str:
        """Neither of them can be asked without a message."""
        return "notifications"

    async def close(self) -> None:
        for channel in (self._slack, self._webhook):
            if channel:
                await channel.close()


def slack_message(title: str, lines: list[tuple[str, str]], link: tuple[str, str] | None) -> dict[str, Any]:
    """A message of blocks; `text` is what a phone's lock screen shows."""
    body = "\n".join(f"*{_escaped(label)}:* {_escaped(value)}" for label, value in lines)[:MOST_TEXT]
    blocks = [_section(f"*{_escaped(title)}*"), *([_section(body)] if body else [])]
    if link:
        text, url = link
        blocks.append(_section(f"<{url}|{_escaped(text)}>"))
    return {"text": _escaped(title), "blocks": blocks}


def slack_refusal(answer: VendorAnswer) -> NotDelivered | None:
    """Slack names what is wrong in a word, such as invalid_payload."""
    word = answer.body[:100].decode("utf-8", "replace").strip()
    if not SLACK_CODE.fullmatch(word):
        return None
    said = f"Slack: {word} (HTTP {answer.status})"
    if answer.status == 429 or answer.status >= 500:
        return TryLater(said, after=retry_after(answer.headers))
    return BadCredentials(said) if word in SLACK_KEY_CODES else Refused(said)


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _escaped(text: str) -> str:
    """The three characters that would be markup: a customer's name must not ring the whole channel."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
