"""Which leads does a list hold?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Those that meet all that is given. `after` is the place of the last one that was seen."""

    status: str | None = None
    min_score: int | None = None
    email: str | None = None
    phone: str | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None
    words: Sequence[str] = ()  # folded; each must begin a word of the lead
    after: tuple[datetime, str] | None = None
