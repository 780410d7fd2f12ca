"""Which conversations run, and how the figures are counted."""

import pytest

from agente.evaluation.conversations import (
    ConversationResult,
    Share,
    percentile,
    select,
    summarise,
)
from agente.evaluation.expectations import Check
from agente.evaluation.turn import TurnResult
from agente.packs.models import EvalConversation
from agente.packs.pack import EvalCase


def case(name: str, file: str) -> EvalCase:
    talk = EvalConversation.model_validate({"name": name, "turns": [{"customer": "oi"}]})
    return EvalCase(talk, file, (1,))


CASES = [case("Preço do plano", "evals/precos.yaml"), case("horário", "evals/loja.yaml")]


def turn(*outcomes: bool, ms: float = 1.0, reply: str | None = "ok") -> TurnResult:
    checks = tuple(Check("intent", "intent", "a", "b", holds) for holds in outcomes)
    return TurnResult(1, "oi", reply, "greeting", "concierge", checks, ms)


class TestSelect:
    @pytest.mark.parametrize(
        ("wanted", "found"), [(None, 2), ("PREÇO", 1), ("precos.yaml", 1), ("evals/", 2), ("x", 0)]
    )
    def test_by_name_or_file(self, wanted: str | None, found: int) -> None:
        assert len(select(CASES, wanted)) == found


class TestSummarise:
    def test_conversations_turns_and_kinds_are_counted_apart(self) -> None:
        results = [
            ConversationResult(CASES[0], (turn(True, True), turn(True, False))),
            ConversationResult(CASES[1], (turn(),)),
        ]
        summary = summarise(results)
        assert (summary.conversations, summary.turns) == (Share(1, 2), Share(2, 3))
        assert summary.kinds == {"intent": Share(3, 4)}

    def test_silent_turns_do_not_make_the_agent_look_fast(self) -> None:
        [result] = [ConversationResult(CASES[0], (turn(ms=4.0), turn(ms=0.0, reply=None)))]
        assert summarise([result]).p50_ms == 4.0


class TestPercentile:
    @pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (1.0, 100), (0.0, 1)])
    def test_of_a_hundred(self, share: float, value: int) -> None:
        assert percentile([float(number) for number in range(1, 101)], share) == value

    def test_of_nothing_is_0(self) -> None:
        assert percentile([], 0.95) == 0
