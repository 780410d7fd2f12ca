"""Compares the details that were found with those that are wanted, and counts by field."""

import unicodedata
from collections import Counter
from typing import Any

FIELDS = (
    "name", "email", "phone", "company", "need", "budget", "timeline", "team_size", "document", "document_valid",
)  # fmt: skip
CONTAINED = frozenset({"need", "timeline"})
FOLDED = CONTAINED | {"name", "company"}


def same(field: str, found: Any, wanted: Any) -> bool:
    if field in FOLDED and isinstance(found, str) and isinstance(wanted, str):
        one, other = folded(found), folded(wanted)
        return one == other or (field in CONTAINED and (one in other or other in one))
    if field == "budget" and isinstance(found, dict) and isinstance(wanted, dict):
        return all(found.get(key) == wanted.get(key) for key in ("min", "max", "currency"))
    return bool(found == wanted)


def folded(text: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(plain.casefold().split()).strip(" .,")


class Tally:
    """True positives, what was found wrongly and what was missed, by field."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.invented: Counter[str] = Counter()  # found where nothing is wanted

    def add(self, found: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
        """Counts one case; returns the names of the fields that differ."""
        differing = []
        for field in FIELDS:
            one, other = found.get(field), wanted.get(field)
            if one is None and other is None:
                continue
            if one is not None and other is not None and same(field, one, other):
                self.right[field] += 1
                continue
            differing.append(field)
            self.wrong[field] += one is not None
            self.missed[field] += other is not None
            self.invented[field] += other is None
        return differing

    def f1(self, field: str | None = None) -> float:
        right, wrong, missed = (
            counter.total() if field is None else counter[field] for counter in (self.right, self.wrong, self.missed)
        )
        return 2 * right / max(1, 2 * right + wrong + missed)
