"""What an evaluation came to: shown, written to files, and held against an earlier one."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from agente.cli.common import fail
from agente.cli.terms import Exit, language, say
from agente.evaluation.comparison import METRICS, Comparison, ConversationChange, MetricChange, compare
from agente.evaluation.page import render_page
from agente.evaluation.report import Conversation, Report, UnreadableReport, read_report
from agente.evaluation.wording import difference, figure, sentence
from agente.i18n.texts import texts
from agente.kit.serialization import dumps

if TYPE_CHECKING:
    from rich.table import Table


def write_files(report: Report, as_json: Path | None, as_html: Path | None) -> None:
    try:
        if as_json:
            as_json.write_text(report.model_dump_json(indent=2) + "\n", "utf-8")
        if as_html:
            as_html.write_text(render_page(report, language()), "utf-8")
    except OSError as error:
        fail(str(error))


def show_report(report: Report) -> None:
    """The figures, a line each."""
    words = texts("report", language())
    table = _table(words["metric"], words["value"])
    for metric in METRICS:
        table.add_row(words[f"metric_{metric.name}"], figure(metric.of(report), metric.unit, language()))
    _print(table)
    if report.figures.unpriced_calls:
        typer.echo(words["unpriced"].format(count=report.figures.unpriced_calls))


def show_scenario(talk: Conversation, repeat: int) -> None:
    """How it ended, and what of its success is missing."""
    words = texts("report", language())
    run = f" ({words['run'].format(run=talk.run)})" if repeat > 1 else ""
    outcome = words["passed_one"] if talk.passed else words["failed_one"]
    typer.echo(f"{talk.name}{run}: {outcome}, {words[f'ended_{talk.ended}']}")
    for made in talk.criteria:
        if not made.holds:
            typer.echo(f"  - {sentence(made, language())}")


def run_comparison(before: Path, after: Path, *, as_json: bool) -> NoReturn:
    """Exits with 1 when something got worse, and with 3 when a file is no report."""
    try:
        compared = compare(read_report(before), read_report(after))
    except UnreadableReport as error:
        fail(say("eval_bad_report", file=error), Exit.INVALID)
    if as_json:
        typer.echo(dumps(_comparison_json(compared)))
    else:
        _show_comparison(compared)
    raise typer.Exit(Exit.FAILED if compared.is_worse else Exit.OK)


def _comparison_json(compared: Comparison) -> dict[str, Any]:
    return {
        "worse": compared.is_worse,
        "metrics": [
            {
                "name": changed.metric.name,
                "unit": changed.metric.unit,
                "before": changed.before,
                "after": changed.after,
                "verdict": changed.verdict,
            }
            for changed in compared.metrics
        ],
        "conversations": [asdict(changed) for changed in compared.conversations],
    }


def _show_comparison(compared: Comparison) -> None:
    words = texts("report", language())
    table = _table(words["metric"], say("eval_before"), say("eval_after"), say("eval_difference"), "")
    for changed in compared.metrics:
        table.add_row(*_metric_row(changed))
    _print(table)
    for conversation in compared.conversations:
        if conversation.change not in ("still_passing", "still_failing"):
            typer.echo(_conversation_line(conversation))
    typer.echo("\n" + say("eval_worse" if compared.is_worse else "eval_not_worse"))


def _metric_row(changed: MetricChange) -> list[str]:
    unit = changed.metric.unit
    return [
        texts("report", language())[f"metric_{changed.metric.name}"],
        figure(changed.before, unit, language()),
        figure(changed.after, unit, language()),
        difference(changed.delta, unit, language()),
        "" if changed.verdict == "same" else say(f"eval_{changed.verdict}_one"),
    ]


def _conversation_line(changed: ConversationChange) -> str:
    """What happened to one conversation, and what it costs and takes more or less than before."""
    parts = [f"{say(f'eval_{changed.change}')}: {changed.name}"]
    if changed.cost_delta_usd:
        parts.append(difference(changed.cost_delta_usd, "usd", language()))
    if changed.p95_delta_ms:
        parts.append(difference(changed.p95_delta_ms, "ms", language()))
    return " · ".join(parts)


def _table(*names: str) -> "Table":
    from rich.table import Table

    table = Table(*names)
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def _print(table: "Table") -> None:
    from rich.console import Console

    Console().print(table)
