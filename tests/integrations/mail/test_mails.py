"""Mails to the team and to customers, over a real SMTP server and over SendGrid's API as it describes itself."""

import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from icalendar import Calendar
from pydantic import SecretStr
from structlog.testing import capture_logs

from agente.integrations.mail.destination import CustomerMails, TeamMails
from agente.integrations.mail.message import Sender
from agente.integrations.mail.transports import SendGrid, Smtp, Transport
from agente.integrations.mail.values import sample_payload, values_of
from agente.kit.ids import new_id
from agente.outbox.errors import BadCredentials, Refused, TryLater
from agente.outbox.ports import Delivery
from agente.packs.models import MAIL_VALUES, MAILS, MailName
from agente.packs.pack import Pack
from agente.storage.database import Database
from agente.suppressions import service as suppressions
from tests.support.crm.base import status
from tests.support.sendgrid import SendGridStandIn
from tests.support.server import free_port

SENDER = Sender("Tamarindo", "ola@tamarindo.example")
CONTACT = {"id": "c", "name": "Ana Souza", "email": "ana@example.com", "phone": "+5511987654321", "company": "Sol"}
BOOKING = {
    "id": "b1",
    "starts_at": "2026-03-05T17:00:00Z",
    "ends_at": "2026-03-05T17:30:00Z",
    "status": "booked",
    "sequence": 0,
    "conversation_id": None,
    "locale": "pt-BR",
    "contact": CONTACT,
}
LEAD = {"score": 82, "reasons": ["deixou o e-mail"], "protocol": "260302-1234", "locale": "en", "contact": CONTACT}
PASSWORD = "smtp-password-canary"


