"""Figures of one run, made comparable."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any, TypedDict


class Level(TypedDict):
    """What one number of concurrent conversations gave."""

    conversations: int
    turns: int
    errors: int
    error_kinds: dict[str, int]  # how many of each status or exception
    sources: dict[str, int]  # how many replies a model, the cache, the local engine or the floor gave
    turns_per_s: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    cpu_ms_per_turn: float  # of the server process alone, the opening of conversations included
    load_cpu_percent: float  # of the load generator: near 100, it was the limit and not the server


FIGURES = ("turns_per_s", "p50_ms", "p95_ms", "p99_ms", "cpu_ms_per_turn", "load_cpu_percent")


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile of values in ascending order: always a value that was measured; nan of none."""
    if not ordered:
        return float("nan")
    rank = -(-len(ordered) * percent // 100)  # rounded up
    return ordered[max(int(rank), 1) - 1]


def median_of(runs: Sequence[Level]) -> Level:
    """The median of each figure by itself; the counts are of all runs together."""
    middle: dict[str, Any] = {figure: round(median(run[figure] for run in runs), 3) for figure in FIGURES}  # type: ignore[literal-required]
    return Level(
        conversations=runs[0]["conversations"],
        turns=sum(run["turns"] for run in runs),
        errors=sum(run["errors"] for run in runs),
        error_kinds=_together(run["error_kinds"] for run in runs),
        sources=_together(run["sources"] for run in runs),
        **middle,
    )


def _together(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    return dict(sum((Counter(count) for count in counts), Counter()))


def times_the_floor(product: Level, floor: Level) -> dict[str, float]:
    """The product's figures as multiples of the floor's."""
    figures = ("cpu_ms_per_turn", "p50_ms", "p95_ms", "turns_per_s")
    return {figure: round(product[figure] / floor[figure], 2) for figure in figures}  # type: ignore[literal-required]
