"""Is e-mail to be sent? By SENDGRID_API_KEY or SMTP_URL, from MAIL_FROM."""

from typing import TYPE_CHECKING

from agente.outbox.ports import Destination
from agente.packs.pack import Pack
from agente.settings import Settings
from agente.storage.database import Database

if TYPE_CHECKING:
    from agente.integrations.mail.destination import CustomerMails, TeamMails
    from agente.integrations.mail.transports import Transport


def build_team_mail(settings: Settings, pack: Pack, database: Database) -> Destination | None:
    """Notices of new leads and handoffs."""
    from agente.integrations.mail.destination import TeamMails

    return _build(TeamMails, settings, pack, database) if settings.mail_wanted else None


def build_mail(settings: Settings, pack: Pack, database: Database) -> Destination | None:
    """Confirmations, invitations and transcripts."""
    from agente.integrations.mail.destination import CustomerMails

    return _build(CustomerMails, settings, pack, database) if settings.mail_wanted else None


def build_transport(settings: Settings) -> "Transport":
    from agente.integrations.mail.transports import SendGrid, Smtp

    if settings.sendgrid_api_key:
        return SendGrid(settings.sendgrid_base_url, settings.sendgrid_api_key)
    if settings.smtp_url is None:
        raise LookupError("settings without a mail server were let through")
    return Smtp(settings.smtp_url)


def _build(kind: "type[TeamMails | CustomerMails]", settings: Settings, pack: Pack, database: Database) -> Destination:
    from agente.integrations.mail.message import Sender

    sender = Sender(pack.business.name, settings.mail_from or "")
    return kind(
        build_transport(settings),
        sender,
        pack,
        database,
        public_url=settings.public_url,
        signing_key=settings.signing_key,
    )
