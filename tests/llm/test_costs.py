"""What is written down of calls, and what is told of it."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agente.kit.ids import new_id
from agente.llm import service
from agente.llm.messages import Attempt, Usage
from agente.llm.service import Figures
from agente.storage.database import Database

pytestmark = pytest.mark.databases

SAO_PAULO = ZoneInfo("America/Sao_Paulo")


def attempt(model: str = "large", cost_usd: float | None = 0.002, outcome: str = "ok", **usage: int) -> Attempt:
    return Attempt("openai", model, outcome, 812.4, Usage(**usage), cost_usd)


PAID = attempt(input_tokens=1000, output_tokens=50, cached_tokens=800)
CHEAP = attempt("small", 0.00000012, input_tokens=300, output_tokens=5)
LATE = attempt(cost_usd=None, outcome="timeout")
UNPRICED = attempt("homemade", None, input_tokens=10, output_tokens=2)


class Calls:
    """Writes calls down at times of its choice."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self._database = database
        self._monkeypatch = monkeypatch

    def now_is(self, moment: str) -> None:
        now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        self._monkeypatch.setattr(service, "utc_now", lambda: now)

    def record(self, *attempts: Attempt, at: str, conversation_id: str | None = None) -> None:
        self.now_is(at)
        self._database.transact(
            service.record_calls, conversation_id=conversation_id, message_id=new_id(), attempts=attempts
        )


@pytest.fixture
def calls(database: Database, monkeypatch: pytest.MonkeyPatch) -> Calls:
    return Calls(database, monkeypatch)


class TestUsageOf:
    def test_names_the_model_that_answered_and_sums_all_that_was_used(self) -> None:
        assert service.usage_of([CHEAP, LATE, PAID]) == {
            "model": "large",
            "input_tokens": 1300,
            "output_tokens": 55,
            "cost_usd": 0.00200012,
        }

    def test_no_answer_and_nothing_billed_is_none(self) -> None:
        assert service.usage_of([]) is None
        assert service.usage_of([LATE, LATE]) is None

    def test_an_answer_that_was_cut_off_is_paid_for_all_the_same(self) -> None:
        cut = attempt("large", 0.001, "cut_off", input_tokens=1000)
        usage = service.usage_of([cut, CHEAP])
        assert usage is not None
        assert (usage["model"], usage["cost_usd"], usage["input_tokens"]) == ("small", 0.00100012, 1300)
        alone = service.usage_of([cut])
        assert alone is not None
        assert (alone["model"], alone["cost_usd"]) == ("large", 0.001)

    def test_names_the_model_that_wrote_and_not_the_one_that_summed_up_after_it(self) -> None:
        summary = replace(CHEAP, purpose="summary")
        usage = service.usage_of([PAID, summary])
        assert usage is not None
        assert (usage["model"], usage["input_tokens"]) == ("large", 1300)

    def test_a_price_that_is_not_known_makes_no_part_sum(self) -> None:
        usage = service.usage_of([PAID, UNPRICED])
        assert usage is not None
        assert usage["cost_usd"] is None


class TestCostsByDay:
    def test_without_calls_there_is_nothing(self, database: Database) -> None:
        assert database.transact(service.costs_by_day, 7, SAO_PAULO) == []
        assert service.total([]) == Figures()

    def test_no_attempts_write_nothing(self, database: Database, calls: Calls) -> None:
        calls.record(at="2026-11-25T12:00:00")
        assert database.transact(service.costs_by_day, 7, SAO_PAULO) == []

    def test_days_and_models_are_told_apart_newest_and_dearest_first(self, database: Database, calls: Calls) -> None:
        calls.record(PAID, at="2026-11-23T12:00:00")
        calls.record(CHEAP, PAID, LATE, PAID, UNPRICED, at="2026-11-25T12:00:00")
        costs = database.transact(service.costs_by_day, 7, SAO_PAULO)
        assert [(f"{cost.day:%d}", cost.model, cost.figures.calls) for cost in costs] == [
            ("25", "large", 3),
            ("25", "small", 1),
            ("25", "homemade", 1),
            ("23", "large", 1),
        ]
        assert costs[0].figures == Figures(3, 1, 0, 2000, 1600, 100, 0.004)
        assert costs[2].figures == Figures(1, 0, 1, 10, 0, 2, 0.0)

    def test_the_total_is_exact_for_many_tiny_costs(self, database: Database, calls: Calls) -> None:
        calls.record(*[CHEAP] * 1000, at="2026-11-25T12:00:00")
        total = service.total(database.transact(service.costs_by_day, 7, SAO_PAULO))
        assert total == Figures(1000, 0, 0, 300_000, 0, 5000, 0.00012)

    def test_a_day_begins_at_the_business_s_midnight(self, database: Database, calls: Calls) -> None:
        calls.record(CHEAP, at="2026-11-25T02:59:59")  # still the 24th in São Paulo
        calls.record(PAID, at="2026-11-25T03:00:00")
        calls.now_is("2026-11-25T18:00:00")
        both = database.transact(service.costs_by_day, 2, SAO_PAULO)
        assert [(f"{cost.day:%d}", cost.model) for cost in both] == [("25", "large"), ("24", "small")]
        assert [cost.model for cost in database.transact(service.costs_by_day, 1, SAO_PAULO)] == ["large"]

    def test_in_the_evening_today_is_still_the_business_s_day(self, database: Database, calls: Calls) -> None:
        calls.record(PAID, at="2026-11-26T01:00:00")  # ten in the evening of the 25th in São Paulo
        assert [f"{cost.day:%d}" for cost in database.transact(service.costs_by_day, 1, SAO_PAULO)] == ["25"]

    def test_days_before_the_span_are_left_out(self, database: Database, calls: Calls) -> None:
        calls.record(PAID, at="2026-11-18T12:00:00")
        calls.record(PAID, at="2026-11-19T12:00:00")
        calls.now_is("2026-11-25T12:00:00")
        assert len(database.transact(service.costs_by_day, 7, SAO_PAULO)) == 1


class TestConversations:
    def test_the_dearest_come_first_and_evaluations_are_none(self, database: Database, calls: Calls) -> None:
        cheap, dear = new_id(), new_id()
        calls.record(CHEAP, at="2026-11-25T12:00:00", conversation_id=cheap)
        calls.record(PAID, at="2026-11-25T12:01:00", conversation_id=dear)
        calls.record(CHEAP, PAID, at="2026-11-24T12:02:00", conversation_id=dear)
        calls.record(PAID, at="2026-11-25T12:03:00")
        found = database.transact(service.dearest_conversations, 7, SAO_PAULO, 10)
        assert [(cost.conversation_id, cost.figures.calls) for cost in found] == [(dear, 3), (cheap, 1)]
        assert database.transact(service.count_conversations, 7, SAO_PAULO) == 2
        assert len(database.transact(service.dearest_conversations, 7, SAO_PAULO, 1)) == 1
