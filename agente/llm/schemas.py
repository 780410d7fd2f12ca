"""What crosses HTTP of costs."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from agente.llm.budget import DailyBudget
from agente.llm.service import DayCost, Figures


class FiguresRead(BaseModel):
    calls: int
    failed: int
    unpriced: int = Field(description="Calls of models whose price is not known; missing in cost_usd.")
    input_tokens: int = Field(description="Cached ones included.")
    cached_tokens: int
    output_tokens: int
    cost_usd: float


class DayCostRead(FiguresRead):
    day: date
    provider: str
    model: str


class BudgetRead(BaseModel):
    spent_usd: float = Field(description="Today, calls of turns that are not stored yet included.")
    limit_usd: float | None = Field(description="COST_DAILY_BUDGET_USD; null without a limit.")
    level: Literal["normal", "warning", "simple", "local"] = Field(
        description="From 80 % of the limit `warning`, from 100 % `simple` (simple model only), from 120 % `local`."
    )


class CostsRead(BaseModel):
    days: int
    time_zone: str = Field(description="Of the business: its midnight divides the days.")
    items: list[DayCostRead] = Field(description="By day and model, newest day first; days without calls are left out.")
    total: FiguresRead
    conversations: int = Field(description="In how many conversations models were asked.")
    budget: BudgetRead


def figures_json(figures: Figures) -> dict[str, Any]:
    return asdict(figures)


def day_costs_json(costs: Sequence[DayCost]) -> list[dict[str, Any]]:
    return [{"day": cost.day, "provider": cost.provider, "model": cost.model, **asdict(cost.figures)} for cost in costs]


def budget_json(budget: DailyBudget) -> dict[str, Any]:
    return {"spent_usd": round(budget.spent_usd, 9), "limit_usd": budget.limit_usd, "level": budget.level()}
