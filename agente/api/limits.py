"""How often may a caller ask? So many requests a minute, counted in this process."""

import math
import time
from typing import Protocol

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from agente.errors import RateLimited


class RateLimit(Protocol):
    async def count(self, caller: str, *, barred_by: str | None = None) -> None:
        """Counts one request of `caller` (an API key's digest, a conversation, an address).

        Raises `RateLimited` with the seconds to wait, and counts nothing, when it is one too many or when `barred_by`
        has none left either.
        """


class MemoryRateLimit:
    def __init__(self, per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(per_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def count(self, caller: str, *, barred_by: str | None = None) -> None:
        if barred_by and not self._limiter.test(self._item, barred_by):
            raise self._refusal(barred_by)
        if not self._limiter.hit(self._item, caller):
            raise self._refusal(caller)

    def _refusal(self, caller: str) -> RateLimited:
        return refusal(self._limiter.get_window_stats(self._item, caller).reset_time - time.time())


def refusal(wait_s: float) -> RateLimited:
    wait = max(1, math.ceil(wait_s))
    return RateLimited("rate_limit_exceeded", f"Too many requests. Try again in {wait} s.", retry_after_s=wait)
