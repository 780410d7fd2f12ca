"""What do the processes that serve tell each other? That a conversation has news, and that the pack is to be reloaded.

It goes over a channel of Redis. Nothing relies on it: what is new is read by cursor from the database, and where
something may have been missed, everybody who waits for news looks.
"""

import asyncio
from collections.abc import Callable
from contextlib import aclosing, suppress
from typing import Any

from agente.kit.ids import new_id
from agente.kit.serialization import dumps, loads
from agente.storage.redis import PROBE_EVERY_S, Away, Redis
from agente.turns.live import LiveEvents

PAUSE_S = 0.02  # between two sayings: nobody sees it, and a busy process says a fifth as many

ANYTHING: dict[str, Any] = {"from": "", "news": [], "all": True, "reload": False}


class Replicas:
    def __init__(self, redis: Redis, live: LiveEvents, reload: Callable[[], None]) -> None:
        self._redis = redis
        self._channel = f"agente:replicas:{redis.database}"  # channels are common to all databases of a server
        self._live = live
        self._reload = reload
        self._name = new_id()
        self._news: set[str] = set()
        self._reloads = False
        self._something_to_say = asyncio.Event()

    def tell_news(self, conversation_id: str) -> None:
        self._news.add(conversation_id)
        self._something_to_say.set()

    def tell_reload(self) -> None:
        self._reloads = True
        self._something_to_say.set()

    async def speak(self) -> None:
        """Says what there is to say, for ever: at once after a silence; what comes meanwhile is said together."""
        while True:
            await self._something_to_say.wait()
            self._something_to_say.clear()
            said = {"from": self._name, "news": list(self._news), "all": False, "reload": self._reloads}
            self._news.clear()
            self._reloads = False
            while not await self._say(dumps(said)):
                said |= {"news": [], "all": True}
                await asyncio.sleep(PROBE_EVERY_S)
            await asyncio.sleep(PAUSE_S)

    async def hear(self) -> None:
        """Does what the others say, for ever."""
        async with aclosing(self._redis.listen(self._channel)) as heard:
            async for text in heard:
                if text is None:
                    self._live.ring_all()
                else:
                    self._take(text)

    async def _say(self, text: str) -> bool:
        try:
            await self._redis.publish(self._channel, text)
        except Away:
            return False
        return True

    def _take(self, text: bytes) -> None:
        said = _understood(text)
        if said["from"] == self._name:
            return
        if said["all"]:
            self._live.ring_all()
        for conversation_id in said["news"]:
            self._live.ring_here(conversation_id)
        if said["reload"]:
            self._reload()


def _understood(text: bytes) -> dict[str, Any]:
    """What a replica of another release says otherwise may concern every conversation."""
    with suppress(ValueError):
        said = loads(text)
        if isinstance(said, dict) and said.keys() >= ANYTHING.keys():
            return said
    return ANYTHING
