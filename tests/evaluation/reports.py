"""Reports over turns that a test makes up."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agente.evaluation.conversations import ConversationResult
from agente.evaluation.expectations import Check
from agente.evaluation.report import Report, report_conversations
from agente.evaluation.turn import TurnResult
from agente.llm.messages import Attempt, Usage
from agente.packs.models import Business, EvalConversation
from agente.packs.pack import EvalCase, Pack

PACK = Pack(Path("loja"), "0" * 12, Business(name="Loja", description="x"), None)
CALL = Attempt("openai", "m", "ok", 5.0, Usage(100, 10), 0.002)


def turn(reply: str | None = "ok", *, ms: float = 10.0, holds: bool = True, **details: Any) -> TurnResult:
    checks = (Check("facts", "says", "9,90", "ok", holds),)
    return TurnResult(1, "oi", reply, "pricing", "sales", checks, ms, **{"source": "local", **details})


def report(talks: Mapping[str, TurnResult | list[TurnResult]]) -> Report:
    results = []
    for name, turns in talks.items():
        turns = turns if isinstance(turns, list) else [turns]
        written = {"name": name, "turns": [{"customer": "oi"}] * len(turns)}
        case = EvalCase(EvalConversation.model_validate(written), "evals/a.yaml", (1,) * len(turns))
        results.append(ConversationResult(case, tuple(turns)))
    return report_conversations(PACK, results, datetime(2026, 11, 24, tzinfo=UTC))
