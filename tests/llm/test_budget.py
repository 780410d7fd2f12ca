"""The daily budget: which level holds, when it begins anew, and that processes agree."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from agente.llm import service
from agente.llm.budget import DailyBudget
from agente.llm.messages import Attempt
from agente.observability.metrics import BUDGET_SHARE, COST_TODAY
from agente.storage.database import Database

SAO_PAULO = ZoneInfo("America/Sao_Paulo")


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 25, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(service, "utc_now", made)
    return made


@pytest.fixture
def budget(clock: Clock) -> DailyBudget:
    return DailyBudget(10.0, SAO_PAULO, clock)


def calls(*costs: float | None) -> list[Attempt]:
    return [Attempt("openai", "large", "ok", 10.0, cost_usd=cost) for cost in costs]


def record(database: Database, *costs: float) -> None:
    database.transact(service.record_calls, conversation_id=None, message_id=None, attempts=calls(*costs))


class TestLevel:
    @pytest.mark.parametrize(
        ("spent", "level"),
        [
            (0, "normal"),
            (7.99, "normal"),
            (8, "warning"),
            (9.99, "warning"),
            (10, "simple"),
            (11.99, "simple"),
            (12, "local"),
            (500, "local"),
        ],
    )
    def test_follows_what_is_spent(self, budget: DailyBudget, spent: float, level: str) -> None:
        budget.count(calls(spent))
        assert budget.level() == level

    def test_without_a_limit_it_is_always_normal(self, clock: Clock) -> None:
        budget = DailyBudget(None, SAO_PAULO, clock)
        budget.count(calls(1e6))
        assert (budget.level(), budget.spent_usd) == ("normal", 1e6)

    def test_calls_without_a_known_price_count_nothing(self, budget: DailyBudget) -> None:
        budget.count(calls(None, 1.5, None))
        assert budget.spent_usd == 1.5

    def test_a_new_day_begins_at_the_business_s_midnight(self, budget: DailyBudget, clock: Clock) -> None:
        budget.count(calls(20))
        clock.moment = datetime(2026, 11, 26, 2, 59, 59, tzinfo=UTC)
        assert budget.level() == "local"
        clock.moment += timedelta(seconds=1)
        assert (budget.level(), budget.spent_usd) == ("normal", 0)

    def test_metrics_tell_the_sum_and_the_share(self, budget: DailyBudget, clock: Clock) -> None:
        budget.count(calls(4))
        assert (COST_TODAY._value.get(), BUDGET_SHARE._value.get()) == (4, 0.4)
        clock.moment += timedelta(days=1)
        budget.level()
        assert (COST_TODAY._value.get(), BUDGET_SHARE._value.get()) == (0, 0)


class TestLog:
    def test_each_level_is_told_once_a_day(self, budget: DailyBudget, clock: Clock) -> None:
        with capture_logs() as lines:
            for _ in range(30):
                budget.count(calls(0.5))
        assert [(line["log_level"], line["event"]) for line in lines] == [
            ("warning", "COST budget 80% spent"),
            ("warning", "COST budget 100% spent, simple model only"),
            ("warning", "COST budget 120% spent, local engine only"),
        ]
        assert (lines[0]["spent_usd"], lines[0]["budget_usd"]) == (8.0, 10.0)
        clock.moment += timedelta(days=1)
        with capture_logs() as lines:
            budget.count(calls(8.5))
        assert [line["event"] for line in lines] == ["COST budget 80% spent"]


class TestSharing:
    def test_a_process_that_starts_knows_what_was_spent_today(self, database: Database, clock: Clock) -> None:
        clock.moment -= timedelta(days=1)
        record(database, 100.0)
        clock.moment += timedelta(days=1)
        record(database, 6.0, 3.0)
        started = DailyBudget(10.0, SAO_PAULO, clock)
        database.transact(started.load)
        assert (started.spent_usd, started.level()) == (9.0, "warning")

    async def test_what_others_spent_is_seen_and_own_calls_count_once(
        self, database: Database, budget: DailyBudget
    ) -> None:
        budget.count(calls(2.0))
        record(database, 2.0)
        record(database, 9.0)  # another process's
        await budget.refresh(database)
        assert (budget.spent_usd, budget.level()) == (11.0, "simple")

    async def test_calls_that_are_not_stored_yet_are_not_forgotten(
        self, database: Database, budget: DailyBudget
    ) -> None:
        budget.count(calls(5.0))
        await budget.refresh(database)
        assert budget.spent_usd == 5.0

    async def test_yesterday_s_sum_does_not_burden_today(
        self, database: Database, budget: DailyBudget, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        record(database, 50.0)
        counted = service.spent_between

        def at_midnight(*arguments: object) -> float:
            clock.moment += timedelta(days=1)
            budget.level()
            return counted(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(service, "spent_between", at_midnight)
        await budget.refresh(database)
        assert budget.spent_usd == 0
