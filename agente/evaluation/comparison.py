"""What is different between two reports, and is anything worse? So that a prompt is reviewed as code is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from agente.evaluation.report import Conversation, Report

Verdict = Literal["better", "worse", "same"]
Change = Literal["newly_failing", "newly_passing", "still_failing", "still_passing", "added", "removed"]
Unit = Literal["share", "count", "usd", "ms"]


@dataclass(frozen=True, slots=True)
class Metric:
    """Which way is better, and how much of a difference is chance: a share of the first value, and an amount."""

    name: str
    unit: Unit
    of: Callable[[Report], float]
    better: Literal["more", "less"] | None = None  # None: neither
    chance: float = 0.0
    chance_amount: float = 0.0


def _each(report: Report, amount: float) -> float:
    """For one conversation, so that reports over more and fewer of them can be compared."""
    return amount / max(1, len(report.conversations))


def _source(report: Report, turns: int) -> float:
    return turns / max(1, report.figures.turns)


METRICS: tuple[Metric, ...] = (
    Metric("passed", "share", lambda report: report.passed_share, "more"),
    Metric("grounding_errors", "count", lambda report: report.figures.grounding_errors, "less"),
    Metric("policy_breaches", "count", lambda report: report.figures.policy_breaches, "less"),
    Metric("withheld", "count", lambda report: report.figures.withheld),
    Metric("repeated_questions", "count", lambda report: report.figures.repeated_questions, "less", chance_amount=1),
    Metric("turns", "count", lambda report: report.figures.turns),
    Metric("llm_share", "share", lambda report: _source(report, report.figures.llm_turns)),
    Metric("local_share", "share", lambda report: _source(report, report.figures.local_turns)),
    Metric("cache_share", "share", lambda report: _source(report, report.figures.cache_turns)),
    Metric("calls", "count", lambda report: report.figures.calls),
    Metric("failed_calls", "count", lambda report: report.figures.failed_calls),
    Metric("input_tokens", "count", lambda report: report.figures.input_tokens),
    Metric("output_tokens", "count", lambda report: report.figures.output_tokens),
    # A model's answers differ in length from run to run, and so does the time that it takes.
    Metric("cost_each", "usd", lambda report: _each(report, report.figures.agent_cost_usd), "less", chance=0.1),
    Metric("agent_cost", "usd", lambda report: report.figures.agent_cost_usd),
    Metric("customer_cost", "usd", lambda report: report.figures.customer_cost_usd),
    Metric("judge_cost", "usd", lambda report: report.figures.judge_cost_usd),
    Metric("p50", "ms", lambda report: report.figures.p50_ms, "less", chance=0.2, chance_amount=100.0),
    Metric("p95", "ms", lambda report: report.figures.p95_ms, "less", chance=0.2, chance_amount=100.0),
)


@dataclass(frozen=True, slots=True)
class MetricChange:
    metric: Metric
    before: float
    after: float

    @property
    def delta(self) -> float:
        return self.after - self.before

    @property
    def verdict(self) -> Verdict:
        metric, delta = self.metric, self.delta
        if metric.better is None or abs(delta) <= max(metric.chance * abs(self.before), metric.chance_amount):
            return "same"
        return "better" if (delta > 0) == (metric.better == "more") else "worse"


@dataclass(frozen=True, slots=True)
class ConversationChange:
    """Averages over the runs; None on the side where the conversation is not."""

    name: str
    change: Change
    passed_before: float | None  # the share of its runs
    passed_after: float | None
    cost_delta_usd: float | None  # of the agent, for one run
    p95_delta_ms: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    metrics: tuple[MetricChange, ...]
    conversations: tuple[ConversationChange, ...]

    @property
    def is_worse(self) -> bool:
        """Whether a conversation fails more often than before, or a metric got worse by more than chance."""
        fails = any(changed.change == "newly_failing" for changed in self.conversations)
        return fails or any(changed.verdict == "worse" for changed in self.metrics)


def compare(before: Report, after: Report) -> Comparison:
    first, second = _by_key(before), _by_key(after)
    return Comparison(
        tuple(MetricChange(metric, metric.of(before), metric.of(after)) for metric in METRICS),
        tuple(_changed(key, first.get(key, ()), second.get(key, ())) for key in dict.fromkeys([*first, *second])),
    )


def _by_key(report: Report) -> Mapping[str, Sequence[Conversation]]:
    found: dict[str, list[Conversation]] = {}
    for conversation in report.conversations:
        found.setdefault(conversation.key, []).append(conversation)
    return found


def _changed(name: str, before: Sequence[Conversation], after: Sequence[Conversation]) -> ConversationChange:
    if not before:
        return ConversationChange(name, "added", None, _passed(after), None, None)
    if not after:
        return ConversationChange(name, "removed", _passed(before), None, None, None)
    first, second = _passed(before), _passed(after)
    return ConversationChange(
        name,
        _change(first, second),
        first,
        second,
        _mean(after, _agent_cost) - _mean(before, _agent_cost),
        _mean(after, _p95) - _mean(before, _p95),
    )


def _change(before: float, after: float) -> Change:
    if after < before:
        return "newly_failing"
    if after > before:
        return "newly_passing"
    return "still_passing" if after == 1 else "still_failing"


def _passed(runs: Sequence[Conversation]) -> float:
    return _mean(runs, lambda run: float(run.passed))


def _agent_cost(run: Conversation) -> float:
    return run.figures.agent_cost_usd


def _p95(run: Conversation) -> float:
    return run.figures.p95_ms


def _mean(runs: Sequence[Conversation], amount: Callable[[Conversation], float]) -> float:
    return sum(map(amount, runs)) / len(runs)
