"""`agente mail test|preview`: does e-mail work, and what does it look like?"""

import asyncio
from pathlib import Path

import typer

from agente.cli.common import fail, open_database, settings_or_fail, usable_pack
from agente.cli.terms import Exit, language, say
from agente.cli.vendors import tell_check
from agente.integrations.mail.build import build_mail, build_transport
from agente.integrations.mail.message import Mail, Sender
from agente.integrations.mail.rendering import Rendered, render
from agente.integrations.mail.values import SAMPLE_MESSAGES, sample_payload, values_of
from agente.kit.ids import new_id
from agente.outbox.errors import NotDelivered
from agente.packs.loader import load_pack
from agente.packs.models import MAILS, Locale, MailName
from agente.packs.pack import Pack
from agente.settings import Settings

SAMPLE_URL = "https://atendimento.example/unsubscribe?token=..."


def test(to: str | None) -> None:
    """Signs in; with `to`, sends one mail there too."""
    settings = settings_or_fail()
    pack = _pack(settings)
    with open_database(settings) as database:
        tell_check(build_mail(settings, pack, database), "SENDGRID_API_KEY / SMTP_URL")
    if to:
        _send(settings, pack, to)
        typer.echo(say("mail_sent", to=to))


def preview(name: str | None, locale: str | None, html: Path | None, pack: Path | None) -> None:
    """Without a name, what can be seen. The HTML goes to a file, for a browser."""
    if name is None:
        typer.echo("\n".join(MAILS))
        return
    known = next((mail for mail in MAILS if mail == name), None)
    if known is None:
        fail(say("mail_unknown", name=name, names=", ".join(MAILS)), Exit.INVALID)
    rendered = _sample(known, _pack(settings_or_fail(pack=pack)), locale)
    if html:
        html.write_text(rendered.html, "utf-8")
        typer.echo(say("mail_written", path=html))
    else:
        typer.echo(f"{rendered.subject}\n\n{rendered.text}")


def _sample(name: MailName, pack: Pack, locale: str | None) -> Rendered:
    wanted = locale or language()
    spoken: Locale = next((one for one in pack.business.locales if one == wanted), pack.default_locale)
    link = SAMPLE_URL.replace("unsubscribe?token=...", "console/conversations/1")
    values = values_of(name, sample_payload(), pack, spoken, link, SAMPLE_MESSAGES)
    return render(name, pack, spoken, values, SAMPLE_URL if name == "lead_received" else None)


def _send(settings: Settings, pack: Pack, to: str) -> None:
    rendered = _sample("lead_received", pack, None)
    sender = Sender(pack.business.name, settings.mail_from or "")
    mail = Mail(to, rendered.subject, rendered.text, rendered.html, f"test:{new_id()}", "test")
    try:
        asyncio.run(_sent(settings, mail, sender))
    except NotDelivered as error:
        fail(say("vendor_failed", reason=error.reason), Exit.DEPENDENCY_DOWN)


async def _sent(settings: Settings, mail: Mail, sender: Sender) -> None:
    transport = build_transport(settings)
    try:
        await transport.send(mail, sender)
    finally:
        await transport.close()


def _pack(settings: Settings) -> Pack:
    with usable_pack(settings):
        return load_pack(settings.pack)
