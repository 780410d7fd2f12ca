"""How often may a caller ask? So many requests a minute, counted in this process."""

import math
import time
from collections import Counter

from agente.errors import RateLimited

WINDOW_S = 60


class RateLimit:
    """A window that slides: of the requests of the minute before, that part counts which it still covers.

    Two counts a caller and no timer; who has not asked for two minutes is forgotten.
    """

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._minute = 0
        self._now: Counter[str] = Counter()  # requests of this minute by caller
        self._before: Counter[str] = Counter()  # of the minute before

    def check(self, caller: str) -> None:
        """Raises `RateLimited` when `caller` has no request left, without counting one."""
        seconds = self._seconds_into_minute()
        still_covered = math.floor(self._before[caller] * (1 - seconds / WINDOW_S))
        if still_covered + self._now[caller] >= self._most:
            wait = max(1, math.ceil(self._until_free(caller) - seconds))
            raise RateLimited("rate_limit_exceeded", f"Too many requests. Try again in {wait} s.", retry_after_s=wait)

    def count(self, caller: str) -> None:
        """Counts one request of `caller` (an API key's digest, a conversation, an address).

        Raises `RateLimited` with the seconds to wait when it is one too many.
        """
        self.check(caller)
        self._now[caller] += 1

    def _until_free(self, caller: str) -> float:
        """Seconds from the minute's start until the window covers few enough requests."""
        room = self._most - self._now[caller]
        return WINDOW_S * (1 - room / self._before[caller]) if room > 0 else WINDOW_S

    def _seconds_into_minute(self) -> float:
        minute, seconds = divmod(time.time(), WINDOW_S)
        if minute != self._minute:
            self._before = self._now if minute == self._minute + 1 else Counter()
            self._now = Counter()
            self._minute = int(minute)
        return seconds
