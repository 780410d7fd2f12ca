"""Mails as destinations of deliveries: one for the team, one for customers, so that each delivery is one mail."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from sqlalchemy import Connection

from agente.conversations.transcripts import transcript
from agente.i18n.texts import texts
from agente.integrations.links import conversation_url
from agente.integrations.mail.message import Mail, Sender
from agente.integrations.mail.rendering import render
from agente.integrations.mail.transports import Transport
from agente.integrations.mail.values import FOR_CUSTOMER, FOR_TEAM, values_of
from agente.outbox.events import TRANSCRIPT_REQUESTED
from agente.outbox.ports import Delivery
from agente.packs.models import Locale, MailName
from agente.packs.pack import Pack
from agente.scheduling.invitation import invitation_of
from agente.storage.database import Database
from agente.suppressions.service import is_suppressed, unsubscribe_token

log = structlog.get_logger()

TRANSCRIPT_MESSAGES = 200
ASKED_FOR: frozenset[MailName] = frozenset({"transcript", "booking_made", "booking_moved", "booking_cancelled"})


class _Mails:
    latest_only = False
    per_second = 5.0
    name: str
    mails: Mapping[str, MailName]

    def __init__(
        self,
        transport: Transport,
        sender: Sender,
        pack: Pack,
        database: Database,
        *,
        public_url: str | None,
        signing_key: str,
    ) -> None:
        self._transport = transport
        self._sender = sender
        self._pack = pack
        self._database = database
        self._public_url = public_url.rstrip("/") if public_url else None
        self._signing_key = signing_key

    def wants(self, event: str) -> bool:
        mail = self.mails.get(event)
        return mail is not None and mail in self._pack.mail.send

    async def check(self) -> str:
        await self._transport.check()
        return self._transport.name

    async def close(self) -> None:
        await self._transport.close()

    async def _send(self, mail: Mail) -> Mapping[str, Any]:
        """A suppressed address gets nothing, which is no failure."""
        if await self._database.read(is_suppressed, mail.to):
            log.info("mail not sent, the address is suppressed", kind=mail.kind)
            return {}
        await self._transport.send(mail, self._sender)
        log.info("mail sent", kind=mail.kind)
        return {}


class TeamMails(_Mails):
    """To the addresses that the pack names for leads and handoffs."""

    name = "mail-team"
    mails = FOR_TEAM

    async def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        name = FOR_TEAM[delivery.event]
        to = self._pack.mail.leads_to if name == "lead_notice" else self._pack.mail.handoffs_to
        locale = self._pack.default_locale
        payload = delivery.payload
        link = conversation_url(self._public_url, payload.get("conversation_id"))
        rendered = render(name, self._pack, locale, values_of(name, payload, self._pack, locale, link))
        reply_to = (payload.get("contact") or {}).get("email")
        mail = Mail(to or "", rendered.subject, rendered.text, rendered.html, delivery.key, name, reply_to)
        return await self._send(mail)

    def wants(self, event: str) -> bool:
        to = self._pack.mail.leads_to if FOR_TEAM.get(event) == "lead_notice" else self._pack.mail.handoffs_to
        return bool(to) and super().wants(event)


class CustomerMails(_Mails):
    """To the contact's own address; without one there is nothing to send."""

    name = "mail"
    mails = FOR_CUSTOMER

    async def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        name, payload = FOR_CUSTOMER[delivery.event], delivery.payload
        to = (
            payload.get("email")
            if delivery.event == TRANSCRIPT_REQUESTED
            else (payload.get("contact") or {}).get("email")
        )
        if not to:
            return {}
        locale = self._locale(payload)
        said = await self._said(payload, locale) if delivery.event == TRANSCRIPT_REQUESTED else []
        stop = None if name in ASKED_FOR else self._unsubscribe_url(to)
        values = values_of(name, payload, self._pack, locale, messages=said)
        rendered = render(name, self._pack, locale, values, stop)
        calendar = invitation_of(payload, self._pack, locale) if name.startswith("booking_") else None
        mail = Mail(
            to,
            rendered.subject,
            rendered.text,
            rendered.html,
            delivery.key,
            name,
            reply_to=self._pack.business.email,
            unsubscribe_url=stop,
            calendar=calendar,
        )
        return await self._send(mail)

    def _locale(self, payload: Mapping[str, Any]) -> Locale:
        wanted = payload.get("locale")
        return next((locale for locale in self._pack.business.locales if locale == wanted), self._pack.default_locale)

    def _unsubscribe_url(self, address: str) -> str | None:
        if self._public_url is None:
            return None
        return f"{self._public_url}/unsubscribe?token={unsubscribe_token(address, self._signing_key)}"

    async def _said(self, payload: Mapping[str, Any], locale: Locale) -> list[tuple[str, str]]:
        rows = await self._database.read(_transcript, payload["conversation_id"])
        you, business = texts("mail", locale)["you"], self._pack.business.name
        return [(you if role == "customer" else business, text) for role, text in rows]


def _transcript(connection: Connection, conversation_id: str) -> Sequence[tuple[str, str]]:
    return transcript(connection, conversation_id, TRANSCRIPT_MESSAGES)
