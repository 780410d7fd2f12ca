"""Hot copies of conversations in Redis, for all replicas: `conversation:{id}`, which the runbook shows to operators."""

from collections.abc import Sequence
from contextlib import suppress

from agente.conversations.recent import Recent
from agente.kit.serialization import dumps, loads
from agente.storage.redis import Away, Redis

TTL_S = 3600.0  # a customer who comes back later costs one query more


class RedisRecent:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def get(self, conversation_id: str) -> Recent | None:
        with suppress(Away):
            found = await self._redis.get(_key(conversation_id))
            return _read(found) if found else None
        return None

    async def put(self, conversation_id: str, recent: Recent) -> None:
        messages = [{"role": role, "text": text} for role, text in recent.said]
        copy = {"id": conversation_id, "last_seq": recent.last_seq, "messages": messages}
        with suppress(Away):
            await self._redis.put(_key(conversation_id), dumps(copy), TTL_S)

    async def forget(self, conversation_ids: Sequence[str]) -> None:
        with suppress(Away):
            await self._redis.delete([_key(conversation_id) for conversation_id in conversation_ids])


def _key(conversation_id: str) -> str:
    return f"conversation:{conversation_id}"


def _read(found: bytes) -> Recent | None:
    """None for what an operator or another release wrote in another shape."""
    with suppress(ValueError, KeyError, TypeError):
        copy = loads(found)
        return Recent(copy["last_seq"], [(message["role"], message["text"]) for message in copy["messages"]])
    return None
