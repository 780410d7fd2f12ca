"""Do a pack's conversation tests still hold? Each is held with the pack's assistant, turn by turn, and judged."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from agente.agents.assistant import Assistant
from agente.evaluation.expectations import KINDS, Check, Kind, check
from agente.evaluation.rehearsal import Rehearsal
from agente.packs.pack import EvalCase

USUAL_MOMENT = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 - a Tuesday, in the pack's zone; tests without `at`


@dataclass(frozen=True, slots=True)
class TurnResult:
    line: int
    customer: str
    reply: str | None  # None: the agent was silent, because a person is awaited
    intent: str | None
    agent: str | None
    checks: tuple[Check, ...]
    ms: float

    @property
    def failures(self) -> list[Check]:
        return [made for made in self.checks if not made.holds]


@dataclass(frozen=True, slots=True)
class ConversationResult:
    case: EvalCase
    turns: tuple[TurnResult, ...]

    @property
    def passed(self) -> bool:
        return not any(turn.failures for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Share:
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class Summary:
    conversations: Share
    turns: Share
    kinds: dict[Kind, Share]  # only what was expected somewhere
    p50_ms: float  # of a turn that was answered
    p95_ms: float


def select(cases: Iterable[EvalCase], wanted: str | None) -> list[EvalCase]:
    """The cases of which the name or the file contains `wanted`, in any capitals; all without one."""
    piece = (wanted or "").casefold()
    return [case for case in cases if piece in case.conversation.name.casefold() or piece in case.file.casefold()]


def run(assistant: Assistant, cases: Iterable[EvalCase]) -> Iterator[ConversationResult]:
    """Each conversation from its beginning, whatever became of the others."""
    for case in cases:
        yield run_case(assistant, case)


def run_case(assistant: Assistant, case: EvalCase) -> ConversationResult:
    pack, talk = assistant.pack, case.conversation
    moment = datetime.fromisoformat(talk.at) if talk.at else USUAL_MOMENT
    now = moment.replace(tzinfo=ZoneInfo(pack.business.timezone))
    rehearsal = Rehearsal(assistant, now=now, locale=talk.locale or pack.default_locale)
    results = []
    for line, turn in zip(case.lines, talk.turns, strict=True):
        answer = rehearsal.say(turn.customer)
        draft = answer.draft
        results.append(
            TurnResult(
                line=line,
                customer=turn.customer,
                reply=draft.text if draft else None,
                intent=draft.intent.name if draft else None,
                agent=draft.agent if draft else None,
                checks=tuple(check(answer, turn.expect, pack.qualification)),
                ms=answer.ms,
            )
        )
    return ConversationResult(case, tuple(results))


def summarise(results: Sequence[ConversationResult]) -> Summary:
    turns = [turn for result in results for turn in result.turns]
    checks = [made for turn in turns for made in turn.checks]
    times = sorted(turn.ms for turn in turns if turn.reply is not None)
    shares = {kind: _share(made.holds for made in checks if made.kind == kind) for kind in KINDS}
    return Summary(
        conversations=_share(result.passed for result in results),
        turns=_share(not turn.failures for turn in turns),
        kinds={kind: share for kind, share in shares.items() if share.total},
        p50_ms=percentile(times, 0.50),
        p95_ms=percentile(times, 0.95),
    )


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least this share does not exceed; 0 of nothing."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def _share(outcomes: Iterable[bool]) -> Share:
    held = list(outcomes)
    return Share(sum(held), len(held))
