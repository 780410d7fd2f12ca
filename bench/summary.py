"""Figures of one run, made comparable."""

from collections.abc import Sequence
from typing import TypedDict


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


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile of values in ascending order: always a value that was measured; nan of none."""
    if not ordered:
        return float("nan")
    rank = -(-len(ordered) * percent // 100)  # rounded up
    return ordered[max(int(rank), 1) - 1]


def times_the_floor(product: Sequence[Level], floor: Sequence[Level]) -> list[dict[str, float]]:
    """The product's figures as multiples of the floor's, for levels of the same numbers of conversations."""
    return [
        {
            "conversations": above["conversations"],
            "cpu_ms_per_turn": round(above["cpu_ms_per_turn"] / below["cpu_ms_per_turn"], 2),
            "p50_ms": round(above["p50_ms"] / below["p50_ms"], 2),
            "turns_per_s": round(above["turns_per_s"] / below["turns_per_s"], 2),
        }
        for above, below in zip(product, floor, strict=True)
    ]
