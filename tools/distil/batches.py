"""What is read at once: of about the same length, so that little is filled up."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
SPREAD = (0.8, 1.25)  # by how much a length is misjudged, so that no epoch has the same batches


def of_like_length(
    items: Sequence[T], length: Callable[[T], int], size: int, chance: random.Random
) -> Iterator[list[T]]:
    """All of them, in batches, the batches in any order."""
    order = sorted(items, key=lambda item: length(item) * chance.uniform(*SPREAD))
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    chance.shuffle(groups)
    yield from groups
