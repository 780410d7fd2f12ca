"""`agente eval`: a pack's conversation tests and scenarios, what failed and how often each kind of thing was right."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from zoneinfo import ZoneInfo

import typer

from agente.agents.assistant import Assistant
from agente.cli.common import fail, settings_or_fail, usable_pack
from agente.cli.eval_reports import show_report, show_scenario, write_files
from agente.cli.terms import Exit, language, say
from agente.evaluation import conversations, scenarios
from agente.evaluation.actors import WITHIN_S
from agente.evaluation.conversations import ConversationResult, Share, Summary
from agente.evaluation.expectations import Check
from agente.evaluation.model_turns import ModelTurns
from agente.evaluation.report import report_conversations, report_scenarios, scenario_told
from agente.evaluation.scenarios import Stage
from agente.evaluation.turn import TurnResult
from agente.kit.serialization import dumps
from agente.llm.budget import DailyBudget
from agente.llm.build import build_chain
from agente.llm.chain import Chain
from agente.observability.logs import configure_logs
from agente.packs.findings import shorten
from agente.packs.loader import load_pack
from agente.settings import InvalidSettings, Settings

if TYPE_CHECKING:
    from rich.table import Table

SHOWN_CHARACTERS = 300  # of a message or a reply that a failure is shown with


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    pack: Path | None = None
    only: str | None = None
    model: bool = False  # the agent asks a language model, as when it serves
    model_customer: str | None = None  # which model plays the customers; None: the agent's
    repeat: int = 1
    report: Path | None = None
    html: Path | None = None
    as_json: bool = False


def run(wanted: Wanted) -> NoReturn:
    """Exits with 1 when a conversation failed, or when none has the name that was asked for."""
    settings = _settings(wanted)
    assistant = _assistant(settings)
    cases = conversations.select(assistant.pack.evals, wanted.only)
    if not cases:
        _none_found(wanted.only, say("eval_none", pack=settings.pack))
    with asyncio.Runner() as runner, _model_turns(wanted, assistant, settings, runner) as model:
        results = list(conversations.run(assistant, cases, model))
    summary = conversations.summarise(results)
    report = report_conversations(assistant.pack, results)
    write_files(report, wanted.report, wanted.html)
    if wanted.as_json:
        _print_json(results, summary)
    else:
        _print(results, summary, settings.pack)
        if wanted.model:
            show_report(report)
    raise typer.Exit(Exit.OK if all(result.passed for result in results) else Exit.FAILED)


def run_scenarios(wanted: Wanted) -> NoReturn:
    """Exits with 1 when a scenario failed, or when none has the name that was asked for."""
    settings = _settings(wanted)
    assistant = _assistant(settings)
    cases = scenarios.select(assistant.pack.scenarios, wanted.only)
    if not cases:
        _none_found(wanted.only, say("eval_no_scenarios", pack=settings.pack))
    results = []
    with (
        asyncio.Runner() as runner,
        _model_turns(wanted, assistant, settings, runner) as model,
        _chain(_cast_settings(wanted, settings), runner) as cast,
    ):
        for result in Stage(assistant, cast, runner, model).play_all(cases, wanted.repeat):
            results.append(result)
            if not wanted.as_json:
                show_scenario(scenario_told(result), wanted.repeat)
    report = report_scenarios(assistant.pack, results)
    write_files(report, wanted.report, wanted.html)
    if wanted.as_json:
        typer.echo(report.model_dump_json())
    else:
        show_report(report)
    raise typer.Exit(Exit.OK if all(result.passed for result in results) else Exit.FAILED)


def _settings(wanted: Wanted) -> Settings:
    configure_logs("CRITICAL", "text")  # calls that failed are counted in the report, which has the output for itself
    return settings_or_fail(pack=wanted.pack)


def _assistant(settings: Settings) -> Assistant:
    with usable_pack(settings):
        return Assistant.prepare(load_pack(settings.pack))


def _none_found(only: str | None, none_at_all: str) -> NoReturn:
    fail(say("eval_none_named", only=only) if only else none_at_all, Exit.FAILED if only else Exit.OK)


def _cast_settings(wanted: Wanted, settings: Settings) -> Settings:
    """Of the customers and the judge: a model of their own, and more time than a customer's patience."""
    return settings.model_copy(
        update={
            "default_model": wanted.model_customer or settings.default_model,
            "llm_timeout": max(settings.llm_timeout, WITHIN_S),
        }
    )


@contextmanager
def _model_turns(
    wanted: Wanted, assistant: Assistant, settings: Settings, runner: asyncio.Runner
) -> Iterator[ModelTurns | None]:
    if not wanted.model:
        yield None
        return
    # The day's limit holds here too: a pack with many tests must not cost what a day of service does.
    budget = DailyBudget(settings.cost_daily_budget_usd, ZoneInfo(assistant.pack.business.timezone))
    with _chain(settings, runner) as chain:
        yield ModelTurns(assistant, chain, budget, settings, runner)


@contextmanager
def _chain(settings: Settings, runner: asyncio.Runner) -> Iterator[Chain]:
    try:
        chain = build_chain(settings)
    except InvalidSettings as error:
        fail("\n".join([say("bad_settings"), *error.problems]), Exit.INVALID)
    if chain is None:
        fail(say("eval_needs_model"), Exit.INVALID)
    try:
        yield chain
    finally:
        runner.run(chain.close())


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
    key = f"eval_fault_{made.name}" if made.name in ("says", "says_not", "breach", "failure") else "eval_fault"
    got = shorten(made.got, SHOWN_CHARACTERS)
    return say(key, name=made.name, expected=made.expected, got=got)
