"""Has this question been answered already? Answers to questions that need no context, given again for a while.

Which questions those are is decided by whoever asks: nothing here looks at a conversation.
"""

import asyncio
import re
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from agente.observability.metrics import CACHE_HITS, CACHE_MISSES

MAX_ENTRIES = 1000  # about 2 MB of ordinary answers

_ACCENTS = re.compile("[\u0300-\u036f]+")
# A mark before a digit belongs to a number: "1,5" is not "15", and "-18" is not "18".
_MARKS = re.compile(r"[.,;:!?¡¿…\"'“”‘’«»()\[\]\-–—](?!\d)")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it can be given again, of JSON values."""

    text: str
    citations: tuple[Mapping[str, Any], ...] = ()
    quick_replies: tuple[str, ...] = ()
    usage: Mapping[str, Any] | None = None  # what making it took; giving it again takes nothing


@dataclass(frozen=True, slots=True)
class Found:
    answer: Answer
    hit: bool  # no model was asked for it this time


class AnswerStore(Protocol):
    """Where answers are kept. One that is away finds nothing and keeps nothing; it raises nothing."""

    async def get(self, key: str) -> Answer | None: ...

    async def put(self, key: str, answer: Answer, ttl_s: float) -> None: ...


class MemoryStore:
    """Answers in this process; of more than `max_entries` the one that was unused longest goes first."""

    def __init__(self, max_entries: int = MAX_ENTRIES, now: Callable[[], float] = time.monotonic) -> None:
        self._max_entries = max_entries
        self._now = now
        self._entries: OrderedDict[str, tuple[float, Answer]] = OrderedDict()

    async def get(self, key: str) -> Answer | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        expires_at, answer = entry
        if self._now() >= expires_at:
            del self._entries[key]
            return None
        self._entries.move_to_end(key)
        return answer

    async def put(self, key: str, answer: Answer, ttl_s: float) -> None:
        self._entries[key] = (self._now() + ttl_s, answer)
        self._entries.move_to_end(key)
        if len(self._entries) > self._max_entries:
            self._entries.popitem(last=False)


class AnswerCache:
    """Gives an answer again for `ttl_s` seconds, and makes one only once however many ask at the same time.

    With `ttl_s` 0 every answer is made anew.
    """

    def __init__(self, ttl_s: float, store: AnswerStore) -> None:
        self.ttl_s = ttl_s  # may be changed while it runs
        self._store = store
        self._flights: dict[str, asyncio.Task[Found]] = {}

    @property
    def keeps(self) -> bool:
        """Whether answers are given again at all."""
        return self.ttl_s > 0

    async def get_or_make(self, key: str, make: Callable[[], Awaitable[Answer]]) -> Found:
        """The answer kept under `key`, else the one that `make` makes.

        `make` goes on to its end even if whoever came first goes away, so it needs a deadline of its own. What it
        raises, all who wait for it get; nothing is kept, and the next to ask tries again.
        """
        if not self.keeps:
            return Found(await make(), hit=False)
        flight = self._flights.get(key)
        joined = flight is not None
        if flight is None:
            flight = self._flights[key] = asyncio.create_task(self._find_or_make(key, make))
            flight.add_done_callback(lambda _: self._flights.pop(key))
        found = await asyncio.shield(flight)
        if joined or found.hit:
            CACHE_HITS.inc()
            return Found(found.answer, hit=True)
        return found

    async def _find_or_make(self, key: str, make: Callable[[], Awaitable[Answer]]) -> Found:
        known = await self._store.get(key)
        if known is not None:
            return Found(known, hit=True)
        CACHE_MISSES.inc()
        answer = await make()
        await self._store.put(key, answer, self.ttl_s)
        return Found(answer, hit=False)


def answer_key(pack_version: str, locale: str, specialist: str, text: str) -> str:
    """Under which an answer is kept: capitals, accents, spaces and punctuation make no other question, numbers do."""
    return "\n".join((pack_version, locale, specialist, _same(text)))


def _same(text: str) -> str:
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return " ".join(_MARKS.sub(" ", plain).split())
