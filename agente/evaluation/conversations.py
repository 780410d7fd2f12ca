"""Do a pack's conversation tests still hold? Each is held with the pack's assistant, turn by turn, and judged."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from agente.agents.assistant import Assistant
from agente.evaluation.expectations import KINDS, Kind, check
from agente.evaluation.model_turns import ModelTurns
from agente.evaluation.rehearsal import Rehearsal
from agente.evaluation.turn import TurnResult
from agente.packs.models import Locale
from agente.packs.pack import EvalCase

USUAL_MOMENT = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 - a Tuesday, in the pack's zone; tests without `at`


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


def run(
    assistant: Assistant, cases: Iterable[EvalCase], model: ModelTurns | None = None
) -> Iterator[ConversationResult]:
    """Each conversation from its beginning, whatever became of the others. `model` as in `Rehearsal`."""
    for case in cases:
        yield run_case(assistant, case, model)


def run_case(assistant: Assistant, case: EvalCase, model: ModelTurns | None = None) -> ConversationResult:
    talk = case.conversation
    rehearsal = rehearse(assistant, talk.at, talk.locale, model)
    results = []
    for line, turn in zip(case.lines, talk.turns, strict=True):
        answer = rehearsal.say(turn.customer)
        checks = check(answer, turn.expect, assistant.pack.qualification)
        results.append(TurnResult.of(turn.customer, answer, line=line, checks=checks))
    return ConversationResult(case, tuple(results))


def rehearse(assistant: Assistant, at: str | None, locale: Locale | None, model: ModelTurns | None = None) -> Rehearsal:
    """A conversation that begins at a moment of the pack's zone, in a language: the usual ones where none is given."""
    pack = assistant.pack
    moment = datetime.fromisoformat(at) if at else USUAL_MOMENT
    now = moment.replace(tzinfo=ZoneInfo(pack.business.timezone))
    return Rehearsal(assistant, now=now, locale=locale or pack.default_locale, model=model)


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
