"""An evaluation as a file that programs read, people look at and a later one is compared with.

Keys are only added within a `version`; one that changes its meaning or goes makes a new version.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from agente.agents.turn import Source
from agente.evaluation.conversations import ConversationResult, percentile
from agente.evaluation.expectations import Check, Kind
from agente.evaluation.scenarios import Ending, ScenarioResult
from agente.evaluation.turn import TurnResult
from agente.guardrails.output import BreachKind
from agente.kit.clock import rfc3339, utc_now
from agente.knowledge.analysis import words
from agente.llm.messages import Attempt
from agente.packs.pack import Pack

# Breaches that state something which nothing vouches for; the others are against the rules of the house.
GROUNDING: frozenset[BreachKind] = frozenset({"amount", "number", "date", "time", "phone", "url", "email", "product"})
_QUESTION = re.compile(r"[^.!?\n]+\?")


class UnreadableReport(ValueError):
    """A file that is no report of a version known here."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Figures(Part):
    """Counts over turns: of one conversation, or of all."""

    turns: int
    llm_turns: int
    cache_turns: int
    local_turns: int
    calls: int  # of the agent's models, the failed ones too
    failed_calls: int
    unpriced_calls: int  # answered, by a model whose price is not known: they count 0 in the costs
    input_tokens: int
    output_tokens: int
    agent_cost_usd: float
    customer_cost_usd: float
    judge_cost_usd: float
    withheld: int  # breaches in what a model wrote and nobody saw
    grounding_errors: int  # in what went out
    policy_breaches: int  # in what went out
    repeated_questions: int
    p50_ms: float  # of a turn that was answered
    p95_ms: float


class Failure(Part):
    kind: Kind
    name: str
    expected: str
    got: str


class Criterion(Failure):
    holds: bool


class Turn(Part):
    customer: str
    reply: str | None
    intent: str | None
    agent: str | None
    source: Source
    ms: float
    calls: int
    cost_usd: float
    withheld: list[str]
    failures: list[Failure]
    line: int


class Conversation(Part):
    """`name` and `file` say which it is; with `--repeat` it is there once for each `run`."""

    name: str
    file: str
    run: int
    passed: bool
    ended: Ending | None  # None of a conversation test, whose messages are written down
    criteria: list[Criterion]
    figures: Figures
    turns: list[Turn]

    @property
    def key(self) -> str:
        return f"{self.file}: {self.name}"


class Report(Part):
    version: Literal[1] = 1
    kind: Literal["conversations", "scenarios"]
    created_at: str
    pack: str
    pack_version: str
    models: list[str]  # that answered with the agent; none where the local engine answered alone
    cast: list[str]  # that played customers and judged
    repeat: int
    passed: int
    figures: Figures
    conversations: list[Conversation]

    @property
    def passed_share(self) -> float:
        return self.passed / len(self.conversations) if self.conversations else 1.0


def read_report(path: Path) -> Report:
    """Raises `UnreadableReport`."""
    try:
        return Report.model_validate_json(path.read_bytes())
    except (ValidationError, OSError) as error:
        raise UnreadableReport(str(path)) from error


def report_conversations(pack: Pack, results: Sequence[ConversationResult], now: datetime | None = None) -> Report:
    told = [
        Conversation(
            name=result.case.conversation.name,
            file=result.case.file,
            run=1,
            passed=result.passed,
            ended=None,
            criteria=[],
            figures=_figures([result.turns]),
            turns=[_turn(turn) for turn in result.turns],
        )
        for result in results
    ]
    return _report("conversations", pack, told, [result.turns for result in results], now=now)


def report_scenarios(pack: Pack, results: Sequence[ScenarioResult], now: datetime | None = None) -> Report:
    told = [scenario_told(result) for result in results]
    customer = [call for result in results for call in result.customer_calls]
    judge = [call for result in results for call in result.judge_calls]
    return _report("scenarios", pack, told, [result.turns for result in results], customer, judge, now=now)


