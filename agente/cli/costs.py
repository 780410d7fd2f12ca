"""`agente costs`: what language models cost, by day and model or by conversation."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import typer

from agente.cli.common import open_database, settings_or_fail, usable_pack
from agente.cli.terms import language, say
from agente.kit.serialization import dumps
from agente.llm import service
from agente.llm.service import ConversationCost, DayCost, Figures
from agente.packs.loader import load_pack
from agente.settings import Settings
from agente.storage.database import Database

if TYPE_CHECKING:
    from rich.table import Table

DEAREST = 20  # conversations that are listed


def run(days: int, by_conversation: bool, pack: Path | None, as_json: bool) -> None:
    settings = settings_or_fail(pack=pack)
    with usable_pack(settings):
        zone = ZoneInfo(load_pack(settings.pack).business.timezone)
    with open_database(settings) as database:
        if by_conversation:
            _show_conversations(database, days, zone, as_json)
        else:
            _show_days(database, days, zone, as_json, settings)


def _show_days(database: Database, days: int, zone: ZoneInfo, as_json: bool, settings: Settings) -> None:
    costs = database.transact(service.costs_by_day, days, zone)
    conversations = database.transact(service.count_conversations, days, zone)
    total = service.total(costs)
    if as_json:
        lines = [{"day": cost.day, "provider": cost.provider, "model": cost.model, **_json(cost)} for cost in costs]
        _print_json([*lines, {"total": asdict(total) | {"conversations": conversations}}])
    elif not costs:
        typer.echo(say("costs_none", days=days))
    else:
        _print(_table_of_days(costs, total))
        typer.echo(_closing(total, conversations, settings.cost_daily_budget_usd))


def _show_conversations(database: Database, days: int, zone: ZoneInfo, as_json: bool) -> None:
    costs = database.transact(service.dearest_conversations, days, zone, DEAREST)
    if as_json:
        _print_json({"conversation_id": cost.conversation_id, **_json(cost)} for cost in costs)
    elif not costs:
        typer.echo(say("costs_none", days=days))
    else:
        table = _table("costs_conversation")
        for cost in costs:
            table.add_row(cost.conversation_id, *_cells(cost.figures))
        _print(table)


def _json(cost: DayCost | ConversationCost) -> dict[str, Any]:
    return asdict(cost.figures)


def _print_json(lines: Iterable[dict[str, Any]]) -> None:
    for line in lines:
        typer.echo(dumps(line))


def _table_of_days(costs: Sequence[DayCost], total: Figures) -> "Table":
    table = _table("costs_day", "costs_model")
    for cost in costs:
        table.add_row(f"{cost.day:%d/%m/%Y}", cost.model, *_cells(cost.figures))
    table.add_section()
    table.add_row(say("costs_total"), "", *_cells(total))
    return table


def _table(*names: str) -> "Table":
    from rich.table import Table

    table = Table(*map(say, names))
    for name in ("costs_calls", "costs_failed", "costs_input", "costs_output", "costs_usd"):
        table.add_column(say(name), justify="right")
    return table


def _cells(figures: Figures) -> list[str]:
    counts = (figures.calls, figures.failed, figures.input_tokens, figures.output_tokens)
    return [*(_in_language(f"{count:,}") for count in counts), _usd(figures.cost_usd)]


def _print(table: "Table") -> None:
    from rich.console import Console

    Console().print(table)


def _closing(total: Figures, conversations: int, limit_usd: float | None) -> str:
    lines = []
    if conversations:
        lines.append(say("costs_average", usd=_usd(total.cost_usd / conversations), count=conversations))
    if total.unpriced:
        lines.append(say("costs_unpriced", count=total.unpriced))
    if limit_usd:
        lines.append(say("costs_budget", usd=_usd(limit_usd, 2)))
    return "\n".join(lines)


def _usd(amount: float, decimals: int = 4) -> str:
    return _in_language(f"{amount:,.{decimals}f}")


def _in_language(number: str) -> str:
    return number if language() == "en" else number.translate(str.maketrans(",.", ".,"))
