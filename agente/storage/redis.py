"""How is Redis used so that it may be away? Each call has a deadline, and after one that failed nobody waits again.

Redis keeps nothing that the database does not, so whoever asks goes on without it: a call that fails raises `Away`.
From then on calls raise it at once, while a task of its own tries every second whether Redis takes a write again; no
customer's request is ever the one that tries.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Any, TypeVar, cast

import structlog
from redis.asyncio import Redis as Client
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from agente.observability.metrics import DEPENDENCY_UP, TIMEOUTS

T = TypeVar("T")
log = structlog.get_logger()

DEADLINE_S = 0.2  # of one call, connecting included; an ordinary one takes a hundredth of it
PROBE_EVERY_S = 1.0
PROBE_KEY = "agente:probe"
FAILURES = (RedisError, OSError, TimeoutError, RuntimeError)  # the last: uvloop, of a connection that broke meanwhile


class Away(Exception):
    """Redis cannot be used now."""


class Redis:
    """One Redis server (`redis://`, `rediss://` or `unix://`), shared by all replicas."""

    def __init__(self, url: str) -> None:
        # A call that is tried again would wait past the deadline; the older protocol needs no greeting.
        self._client: Client = Client.from_url(url, retry=Retry(NoBackoff(), 0), protocol=2)
        self._up = True
        self._probing: asyncio.Task[None] | None = None

    @property
    def database(self) -> int:
        """Its number on the server."""
        return int(self._client.connection_pool.connection_kwargs.get("db") or 0)

    async def is_up(self) -> bool:
        """Whether it takes a write now."""
        try:
            await self._ask(self._probe)
        except Away:
            return False
        DEPENDENCY_UP.labels("redis").set(1)
        return True

    async def get(self, key: str) -> bytes | None:
        return cast(bytes | None, await self._ask(lambda: self._client.get(key)))

    async def put(self, key: str, value: str, ttl_s: float) -> None:
        await self._ask(lambda: self._client.set(key, value, px=max(1, round(ttl_s * 1000))))

    async def delete(self, keys: Sequence[str]) -> None:
        if keys:
            await self._ask(lambda: self._client.delete(*keys))

    async def length(self, key: str) -> int:
        """Of a list; 0 where there is none."""
        return cast(int, await self._ask(lambda: self._client.llen(key)))

    async def info(self) -> dict[str, Any]:
        """What the server says of itself, by the names that `INFO` gives."""
        return cast(dict[str, Any], await self._ask(lambda: self._client.info()))

    async def publish(self, channel: str, text: str) -> None:
        await self._ask(lambda: self._client.publish(channel, text))

    def script(self, source: str) -> Callable[[Sequence[str], Sequence[float | str]], Awaitable[Any]]:
        """A Lua script as a function of its keys and arguments, in one round trip."""
        registered = self._client.register_script(source)
        return lambda keys, arguments: self._ask(lambda: registered(keys, arguments))

    async def listen(self, channel: str) -> AsyncGenerator[bytes | None]:
        """What is said on the channel, for ever; None where something may have been missed."""
        while True:
            try:
                async with self._client.pubsub(ignore_subscribe_messages=True) as heard:
                    async with asyncio.timeout(DEADLINE_S):
                        await heard.subscribe(channel)
                    yield None
                    while self._up:
                        message = await heard.get_message(timeout=PROBE_EVERY_S)
                        if message:
                            yield message["data"]
            except FAILURES as error:
                self._lost(error)
            yield None
            await asyncio.sleep(PROBE_EVERY_S)

    async def close(self) -> None:
        if self._probing:
            self._probing.cancel()
        await self._client.aclose()

    async def _ask(self, call: Callable[[], Awaitable[T]]) -> T:
        if not self._up:
            raise Away
        try:
            async with asyncio.timeout(DEADLINE_S):
                return await call()
        except FAILURES as error:
            self._lost(error)
            raise Away from error

    def _lost(self, error: Exception) -> None:
        if self._up:
            self._up = False
            DEPENDENCY_UP.labels("redis").set(0)
            self._probing = asyncio.create_task(self._probe_until_back(error))

    async def _probe_until_back(self, error: Exception) -> None:
        """The first try comes at once: a process that was too busy to hear the answer has lost nothing."""
        told = False
        while not await self._answers():
            if not told:
                log.error("Redis connection timeout", reason=f"{type(error).__name__}: {error}".rstrip(": "))
                TIMEOUTS.labels("redis").inc()
                told = True
            await asyncio.sleep(PROBE_EVERY_S)
        self._up = True
        DEPENDENCY_UP.labels("redis").set(1)
        if told:
            log.info("Redis is back")

    async def _answers(self) -> bool:
        try:
            async with asyncio.timeout(DEADLINE_S):
                await self._probe()
        except FAILURES:
            return False
        return True

    async def _probe(self) -> None:
        """Writes: a full or read-only server answers PING as well, and is of no use."""
        await self._client.set(PROBE_KEY, 1, ex=60)
