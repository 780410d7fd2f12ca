"""`agente eval`: a pack's conversation tests, what failed and how often each kind of thing was right."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from agente.agents.assistant import Assistant
from agente.cli.common import fail, settings_or_fail, usable_pack
from agente.cli.terms import Exit, language, say
from agente.evaluation import conversations
from agente.evaluation.conversations import ConversationResult, Share, Summary
from agente.evaluation.expectations import Check
from agente.evaluation.turn import TurnResult
from agente.kit.serialization import dumps
from agente.packs.findings import shorten
from agente.packs.loader import load_pack

if TYPE_CHECKING:
    from rich.table import Table

SHOWN_CHARACTERS = 300  # of a message or a reply that a failure is shown with


def run(pack: Path | None, only: str | None, as_json: bool) -> None:
    """Exits with 1 when a conversation failed, or when none has the name that was asked for."""
    settings = settings_or_fail(pack=pack)
    with usable_pack(settings):
        assistant = Assistant.prepare(load_pack(settings.pack))
    cases = conversations.select(assistant.pack.evals, only)
    if not cases:
        missing = say("eval_none_named", only=only) if only else say("eval_none", pack=settings.pack)
        fail(missing, Exit.FAILED if only else Exit.OK)
    results = list(conversations.run(assistant, cases))
    summary = conversations.summarise(results)
    if as_json:
        _print_json(results, summary)
    else:
        _print(results, summary, settings.pack)
    raise typer.Exit(Exit.OK if all(result.passed for result in results) else Exit.FAILED)


def _print_json(results: Sequence[ConversationResult], summary: Summary) -> None:
    """A line a turn, and the summary as the last one."""
    for result in results:
        for turn in result.turns:
            typer.echo(dumps(_turn_json(result, turn)))
    shares: dict[str, Share] = {"conversations": summary.conversations, "turns": summary.turns}
    shares |= dict(summary.kinds.items())
    counts: dict[str, Any] = {name: {"right": share.right, "total": share.total} for name, share in shares.items()}
    typer.echo(dumps({"summary": counts | {"p50_ms": round(summary.p50_ms, 3), "p95_ms": round(summary.p95_ms, 3)}}))


def _turn_json(result: ConversationResult, turn: TurnResult) -> dict[str, Any]:
    return {
        "conversation": result.case.conversation.name,
        "file": result.case.file,
        "line": turn.line,
        "customer": turn.customer,
        "reply": turn.reply,
        "intent": turn.intent,
        "agent": turn.agent,
        "passed": not turn.failures,
        "failures": [
            {"kind": made.kind, "name": made.name, "expected": made.expected, "got": made.got} for made in turn.failures
        ],
        "ms": round(turn.ms, 3),
    }


def _print(results: Sequence[ConversationResult], summary: Summary, pack: Path) -> None:
    from rich.console import Console

    Console().print(_table(summary))
    typer.echo(say("eval_ms", p50=_decimal(summary.p50_ms), p95=_decimal(summary.p95_ms)))
    for result in results:
        for turn in result.turns:
            if turn.failures:
                typer.echo("\n" + _failure(result, turn, pack))
    failed = summary.conversations.total - summary.conversations.right
    typer.echo("\n" + (say("eval_failed", count=failed) if failed else say("eval_passed")))


def _table(summary: Summary) -> "Table":
    from rich.table import Table

    table = Table(say("eval_what"), say("eval_right"), say("eval_share"))
    for column in table.columns[1:]:
        column.justify = "right"
    for key, share in {"conversations": summary.conversations, "turns": summary.turns}.items():
        table.add_row(*_row(key, share))
    table.add_section()
    for kind, share in summary.kinds.items():
        table.add_row(*_row(kind, share))
    return table


def _row(name: str, share: Share) -> tuple[str, str, str]:
    percent = 100 * share.right / share.total if share.total else 100.0
    return say(f"eval_{name}"), say("eval_of", right=share.right, total=share.total), f"{_decimal(percent)} %"


def _decimal(value: float) -> str:
    text = f"{value:.1f}"
    return text if language() == "en" else text.replace(".", ",")


def _failure(result: ConversationResult, turn: TurnResult, pack: Path) -> str:
    place = (pack / result.case.file).as_posix()
    lines = [f"{place}:{turn.line}  {result.case.conversation.name}"]
    lines.append(f"  {say('eval_customer')}: {shorten(turn.customer, SHOWN_CHARACTERS)}")
    silent = turn.reply is None
    lines.append(f"  {say('eval_reply')}: {say('eval_silent') if silent else shorten(turn.reply, SHOWN_CHARACTERS)}")
    return "\n".join([*lines, *(f"  - {_sentence(made)}" for made in turn.failures)])


def _sentence(made: Check) -> str:
    """What was expected and what came instead; of texts, the reply stands above already."""
    key = f"eval_fault_{made.name}" if made.name in ("says", "says_not", "failure") else "eval_fault"
    got = shorten(made.got, SHOWN_CHARACTERS)
    return say(key, name=made.name, expected=made.expected, got=got)
