"""What was worked out for a short text, kept for the next customer who writes the same."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

MOST_TEXTS = 2048
LONGEST = 80  # characters; what is longer is seldom written twice
# "bom dia" is everybody's; a number or an address is one person's, and stays nowhere.
_OF_ONE_PERSON = re.compile(r"[\d@]")


def remembered(work: Callable[[str], T]) -> Callable[[str], T]:
    """`work`, which depends on the text alone and whose results nobody changes. Safe to use from several threads."""
    known = lru_cache(maxsize=MOST_TEXTS)(work)

    def result(text: str) -> T:
        return work(text) if len(text) > LONGEST or _OF_ONE_PERSON.search(text) else known(text)

    return result
