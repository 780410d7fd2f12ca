"""What models used and cost: written down with each reply, told by day, model and conversation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from agente.kit.clock import bounds_of_day, utc_now
from agente.kit.ids import new_id
from agente.llm import repository
from agente.llm.messages import Attempt, Usage

USD_DIGITS = 9  # of a stored cost behind the point
MAX_DAYS = 92  # a quarter, in one report


@dataclass(frozen=True, slots=True)
class Figures:
    """What some calls used together."""

    calls: int = 0
    failed: int = 0
    unpriced: int = 0  # used tokens of a model whose price is not known, so that they are missing in `cost_usd`
    input_tokens: int = 0  # includes the cached ones
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.calls + other.calls,
            self.failed + other.failed,
            self.unpriced + other.unpriced,
            self.input_tokens + other.input_tokens,
            self.cached_tokens + other.cached_tokens,
            self.output_tokens + other.output_tokens,
            round(self.cost_usd + other.cost_usd, USD_DIGITS),
        )


@dataclass(frozen=True, slots=True)
class DayCost:
    """One model's calls on one day of the business's time zone."""

    day: date
    provider: str
    model: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class ConversationCost:
    conversation_id: str
    figures: Figures


def record_calls(
    connection: Connection,
    *,
    conversation_id: str | None,
    message_id: str | None,
    attempts: Sequence[Attempt],
) -> None:
    """Writes the calls down in the caller's transaction; `message_id` is the reply's. Nothing is done for no calls."""
    if not attempts:
        return
    common = {"conversation_id": conversation_id, "message_id": message_id, "created_at": utc_now()}
    repository.add_all(connection, [common | _row(attempt) for attempt in attempts])


def _row(attempt: Attempt) -> dict[str, Any]:
    return {
        "id": new_id(),
        "provider": attempt.provider,
        "model": attempt.model,
        "purpose": attempt.purpose,
        "outcome": attempt.outcome,
        "input_tokens": attempt.usage.input_tokens,
        "cached_tokens": attempt.usage.cached_tokens,
        "output_tokens": attempt.usage.output_tokens,
        "cost_usd": attempt.cost_usd,
        "latency_ms": round(attempt.latency_ms),
    }


def usage_of(attempts: Sequence[Attempt]) -> dict[str, Any] | None:
    """`usage` of the reply that the calls were for: the model that wrote it, and what all of them used.

    None when no call was answered or billed. `cost_usd` is None when the price of one of them is not known.
    """
    billed = [attempt for attempt in attempts if attempt.outcome == "ok" or attempt.usage != Usage()]
    if not billed:
        return None
    answered = [attempt for attempt in billed if attempt.outcome == "ok"] or billed
    wrote = [attempt for attempt in answered if attempt.purpose == "answer"] or answered
    used = sum((attempt.usage for attempt in billed), Usage())
    costs = [attempt.cost_usd for attempt in billed]
    known = [cost for cost in costs if cost is not None]
    return {
        "model": wrote[-1].model,
        "input_tokens": used.input_tokens,
        "output_tokens": used.output_tokens,
        "cost_usd": round(sum(known), USD_DIGITS) if len(known) == len(costs) else None,
    }


def costs_by_day(connection: Connection, days: int, zone: ZoneInfo) -> list[DayCost]:
    """The costs of the last `days` days of `zone`, today included: newest day first, its dearest model first.

    One short query a day: only so does a day begin at the business's midnight on every database.
    """
    today = utc_now().astimezone(zone).date()
    return [
        DayCost(day, row.provider, row.model, _figures(row))
        for day in (today - timedelta(days=back) for back in range(days))
        for row in repository.by_model(connection, *bounds_of_day(day, zone))
    ]


def total(costs: Iterable[DayCost]) -> Figures:
    return sum((cost.figures for cost in costs), Figures())


def dearest_conversations(connection: Connection, days: int, zone: ZoneInfo, most: int) -> list[ConversationCost]:
    """The conversations that cost most in the last `days` days, today included."""
    rows = repository.by_conversation(connection, *_span(days, zone), most)
    return [ConversationCost(row.conversation_id, _figures(row)) for row in rows]


def count_conversations(connection: Connection, days: int, zone: ZoneInfo) -> int:
    """In how many conversations models were asked in the last `days` days, today included."""
    return repository.count_conversations(connection, *_span(days, zone))


def spent_between(connection: Connection, since: datetime, until: datetime) -> float:
    """US dollars, as far as prices are known."""
    return repository.spent(connection, since, until)


def _span(days: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    today = utc_now().astimezone(zone).date()
    return bounds_of_day(today - timedelta(days=days - 1), zone)[0], bounds_of_day(today, zone)[1]


def _figures(row: Row[Any]) -> Figures:
    return Figures(
        calls=row.calls,
        failed=row.failed,
        unpriced=row.unpriced,
        input_tokens=row.input_tokens,
        cached_tokens=row.cached_tokens,
        output_tokens=row.output_tokens,
        cost_usd=round(float(row.cost_usd), USD_DIGITS),
    )


def delete_old(connection: Connection, before: datetime, most: int) -> int:
    """Deletes up to `most` calls of models from before `before`; returns how many."""
    return repository.delete_old(connection, before, most)


def count_old(connection: Connection, before: datetime) -> int:
    """How many `delete_old` would delete in all."""
    return repository.count_old(connection, before)
