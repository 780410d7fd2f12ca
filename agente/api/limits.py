"""How often may a caller ask? So many requests a minute, counted in this process."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from agente.errors import RateLimited


class RateLimit:
    def __init__(self, per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(per_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def check(self, caller: str) -> None:
        """Raises `RateLimited` when `caller` has no request left, without counting one."""
        if not self._limiter.test(self._item, caller):
            raise self._refusal(caller)

    def count(self, caller: str) -> None:
        """Counts one request of `caller` (an API key's digest, a conversation, an address).

        Raises `RateLimited` with the seconds to wait when it is one too many.
        """
        if not self._limiter.hit(self._item, caller):
            raise self._refusal(caller)

    def _refusal(self, caller: str) -> RateLimited:
        reset = self._limiter.get_window_stats(self._item, caller).reset_time
        wait = max(1, math.ceil(reset - time.time()))
        return RateLimited("rate_limit_exceeded", f"Too many requests. Try again in {wait} s.", retry_after_s=wait)
