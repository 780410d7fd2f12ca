"""`agente chat`: the same conversation as on the page, in a terminal or for a script."""

import asyncio
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typer

from agente.accounts.callers import Bearer
from agente.api.parts import Parts
from agente.cli.common import fail, parts_or_fail, settings_or_fail
from agente.cli.terms import Exit, language, say
from agente.conversations import service as conversations
from agente.conversations.schemas import ConversationCreate
from agente.errors import AgenteError
from agente.kit.serialization import dumps
from agente.observability.logs import configure_logs
from agente.packs.models import Locale

ANOTHER, LEAVE = "/nova", "/sair"


def run(*, pack: Path | None, as_json: bool, locale: str | None) -> None:
    settings = settings_or_fail(pack=pack)
    configure_logs("ERROR", "text")
    parts = parts_or_fail(settings)
    spoken = _locale(parts, locale)
    talk = _answer_lines if as_json else _talk
    try:
        with asyncio.Runner() as runner:
            try:
                talk(parts, spoken, runner)
            finally:
                if parts.model:
                    runner.run(parts.model.close())
    except (EOFError, KeyboardInterrupt):
        typer.echo("")
    finally:
        parts.database.close()


def _locale(parts: Parts, wanted: str | None) -> Locale:
    """What was asked for, else the terminal's language if the business speaks it, else the business's own."""
    business = parts.served.pack.business
    choice = wanted or language()
    if wanted and wanted not in business.locales:
        fail(say("locale_unknown", locale=wanted, locales=", ".join(business.locales)), Exit.INVALID)
    return next((locale for locale in business.locales if locale == choice), business.locales[0])


class Conversation:
    """One web-chat conversation, held from this process."""

    def __init__(self, parts: Parts, conversation_id: str) -> None:
        self._parts = parts
        self._id = conversation_id

    @classmethod
    async def open(cls, parts: Parts, locale: Locale) -> "Conversation":
        row = await parts.database.write(
            conversations.open_conversation,
            ConversationCreate(),
            client=None,
            channel="web",
            locale=locale,
            zone=ZoneInfo(parts.served.pack.business.timezone),
        )
        return cls(parts, row.id)

    async def say(self, text: str) -> dict[str, Any]:
        bearer = Bearer(conversation_id=self._id)
        return await self._parts.turns.start(bearer, self._id, text, None).reply()


def _answer_lines(parts: Parts, locale: Locale, runner: asyncio.Runner) -> None:
    """A line in, a reply out; what is refused comes out as `{"error": {...}}`, and the talk goes on."""
    conversation = runner.run(Conversation.open(parts, locale))
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            reply = runner.run(conversation.say(line.rstrip("\n")))
        except AgenteError as error:
            reply = {"error": {"code": error.code, "detail": error.detail}}
        typer.echo(dumps(reply))


def _talk(parts: Parts, locale: Locale, runner: asyncio.Runner) -> None:
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.panel import Panel
    from rich.text import Text

    console = Console()
    business = parts.served.pack.business
    console.print(Panel(say("chat_hint"), title=business.name, border_style="cyan"))
    conversation = runner.run(Conversation.open(parts, locale))
    while (text := (console.input(f"[bold]{say('chat_you')}>[/] ")).strip()) != LEAVE:
        if text == ANOTHER:
            conversation = runner.run(Conversation.open(parts, locale))
            console.rule()
            continue
        if not text:
            continue
        try:
            reply = runner.run(conversation.say(text))
        except AgenteError as error:
            console.print(Text(error.detail, style="red"))
            continue
        console.print(Markdown(reply["text"]) if reply["text"] else Text(say("chat_waiting"), style="yellow"))
        console.print(Text(_footnote(reply), style="dim"))
    console.print(say("chat_bye"))


def _footnote(reply: dict[str, Any]) -> str:
    """Where the answer came from, and what could be said next."""
    sources = [f"{citation['document']} › {citation['heading']}" for citation in reply["citations"]]
    choices = [f"[{choice}]" for choice in reply["quick_replies"]]
    return "   ".join([*sources, *choices])
