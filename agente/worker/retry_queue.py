"""`crm_retry_queue`: the ids of the CRM deliveries that wait, in Redis, for the runbook's `LLEN`.

A picture of the outbox, which is the truth: whatever Redis loses is there again at the next look.
"""

from collections.abc import Sequence

from agente.kit.serialization import dumps
from agente.storage.redis import Away, Redis

KEY = "crm_retry_queue"
REPLACE = """
redis.call('DEL', KEYS[1])
for _, id in ipairs(cjson.decode(ARGV[1])) do redis.call('RPUSH', KEYS[1], id) end
"""


class RetryQueue:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._replace = redis.script(REPLACE)
        self._shown: Sequence[str] | None = None

    async def show(self, ids: Sequence[str]) -> None:
        """Makes the list these ids, oldest first. Without Redis nothing happens."""
        try:
            if ids != self._shown or await self._redis.length(KEY) != len(ids):
                await self._replace([KEY], [dumps(ids)])
                self._shown = ids
        except Away:
            self._shown = None
