"""One thing that a text states: what it is, and the readings by which another text may vouch for it."""

import re
from decimal import Decimal
from typing import Any, Literal, NamedTuple

ValueKind = Literal["amount", "percent", "time", "date", "span", "count", "number"]
Key = tuple[Any, ...]  # ("amount", 89.9), ("time", 13, 30), ("date", 25, 12, None), ("span", "minute", 1440) ...
_BEFORE = 40


class Value(NamedTuple):
    """`keys` are its possible readings: "8h" is a time of day or eight hours. Any that is vouched for will do."""

    kind: ValueKind
    keys: tuple[Key, ...]
    written: str
    start: int  # in what was read, as `before` is
    before: str  # the folded characters that lead up to it
    number: Decimal | None = None
    unit: str = ""  # of a count: the stem of what is counted


def place(match: re.Match[str]) -> tuple[int, str]:
    """A value's `start` and `before`."""
    return match.start(), match.string[max(0, match.start() - _BEFORE) : match.start()]
