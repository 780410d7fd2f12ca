"""Answers in Redis: what one replica asked a model for, the others give again."""

import hashlib
from contextlib import suppress
from dataclasses import asdict

from agente.kit.serialization import dumps, loads
from agente.llm.answers import Answer
from agente.storage.redis import Away, Redis


class RedisAnswers:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def get(self, key: str) -> Answer | None:
        with suppress(Away):
            found = await self._redis.get(_hidden(key))
            return _read(found) if found else None
        return None

    async def put(self, key: str, answer: Answer, ttl_s: float) -> None:
        with suppress(Away):
            await self._redis.put(_hidden(key), dumps(asdict(answer)), ttl_s)


def _hidden(key: str) -> str:
    """The key holds the question, and keys are read by whoever watches Redis."""
    return f"agente:answer:{hashlib.sha256(key.encode()).hexdigest()}"


def _read(found: bytes) -> Answer | None:
    """None for what another release wrote in another shape."""
    with suppress(ValueError, TypeError):
        kept = loads(found)
        return Answer(**kept | {name: tuple(kept[name]) for name in ("citations", "quick_replies") if name in kept})
    return None
