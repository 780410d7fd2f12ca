"""What is measured: the rows of the table, and what floor and product run with for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    name: str  # its key in the results
    conversations: int  # at once


@dataclass(frozen=True)
class Scenario:
    """`model` are the simulated model's arguments; None: there is none, and the product answers by itself."""

    rows: Sequence[Row]
    talks: str  # of `bench.talks`
    model: Sequence[str] | None
    cache_ttl: int = 0  # seconds; 0: each answer is asked of the model


SCENARIOS: Mapping[str, Scenario] = {
    "local": Scenario([Row("local", 32)], "mixed", model=None),
    "unseen": Scenario([Row("unseen", 32)], "unseen", model=None),
    "model": Scenario([Row("alone", 1), Row("model", 32)], "open", model=()),
    "tool": Scenario([Row("tool", 32)], "open", model=("--calls-tool",)),
    "slow": Scenario([Row("slow", 256)], "open", model=("--delay-ms", "300")),
    "cache": Scenario([Row("cache", 32)], "open", model=(), cache_ttl=600),
}