def scenario_told(result: ScenarioResult) -> Conversation:
    return Conversation(
        name=result.case.scenario.name,
        file=result.case.file,
        run=result.run,
        passed=result.passed,
        ended=result.ended,
        criteria=[Criterion(holds=made.holds, **_named(made)) for made in result.checks],
        figures=_figures([result.turns], result.customer_calls, result.judge_calls),
        turns=[_turn(turn) for turn in result.turns],
    )


def _report(
    kind: Literal["conversations", "scenarios"],
    pack: Pack,
    told: list[Conversation],
    talks: Sequence[Sequence[TurnResult]],
    customer: Sequence[Attempt] = (),
    judge: Sequence[Attempt] = (),
    *,
    now: datetime | None,
) -> Report:
    return Report(
        kind=kind,
        created_at=rfc3339(now or utc_now()),
        pack=pack.name,
        pack_version=pack.version,
        models=_models(call for turns in talks for turn in turns for call in turn.calls),
        cast=_models([*customer, *judge]),
        repeat=max((conversation.run for conversation in told), default=1),
        passed=sum(conversation.passed for conversation in told),
        figures=_figures(talks, customer, judge),
        conversations=told,
    )


def _models(calls: Iterable[Attempt]) -> list[str]:
    return sorted({f"{call.provider}/{call.model}" for call in calls if call.outcome == "ok"})


def _figures(
    talks: Sequence[Sequence[TurnResult]], customer: Sequence[Attempt] = (), judge: Sequence[Attempt] = ()
) -> Figures:
    turns = list(chain.from_iterable(talks))
    calls = [call for turn in turns for call in turn.calls]
    sources = Counter(turn.source for turn in turns)
    breaches = [breach.kind in GROUNDING for turn in turns for breach in turn.breaches]
    times = sorted(turn.ms for turn in turns if turn.reply is not None)
    return Figures(
        turns=len(turns),
        llm_turns=sources["llm"],
        cache_turns=sources["cache"],
        local_turns=sources["local"],
        calls=len(calls),
        failed_calls=sum(call.outcome != "ok" for call in calls),
        unpriced_calls=sum(call.outcome == "ok" and call.cost_usd is None for call in [*calls, *customer, *judge]),
        input_tokens=sum(call.usage.input_tokens for call in calls),
        output_tokens=sum(call.usage.output_tokens for call in calls),
        agent_cost_usd=_cost(calls),
        customer_cost_usd=_cost(customer),
        judge_cost_usd=_cost(judge),
        withheld=sum(len(turn.withheld) for turn in turns),
        grounding_errors=sum(breaches),
        policy_breaches=len(breaches) - sum(breaches),
        repeated_questions=sum(map(_repeated_questions, talks)),
        p50_ms=round(percentile(times, 0.50), 3),
        p95_ms=round(percentile(times, 0.95), 3),
    )


def _cost(calls: Iterable[Attempt]) -> float:
    return round(sum(call.cost_usd or 0.0 for call in calls), 8)


def _repeated_questions(turns: Iterable[TurnResult]) -> int:
    """How often the agent asked what it had asked before in the conversation, word for word."""
    asked = Counter(question for turn in turns for question in set(_questions(turn.reply or "")))
    return sum(times - 1 for times in asked.values())


def _questions(text: str) -> Iterator[str]:
    return (" ".join(words(question)) for question in _QUESTION.findall(text))


def _turn(turn: TurnResult) -> Turn:
    return Turn(
        customer=turn.customer,
        reply=turn.reply,
        intent=turn.intent,
        agent=turn.agent,
        source=turn.source,
        ms=round(turn.ms, 3),
        calls=len(turn.calls),
        cost_usd=_cost(turn.calls),
        withheld=list(turn.withheld),
        failures=[Failure(**_named(made)) for made in turn.failures],
        line=turn.line,
    )


def _named(made: Check) -> dict[str, str]:
    return {"kind": made.kind, "name": made.name, "expected": made.expected, "got": made.got}
