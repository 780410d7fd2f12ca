"""The rate limit of all replicas together, counted in Redis; while Redis is away each process counts for itself."""

import hashlib

from agente.api.limits import MemoryRateLimit, refusal
from agente.storage.redis import Away, Redis

# The same sliding window as in one process. The clock is Redis's own, so replicas need not agree on the time.
# The last key is counted, those before it are only looked at. Returns the milliseconds to wait; 0 when it was counted.
COUNT = """
local time = redis.call('TIME')
local now = (time[1] + time[2] / 1000000) / 60
local minute = math.floor(now)
local share = 1 - (now - minute)
local limit = tonumber(ARGV[1])
local this
for _, key in ipairs(KEYS) do
  local kept = redis.call('HMGET', key, 'minute', 'this', 'last')
  local last
  local age = minute - (tonumber(kept[1]) or -2)
  this = age == 0 and tonumber(kept[2]) or 0
  last = age == 0 and tonumber(kept[3]) or age == 1 and tonumber(kept[2]) or 0
  local room = limit - 1 - this
  if room < 0 then return math.ceil(60000 * (share + math.max(0, 1 - (limit - 1) / this))) end
  if last * share > room then return math.ceil(60000 * (share - room / last)) end
  if key == KEYS[#KEYS] then
    redis.call('HSET', key, 'minute', minute, 'this', this + 1, 'last', last)
    redis.call('EXPIRE', key, 120)
  end
end
return 0
"""


class RedisRateLimit:
    def __init__(self, per_minute: int, redis: Redis) -> None:
        self._count = redis.script(COUNT)
        self._alone = MemoryRateLimit(per_minute)

    @property
    def per_minute(self) -> int:
        return self._alone.per_minute

    @per_minute.setter
    def per_minute(self, value: int) -> None:
        self._alone.per_minute = value

    async def count(self, caller: str, *, barred_by: str | None = None) -> None:
        keys = [_key(name) for name in (barred_by, caller) if name]
        try:
            wait_ms = await self._count(keys, [self.per_minute])
        except Away:
            await self._alone.count(caller, barred_by=barred_by)
            return
        if wait_ms:
            raise refusal(wait_ms / 1000)


def _key(caller: str) -> str:
    """Addresses are personal data, and keys are read by whoever watches Redis."""
    return f"agente:limit:{hashlib.sha256(caller.encode()).hexdigest()[:32]}"
