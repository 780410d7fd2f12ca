"""How often is a prediction right on labelled lines? `python -m agente.evaluation.lines --task TASK FILE.jsonl`

A line is one of `agente predict`'s, with what is true of it: `fields`, `should_handoff` and `reason`, `attack`, or
`spans`. Prints aggregates only, never a text: a held-out set that somebody looks into is one no longer.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from agente.evaluation.expectations import FREE_TEXT, matches
from agente.evaluation.figures import Cell, Counts, Table, render, share
from agente.evaluation.jsonl import BadLine, read_request
from agente.evaluation.predictions import NEEDS_PACK, Predictor, predictor
from agente.evaluation.tasks import Task
from agente.packs.loader import load_pack
from agente.settings import read_settings

Truth = Mapping[str, Any]
Pair = tuple[Truth, Mapping[str, Any]]  # what is so, what was predicted
SCORED_FIELDS = (
    "name", "email", "phone", "company", "need", "budget", "timeline", "team_size", "document", "document_valid",
)  # fmt: skip


def predict_all(lines: Iterable[bytes], predict: Predictor) -> tuple[list[Pair], float]:
    """What is so and what is predicted of each line, and the milliseconds of processor time that one took.

    Raises `BadLine`: a yardstick with a broken line measures nothing.
    """
    requests = [read_request(line, {}) for line in lines if line.strip()]
    started = time.process_time()
    pairs: list[Pair] = [(request.others, predict(request.messages)) for request in requests]
    return pairs, (time.process_time() - started) * 1000 / max(1, len(pairs))


def details_tables(pairs: Sequence[Pair]) -> list[Table]:
    """A field counts as right when its value is: a wrong value is both wrong and missed.

    `document_valid` only follows from the document: it counts where the lines label it.
    """
    labelled = any("document_valid" in truth["fields"] for truth, _ in pairs)
    by_field = {name: Counts() for name in SCORED_FIELDS if labelled or name != "document_valid"}
    for truth, prediction in pairs:
        wanted, found = truth["fields"], prediction["fields"]
        for name, counts in by_field.items():
            right = name in wanted and name in found and _same_detail(name, wanted[name], found[name])
            counts.right += right
            counts.wrong += name in found and not right
            counts.missed += name in wanted and not right
    everything = sum(by_field.values(), Counts())
    rows = [_counts_row(name, counts) for name, counts in [*by_field.items(), ("all (micro)", everything)]]
    empty = [prediction["fields"] for truth, prediction in pairs if not truth["fields"]]
    kept = sum(not fields for fields in empty)
    return [
        Table("Details by field", ("field", "right", "wrong", "missed", "precision", "recall", "f1"), rows),
        Table(
            "Where nothing is told",
            ("", "lines", "share"),
            [("nothing extracted", f"{kept} of {len(empty)}", share(kept, len(empty)))],
        ),
    ]


def _same_detail(name: str, wanted: Any, found: Any) -> bool:
    if name == "budget":
        return all(_same_bound(wanted.get(bound), found.get(bound)) for bound in ("min", "max"))
    if name in FREE_TEXT:
        return matches(wanted, found, free_text=True) or matches(found, wanted, free_text=True)
    return matches(wanted, found)


def _same_bound(wanted: float | None, found: float | None) -> bool:
    return wanted == found if wanted is None or found is None else float(wanted) == float(found)


def handoff_tables(pairs: Sequence[Pair]) -> list[Table]:
    counts = Counts()
    reasons: dict[str, Counts] = {}
    named = Counter[bool]()
    for truth, prediction in pairs:
        due, seen = truth["should_handoff"], prediction["should_handoff"]
        counts += Counts(due and seen, seen and not due, due and not seen)
        if due and seen:
            named[truth["reason"] == prediction["reason"]] += 1
        right = truth["reason"] == prediction["reason"]
        reasons.setdefault(truth["reason"], Counts())
        reasons.setdefault(prediction["reason"], Counts())
        reasons[truth["reason"]] += Counts(right, 0, not right)
        reasons[prediction["reason"]] += Counts(0, not right, 0)
    head = ("", "right", "wrong", "missed", "precision", "recall", "f1")
    rows = [_counts_row(reason, found) for reason, found in sorted(reasons.items())]
    accuracy = [
        ("of those rightly handed over", f"{named[True]} of {named.total()}", share(named[True], named.total()))
    ]
    return [
        Table("Handoff", head, [_counts_row("should_handoff", counts)]),
        Table("By reason", head, rows),
        Table("Reason named right", ("", "conversations", "share"), accuracy),
    ]


def injection_tables(pairs: Sequence[Pair]) -> list[Table]:
    attacks = [prediction for truth, prediction in pairs if truth["attack"]]
    honest = [prediction for truth, prediction in pairs if not truth["attack"]]
    rows: list[Sequence[Cell]] = []
    for name, group in (("attacks stopped", attacks), ("false alarms", honest)):
        blocked = sum(prediction["blocked"] for prediction in group)
        rows.append((name, f"{blocked} of {len(group)}", blocked / len(group) if group else 0.0))
    return [Table("Injection", ("", "texts", "share"), rows)]


def personal_data_tables(pairs: Sequence[Pair]) -> list[Table]:
    """By character: what must be hidden, and what was hidden though it need not be. Types are compared too."""
    covered, sensitive, spurious = Counter[str](), Counter[str](), 0
    clean = untouched = 0
    for truth, prediction in pairs:
        found = {place: span["type"] for span in prediction["spans"] for place in range(span["start"], span["end"])}
        meant = {place: span["type"] for span in truth["spans"] for place in range(span["start"], span["end"])}
        sensitive.update(meant.values())
        covered.update(kind for place, kind in meant.items() if place in found)
        spurious += len(found.keys() - meant.keys())
        clean += not meant
        untouched += not meant and not found
    rows: list[Sequence[Cell]] = [
        (kind, f"{covered[kind]} of {total}", share(covered[kind], total)) for kind, total in sorted(sensitive.items())
    ]
    rows.append(("all", f"{covered.total()} of {sensitive.total()}", share(covered.total(), sensitive.total())))
    return [
        Table("Sensitive characters covered", ("type", "characters", "share"), rows),
        Table(
            "What is not sensitive",
            ("", "count", "share"),
            [
                ("clean texts untouched", f"{untouched} of {clean}", share(untouched, clean)),
                ("characters hidden needlessly", spurious, ""),
            ],
        ),
        _spans(pairs),
    ]


def _spans(pairs: Sequence[Pair]) -> Table:
    counts = Counts()
    for truth, prediction in pairs:
        meant = {(span["start"], span["end"], span["type"]) for span in truth["spans"]}
        found = {(span["start"], span["end"], span["type"]) for span in prediction["spans"]}
        counts += Counts(len(meant & found), len(found - meant), len(meant - found))
    head = ("", "right", "wrong", "missed", "precision", "recall", "f1")
    return Table("Spans with exact ends and type", head, [_counts_row("spans", counts)])


def _counts_row(name: str, counts: Counts) -> tuple[Cell, ...]:
    return (name, counts.right, counts.wrong, counts.missed, counts.precision, counts.recall, counts.f1)


TABLES: Mapping[Task, Callable[[Sequence[Pair]], list[Table]]] = {
    Task.DETAILS: details_tables,
    Task.HANDOFF: handoff_tables,
    Task.INJECTION: injection_tables,
    Task.PERSONAL_DATA: personal_data_tables,
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m agente.evaluation.lines", description=__doc__)
    parser.add_argument("--task", required=True, type=Task, choices=list(TABLES))
    parser.add_argument("--pack", type=Path, help="whose handoff rules apply (PACK)")
    parser.add_argument("file", type=Path, metavar="FILE.jsonl")
    options = parser.parse_args(arguments)
    settings = read_settings(pack=options.pack)
    pack = load_pack(settings.pack) if options.task in NEEDS_PACK else None
    try:
        pairs, ms = predict_all(options.file.read_bytes().split(b"\n"), predictor(options.task, pack))
    except BadLine as error:
        parser.error(f"{options.file}: {error}")
    sys.stdout.write(f"{options.file}: {len(pairs)} lines, {ms:.3f} ms each\n\n{render(TABLES[options.task](pairs))}")


if __name__ == "__main__":
    main()
