"""How well does the router read messages that it never learnt? `python -m agente.evaluation.intents FILE...`

Each file has messages by intent and locale, as `intents.yaml` of a pack has. Prints aggregates only, never a message: a
held-out set that somebody looks into is one no longer.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from agente.evaluation.figures import Cell, Counts, Table, render, share
from agente.intents.examples import Example, flatten
from agente.intents.router import Classification, Router
from agente.packs.models import INTENTS

BINS = 10
SHOWN_CONFUSIONS = 20


@dataclass(frozen=True, slots=True)
class Judged:
    example: Example
    found: Classification

    @property
    def right(self) -> bool:
        return self.found.intent == self.example.intent


def classify_all(router: Router, examples: Iterable[Example]) -> tuple[list[Judged], float]:
    """What the router says of each, and the milliseconds of processor time that one took."""
    started = time.process_time()
    judged = [Judged(example, router.classify(example.text)) for example in examples]
    return judged, (time.process_time() - started) * 1000 / max(1, len(judged))


def tables(judged: Sequence[Judged]) -> list[Table]:
    return [_by_locale(judged), _by_intent(judged), _confusions(judged), _calibration(judged)]


def _by_locale(judged: Sequence[Judged]) -> Table:
    groups = {locale: [one for one in judged if one.example.locale == locale] for locale in ("pt-BR", "en", "es")}
    rows: list[Sequence[Cell]] = []
    for name, group in [*groups.items(), ("all", list(judged))]:
        right = sum(one.right for one in group)
        language = sum(one.found.locale == one.example.locale for one in group)
        if group:
            rows.append((name, len(group), share(right, len(group)), share(language, len(group))))
    return Table("Accuracy by locale", ("locale", "messages", "intent", "language"), rows)


def _by_intent(judged: Sequence[Judged]) -> Table:
    rows: list[Sequence[Cell]] = []
    for intent in INTENTS:
        counts = Counts(
            right=sum(one.right and one.example.intent == intent for one in judged),
            wrong=sum(one.found.intent == intent and not one.right for one in judged),
            missed=sum(one.example.intent == intent and not one.right for one in judged),
        )
        rows.append((intent, counts.right + counts.missed, counts.precision, counts.recall, counts.f1))
    return Table("By intent", ("intent", "messages", "precision", "recall", "f1"), rows)


def _confusions(judged: Sequence[Judged]) -> Table:
    pairs = Counter((one.example.intent, one.found.intent) for one in judged if not one.right)
    rows = [(f"{meant} -> {found}", times) for (meant, found), times in pairs.most_common(SHOWN_CONFUSIONS)]
    return Table("What is most often taken for what", ("meant -> found", "messages"), rows)


def _calibration(judged: Sequence[Judged]) -> Table:
    """Is what is said with 80 % right in 80 % of cases?"""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for one in judged:
        bins[min(BINS - 1, int(one.found.confidence * BINS))].append(one)
    rows: list[Sequence[Cell]] = []
    gap = 0.0
    for number, group in enumerate(bins):
        if not group:
            continue
        said = sum(one.found.confidence for one in group) / len(group)
        right = sum(one.right for one in group) / len(group)
        gap += abs(said - right) * len(group) / len(judged)
        rows.append((f"{number / BINS:.1f}-{(number + 1) / BINS:.1f}", len(group), said, right))
    return Table(f"Calibration (expected error {gap:.3f})", ("confidence", "messages", "said", "right"), rows)


def read_examples(path: Path) -> list[Example]:
    return list(flatten(yaml.safe_load(path.read_text("utf-8"))))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m agente.evaluation.intents", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    files: list[Path] = parser.parse_args(arguments).files
    router = Router({})
    for path in files:
        judged, ms = classify_all(router, read_examples(path))
        sys.stdout.write(f"{path}: {len(judged)} messages, {ms:.3f} ms each\n\n{render(tables(judged))}\n")


if __name__ == "__main__":
    main()