class Mailbox:
    """Keeps what arrives; `answer` is what the server says to it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.answer.startswith("250"):
            message = message_from_bytes(envelope.content or b"", policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.mails.append(message)
        return self.answer


def _authenticates(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=right, handled=False)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def smtp_port(mailbox: Mailbox) -> Iterator[int]:
    port = free_port()
    controller = Controller(
        mailbox, hostname="127.0.0.1", port=port, authenticator=_authenticates, auth_require_tls=False
    )
    controller.start()
    yield port
    controller.stop()


@pytest.fixture
def smtp(smtp_port: int) -> Smtp:
    return Smtp(SecretStr(f"smtp://127.0.0.1:{smtp_port}"))


@pytest.fixture
def sendgrid() -> Iterator[SendGridStandIn]:
    with SendGridStandIn.playing() as running:
        yield running


Make = Callable[..., Any]


@pytest.fixture
async def mails(pack: Pack, database: Database) -> AsyncIterator[Make]:
    made: list[Any] = []

    def make(kind: type[TeamMails] | type[CustomerMails], transport: Transport) -> Any:
        made.append(kind(transport, SENDER, pack, database, public_url="https://a.example", signing_key="k" * 40))
        return made[-1]

    yield make
    for one in made:
        await one.close()


def text_of(mail: EmailMessage) -> str:
    plain = mail.get_body(("plain",))
    assert plain
    return str(plain.get_content())


def delivery(event: str, payload: dict[str, Any]) -> Delivery:
    return Delivery(new_id(), event, new_id(), f"{event}:{new_id()}", payload, 0, datetime.now(UTC), {})


class TestCustomers:
    async def test_a_booking_comes_with_an_invitation(self, mails: Make, smtp: Smtp, mailbox: Mailbox) -> None:
        await mails(CustomerMails, smtp).deliver(delivery("booking.made", BOOKING))
        [mail] = mailbox.mails
        assert mail["Subject"] == "Tamarindo Gestão: reunião marcada para quinta-feira, 5 de março, 14h"
        assert mail["To"] == "ana@example.com"
        [invitation] = list(mail.iter_attachments())
        assert invitation.get_content_type() == "text/calendar"
        assert invitation["Content-Type"].params["method"] == "REQUEST"
        event = Calendar.from_ical(invitation.get_payload(decode=True)).walk("VEVENT")[0]
        assert (str(event["uid"]), event["dtstart"].dt) == ("b1@agente", datetime(2026, 3, 5, 17, tzinfo=UTC))

    async def test_a_cancellation_takes_it_out_of_the_calendar(self, mails: Make, smtp: Smtp, mailbox: Mailbox) -> None:
        await mails(CustomerMails, smtp).deliver(
            delivery("booking.cancelled", BOOKING | {"status": "cancelled", "sequence": 9})
        )
        [invitation] = mailbox.mails[0].iter_attachments()
        calendar = Calendar.from_ical(invitation.get_payload(decode=True))
        assert (calendar["method"], calendar.walk("VEVENT")[0]["sequence"]) == ("CANCEL", 9)

    async def test_speaks_the_conversation_s_language_and_lets_one_unsubscribe(
        self, mails: Make, smtp: Smtp, mailbox: Mailbox
    ) -> None:
        await mails(CustomerMails, smtp).deliver(delivery("lead.qualified", LEAD))
        [mail] = mailbox.mails
        assert "Your reference is 260302-1234" in text_of(mail)
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert mail["List-Unsubscribe"].startswith("<https://a.example/unsubscribe?token=")

    async def test_a_name_with_markup_stays_text(self, mails: Make, smtp: Smtp, mailbox: Mailbox) -> None:
        contact = CONTACT | {"name": "<script>alert(1)</script> Souza"}
        await mails(CustomerMails, smtp).deliver(delivery("lead.qualified", LEAD | {"contact": contact}))
        html = mailbox.mails[0].get_body(("html",))
        assert html
        assert "&lt;script&gt;" in html.get_content()
        assert "<script>" not in html.get_content()

    async def test_without_an_address_nothing_is_sent(self, mails: Make, smtp: Smtp, mailbox: Mailbox) -> None:
        await mails(CustomerMails, smtp).deliver(
            delivery("lead.qualified", LEAD | {"contact": CONTACT | {"email": None}})
        )
        assert mailbox.mails == []

    async def test_a_suppressed_address_gets_nothing(
        self, mails: Make, smtp: Smtp, mailbox: Mailbox, database: Database
    ) -> None:
        database.transact(suppressions.suppress, suppressions.digest_of("Ana@Example.com "), "bounce")
        await mails(CustomerMails, smtp).deliver(delivery("booking.made", BOOKING))
        assert mailbox.mails == []


class TestValues:
    @pytest.mark.parametrize("name", MAILS)
    def test_are_those_that_the_check_of_a_pack_allows(self, pack: Pack, name: MailName) -> None:
        assert {"business", *values_of(name, sample_payload(), pack, "pt-BR")} == set(MAIL_VALUES)


class TestTeam:
    async def test_a_lead_goes_to_sales_and_is_answered_to_the_customer(
        self, mails: Make, smtp: Smtp, mailbox: Mailbox
    ) -> None:
        await mails(TeamMails, smtp).deliver(delivery("lead.qualified", LEAD | {"conversation_id": "c1"}))
        [mail] = mailbox.mails
        assert (mail["To"], mail["Reply-To"]) == ("vendas@tamarindo.example", "ana@example.com")
        assert "https://a.example/console/conversations/c1" in text_of(mail)

    def test_wants_what_the_pack_has_an_address_for(self, mails: Make, smtp: Smtp) -> None:
        team = mails(TeamMails, smtp)
        assert team.wants("handoff.opened")
        assert not team.wants("booking.made")


class TestSmtp:
    async def test_the_same_delivery_twice_is_one_message_id(self, mails: Make, smtp: Smtp, mailbox: Mailbox) -> None:
        again = delivery("booking.made", BOOKING)
        customers = mails(CustomerMails, smtp)
        await customers.deliver(again)
        await customers.deliver(again)
        assert len({mail["Message-ID"] for mail in mailbox.mails}) == 1

    @pytest.mark.parametrize(
        ("answer", "error"), [("451 try later", TryLater), ("554 no", Refused), ("552 full", Refused)]
    )
    async def test_refusals_are_told_apart(
        self, mails: Make, smtp: Smtp, mailbox: Mailbox, answer: str, error: type[Exception]
    ) -> None:
        mailbox.answer = answer
        with pytest.raises(error):
            await mails(CustomerMails, smtp).deliver(delivery("booking.made", BOOKING))

    async def test_signs_in_and_says_when_it_may_not(self, smtp_port: int) -> None:
        await Smtp(SecretStr(f"smtp://ana:{PASSWORD}@127.0.0.1:{smtp_port}")).check()
        wrong = Smtp(SecretStr(f"smtp://ana:another-{PASSWORD}@127.0.0.1:{smtp_port}"))
        with pytest.raises(BadCredentials) as raised:
            await wrong.check()
        assert PASSWORD not in f"{raised.value!r} {vars(wrong)!r}"

    async def test_nobody_there_is_tried_later(self) -> None:
        with pytest.raises(TryLater):
            await Smtp(SecretStr("smtp://127.0.0.1:9"), ssl.create_default_context()).check()

    async def test_a_password_does_not_leave_the_machine_in_clear(self, mailbox: Mailbox) -> None:
        seen: list[Any] = []

        def authenticates(*asked: Any) -> AuthResult:
            seen.append(asked)
            return AuthResult(success=True)

        # 0.0.0.0 is this machine, too, but no loopback address.
        server = Controller(mailbox, "0.0.0.0", free_port(), authenticator=authenticates, auth_require_tls=False)
        server.start()
        try:
            with pytest.raises(BadCredentials, match="STARTTLS"):
                await Smtp(SecretStr(f"smtp://ana:{PASSWORD}@0.0.0.0:{server.port}")).check()
        finally:
            server.stop()
        assert seen == []


class TestSendGrid:
    async def test_the_vendor_s_own_description_takes_each_mail(self, mails: Make, sendgrid: SendGridStandIn) -> None:
        transport = SendGrid(sendgrid.url, SecretStr(sendgrid.key))
        customers, team = mails(CustomerMails, transport), mails(TeamMails, transport)
        await customers.deliver(delivery("booking.made", BOOKING))
        await customers.deliver(delivery("lead.qualified", LEAD))
        await team.deliver(delivery("lead.qualified", LEAD))
        booking, confirmation, notice = sendgrid.mails
        assert booking["attachments"][0]["type"] == "text/calendar; method=REQUEST"
        assert "List-Unsubscribe" in confirmation["headers"]
        assert notice["personalizations"][0]["to"] == [{"email": "vendas@tamarindo.example"}]

    @pytest.mark.parametrize(
        ("code", "error"), [(429, TryLater), (500, TryLater), (401, BadCredentials), (400, Refused)]
    )
    async def test_refusals_are_told_apart_and_the_key_is_not_told(
        self, mails: Make, sendgrid: SendGridStandIn, code: int, error: type[Exception]
    ) -> None:
        sendgrid.script(status(code, {"errors": [{"message": sendgrid.key}]}))
        transport = SendGrid(sendgrid.url, SecretStr(sendgrid.key))
        with capture_logs() as logged, pytest.raises(error) as raised:
            await mails(CustomerMails, transport).deliver(delivery("booking.made", BOOKING))
        assert sendgrid.key not in f"{raised.value!r} {logged} {vars(transport)!r}"
