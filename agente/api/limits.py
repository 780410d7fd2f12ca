"""How often may a caller ask? So many requests a minute, counted in this process.

Not by the `limits` package: the wait that it names is too short (told 5 s, let in after 6), and a client that does as
it is told would be refused again.
"""

import math
import time
from collections import Counter
from collections.abc import Callable
from typing import Protocol

from agente.errors import RateLimited

WINDOW_S = 60


class RateLimit(Protocol):
    per_minute: int  # may be changed while it counts

    async def count(self, caller: str, *, barred_by: str | None = None) -> None:
        """Counts one request of `caller` (an API key's digest, a conversation, an address).

        Raises `RateLimited` with the seconds to wait, and counts nothing, when it is one too many or when the name that
        it may be `barred_by` has no request left.
        """


class MemoryRateLimit:
    """A sliding window: what was asked in the minute before counts for the part of it that is still within reach.

    Two counts for each caller of the last two minutes are all that is kept.
    """

    def __init__(self, per_minute: int, now: Callable[[], float] = time.time) -> None:
        self.per_minute = per_minute
        self._now = now
        self._window = 0  # which minute `_asked` counts
        self._asked: Counter[str] = Counter()
        self._asked_before: Counter[str] = Counter()  # in the minute before it

    async def count(self, caller: str, *, barred_by: str | None = None) -> None:
        if barred_by:
            self._check(barred_by)
        self._check(caller)
        self._asked[caller] += 1

    def _check(self, caller: str) -> None:
        passed_s = self._move_on()
        before, asked = self._asked_before[caller], self._asked[caller]
        if before * (1 - passed_s / WINDOW_S) + asked + 1 > self.per_minute:
            raise refusal(self._wait_s(before, asked, passed_s))

    def _move_on(self) -> float:
        """How many seconds of the minute have passed, whose counts are at hand now."""
        window, passed_s = divmod(self._now(), WINDOW_S)
        if window != self._window:
            self._asked_before = self._asked if window == self._window + 1 else Counter()
            self._asked = Counter()
            self._window = int(window)
        return passed_s

    def _wait_s(self, before: int, asked: int, passed_s: float) -> float:
        """Until one more fits: in this minute, when enough of the one before is out of reach, or in the next."""
        room = self.per_minute - 1 - asked
        if room >= 0:
            return WINDOW_S * (1 - room / before) - passed_s
        return WINDOW_S - passed_s + WINDOW_S * max(0.0, 1 - (self.per_minute - 1) / asked)


def refusal(wait_s: float) -> RateLimited:
    wait = max(1, math.ceil(wait_s))
    return RateLimited("rate_limit_exceeded", f"Too many requests. Try again in {wait} s.", retry_after_s=wait)
