"""How a mail leaves: SendGrid's API, or any server that speaks SMTP."""

import asyncio
import base64
import smtplib
import ssl
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from agente.integrations.mail.message import Mail, Sender, message_id, mime_message, unsubscribe_headers
from agente.integrations.vendor_http import VendorAnswer, VendorHttp, retry_after
from agente.outbox.errors import BadCredentials, NotDelivered, Refused, TryLater

SMTP_WITHIN_S = 20


class Transport(Protocol):
    name: str

    async def send(self, mail: Mail, sender: Sender) -> None:
        """Raises `TryLater` or `Refused`."""

    async def check(self) -> None:
        """Signs in and sends nothing. Raises the same."""

    async def close(self) -> None: ...


class SendGrid:
    name = "SendGrid"

    def __init__(self, base_url: str, key: SecretStr) -> None:
        self._key = key
        self._http = VendorHttp(self.name, base_url, headers=self._authorization, on_refusal=_sendgrid_refusal)

    async def send(self, mail: Mail, sender: Sender) -> None:
        """It takes no idempotency key: after a lost answer the mail may arrive twice, with one Message-ID."""
        await self._http.send("POST", "/v3/mail/send", json=sendgrid_body(mail, sender), accept=(202,))

    async def check(self) -> None:
        await self._http.send("GET", "/v3/scopes")

    async def close(self) -> None:
        await self._http.close()

    def _authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key.get_secret_value()}"}


def sendgrid_body(mail: Mail, sender: Sender) -> dict[str, Any]:
    body: dict[str, Any] = {
        "personalizations": [{"to": [{"email": mail.to}], "custom_args": {"agente_key": mail.key}}],
        "from": {"email": sender.address, "name": sender.name},
        "subject": mail.subject,
        "content": [{"type": "text/plain", "value": mail.text}, {"type": "text/html", "value": mail.html}],
        "headers": {"Message-ID": message_id(mail, sender), **unsubscribe_headers(mail)},
        "categories": [f"agente-{mail.kind}"],
        # Their own links and pixels would tell a third party who reads what.
        "tracking_settings": {"click_tracking": {"enable": False}, "open_tracking": {"enable": False}},
    }
    if mail.reply_to:
        body["reply_to"] = {"email": mail.reply_to}
    if mail.calendar:
        content = base64.b64encode(mail.calendar).decode()
        kind = f"text/calendar; method={mail.calendar_method}"
        body["attachments"] = [{"content": content, "type": kind, "filename": "reuniao.ics"}]
    return body


def _sendgrid_refusal(answer: VendorAnswer) -> NotDelivered | None:
    if answer.status == 429:
        reset = answer.headers.get("X-RateLimit-Reset", "")
        until = datetime.fromtimestamp(int(reset), UTC) - datetime.now(UTC) if reset.isdigit() else timedelta()
        return TryLater("SendGrid: HTTP 429", after=retry_after(answer.headers) or max(until, timedelta()) or None)
    return None


class Smtp:
    name = "SMTP"

    def __init__(self, url: SecretStr, tls: ssl.SSLContext | None = None) -> None:
        """`smtp://user:password@host:587` (STARTTLS where offered; without it no password leaves this machine) or `smtps://host:465`."""
        parts = urlsplit(url.get_secret_value())
        self._implicit = parts.scheme == "smtps"
        self._host = parts.hostname or "localhost"
        self._port = parts.port or (465 if self._implicit else 587)
        self._user = unquote(parts.username or "")
        self._password = SecretStr(unquote(parts.password or ""))
        self._tls = tls or ssl.create_default_context()

    async def send(self, mail: Mail, sender: Sender) -> None:
        await asyncio.to_thread(self._send, mime_message(mail, sender))

    async def check(self) -> None:
        await asyncio.to_thread(self._send, None)

    async def close(self) -> None:
        """Each mail has a connection of its own."""

    def _send(self, message: EmailMessage | None) -> None:
        try:
            with self._connected() as server:
                if message:
                    server.send_message(message)
        except smtplib.SMTPAuthenticationError as error:
            raise BadCredentials(f"SMTP: sign-in refused ({error.smtp_code})") from None
        except smtplib.SMTPRecipientsRefused as error:
            raise _by_code(max(code for code, _ in error.recipients.values())) from None
        except smtplib.SMTPResponseException as error:
            raise _by_code(error.smtp_code) from None
        except TimeoutError:
            raise TryLater("SMTP: Timeout waiting for response") from None
        except (smtplib.SMTPException, OSError) as error:
            raise TryLater(f"SMTP: no connection ({type(error).__name__})") from None

    def _connected(self) -> smtplib.SMTP:
        if self._implicit:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=SMTP_WITHIN_S, context=self._tls)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=SMTP_WITHIN_S)
        try:
            server.ehlo()
            if not self._implicit and server.has_extn("starttls"):
                server.starttls(context=self._tls)
                server.ehlo()
            elif not self._implicit and self._user and not _is_loopback(self._host):
                raise BadCredentials("SMTP: the server offers no STARTTLS, and the password does not go out in clear")
            if self._user:
                server.login(self._user, self._password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _by_code(code: int) -> NotDelivered:
    """4xx passes, such as a full mailbox or greylisting; 5xx does not."""
    if 400 <= code < 500:
        return TryLater(f"SMTP: {code}", vendor=code == 421)
    return Refused(f"SMTP: {code}")
