"""What was worked out for a short text, kept for the next customer who writes the same."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, TypeVarTuple, cast

T = TypeVar("T")
Told = TypeVarTuple("Told")  # what the work is given besides

MOST_TEXTS = 2048
LONGEST = 80  # characters; what is longer is seldom written twice
# "bom dia" is everybody's; a number or an address is one person's, and stays nowhere.
_OF_ONE_PERSON = re.compile(r"[\d@]")


def remembered(work: Callable[[str, *Told], T], most: int = MOST_TEXTS) -> Callable[[str, *Told], T]:
    """`work`, which depends on nothing but what it is given, a text first, and whose results nobody changes.

    Safe to use from several threads.
    """
    known = cast("Callable[[str, *Told], T]", lru_cache(maxsize=most)(work))

    def result(text: str, /, *told: *Told) -> T:
        alone = len(text) > LONGEST or _OF_ONE_PERSON.search(text)
        return work(text, *told) if alone else known(text, *told)

    return result
