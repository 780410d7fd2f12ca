"""What a turn found out about a lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class LeadUpdate:
    """What is known of the lead after this message: everything, not only what is new."""

    fields: Mapping[str, Any]  # JSON values by the names of the pack's qualification fields
    score: int  # 0 to 100
    reasons: tuple[str, ...]  # strongest first, in the reply's language
    qualified: bool  # the score reached the pack's threshold
    learned: frozenset[str] = frozenset()  # names of the fields that this message told or corrected
