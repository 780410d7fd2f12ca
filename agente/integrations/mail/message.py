"""One e-mail, before any transport."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from agente.kit.clock import utc_now


@dataclass(frozen=True, slots=True)
class Sender:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Mail:
    """`key` is the same at every attempt; `unsubscribe_url` is None for what the receiver asked for a moment ago."""

    to: str
    subject: str
    text: str
    html: str
    key: str
    kind: str  # such as booking_made; for the vendor's statistics
    reply_to: str | None = None
    unsubscribe_url: str | None = None
    calendar: bytes | None = None  # an invitation

    @property
    def calendar_method(self) -> str:
        return "CANCEL" if self.calendar and b"METHOD:CANCEL" in self.calendar else "REQUEST"


def unsubscribe_headers(mail: Mail) -> dict[str, str]:
    """One click, as RFC 8058 has it."""
    if mail.unsubscribe_url is None:
        return {}
    return {
        "List-Unsubscribe": f"<{mail.unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def mime_message(mail: Mail, sender: Sender) -> EmailMessage:
    """Text and HTML, and the invitation where there is one. Its id follows from the key: a copy is known."""
    message = EmailMessage()
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(utc_now())
    message["Message-ID"] = message_id(mail, sender)
    message["Auto-Submitted"] = "auto-generated"
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    for name, value in unsubscribe_headers(mail).items():
        message[name] = value
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    if mail.calendar:
        method = mail.calendar_method
        message.add_attachment(
            mail.calendar, maintype="text", subtype="calendar", filename="reuniao.ics", params={"method": method}
        )
    return message


def message_id(mail: Mail, sender: Sender) -> str:
    domain = sender.address.rpartition("@")[2]
    return f"<{''.join(char if char.isalnum() else '-' for char in mail.key)}@{domain}>"
