"""Customers who send each message with a key until it is answered, on any replica; then the books are read."""

import asyncio
import random
import time
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.support.server import API_KEY, Server

TEXTS = ("quanto custa o plano profissional?", "quanto custa o essencial?", "quanto custa o empresarial?", "bom dia")
FINISH_WITHIN_S = 120.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request: when it began, how long it took, and its status; 0 when the connection failed or timed out."""

    began: float
    seconds: float
    status: int
    key: str

    @property
    def ended(self) -> float:
        return self.began + self.seconds

    @property
    def answered(self) -> bool:
        return self.status in (200, 201)


class Customers:
    def __init__(self, replicas: Sequence[Server], many: int, pause_s: float, timeout_s: float) -> None:
        self._replicas = replicas
        self._many = many
        self._pause_s = pause_s
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self.sent: dict[str, list[str]] = {}  # conversation -> keys, in the order in which they were sent
        self.replies: dict[str, str] = {}  # key -> the id of its reply
        self.attempts: list[Attempt] = []
        self.done = asyncio.Event()

    async def write_until_done(self) -> None:
        headers = {"Authorization": f"Bearer {API_KEY}"}
        connector = aiohttp.TCPConnector(limit=0)
        async with (
            aiohttp.ClientSession(headers=headers, timeout=self._timeout, connector=connector) as session,
            asyncio.TaskGroup() as everybody,
        ):
            for _ in range(self._many):
                everybody.create_task(self._write(session))

    def between(self, begin: float, end: float) -> list[Attempt]:
        """The attempts that ended then."""
        return [attempt for attempt in self.attempts if begin < attempt.ended < end]

    def first_answer_after(self, moment: float) -> float | None:
        """When the first request that began after the moment was answered."""
        return min((each.ended for each in self.attempts if each.answered and each.began > moment), default=None)

    async def _write(self, session: aiohttp.ClientSession) -> None:
        while not self.done.is_set():
            await self._converse(session)

    async def _converse(self, session: aiohttp.ClientSession) -> None:
        opened = await self._insist(session, "/v1/conversations", {}, "")
        path = f"/v1/conversations/{opened['id']}/messages"
        keys = self.sent[str(opened["id"])] = list[str]()
        for text in TEXTS:
            await asyncio.sleep(random.uniform(0, 2 * self._pause_s))
            keys.append(str(uuid.uuid4()))
            reply = await self._insist(session, path, {"text": text}, keys[-1])
            self.replies[keys[-1]] = str(reply["id"])

    async def _insist(
        self, session: aiohttp.ClientSession, path: str, body: dict[str, str], key: str
    ) -> dict[str, Any]:
        """Tries again until there is an answer: after a dead connection at once and elsewhere, else a little later."""
        replica = random.choice(self._replicas)
        while True:
            status, answer = await self._attempt(session, replica.url + path, body, key)
            if answer is not None:
                return answer
            others = [other for other in self._replicas if other is not replica]
            replica = random.choice(others or [replica])
            await asyncio.sleep(random.uniform(0.1, 0.5) if status or not others else 0.05)

    async def _attempt(
        self, session: aiohttp.ClientSession, url: str, body: dict[str, str], key: str
    ) -> tuple[int, dict[str, Any] | None]:
        began, status, answer = time.monotonic(), 0, None
        try:
            async with session.post(url, json=body, headers={"Idempotency-Key": key} if key else {}) as response:
                read = await response.json()
                status = response.status
                if status in (200, 201):
                    answer = dict(read)
                else:
                    assert status in (409, 503), read
                    assert response.headers["Retry-After"]
        except (aiohttp.ClientError, TimeoutError):
            pass
        self.attempts.append(Attempt(began, time.monotonic() - began, status, key))
        return status, answer


@asynccontextmanager
async def writing(
    replicas: Sequence[Server], many: int, *, pause_s: float = 0.0, timeout_s: float = 20.0
) -> AsyncIterator[Customers]:
    """Customers at work meanwhile; on leaving, each finishes its conversation."""
    customers = Customers(replicas, many, pause_s, timeout_s)
    working = asyncio.create_task(customers.write_until_done())
    try:
        yield customers
        customers.done.set()
        await asyncio.wait_for(asyncio.shield(working), FINISH_WITHIN_S)
    finally:
        if working.done():
            await working  # what a customer should never have been told explains whatever else went wrong
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


def audit(customers: Customers, server: Server) -> int:
    """Nothing acknowledged is lost, nothing is there twice, each conversation is in order; returns the messages."""
    rows = server.rows("SELECT * FROM messages ORDER BY conversation_id, seq")
    asked = [row for row in rows if row.role == "customer"]
    replies = {str(row.in_reply_to): str(row.id) for row in rows if row.role == "agent"}
    assert {row.turn for row in asked} == {"answered"}
    assert len(replies) == len(asked) == len(rows) - len(asked)
    by_key = {row.idempotency_key: replies[str(row.id)] for row in asked}
    assert len(by_key) == len(asked)
    assert by_key == customers.replies
    own: dict[str, list[Any]] = {}
    for row in rows:
        own.setdefault(str(row.conversation_id), []).append(row)
    for conversation, keys in customers.sent.items():
        found = own[conversation]
        assert [row.seq for row in found] == list(range(1, len(found) + 1))
        assert [row.idempotency_key for row in found if row.role == "customer"] == keys
        assert [row.role for row in found] == ["customer", "agent"] * len(keys)
    return len(asked)


async def until(condition: Callable[[], object], within_s: float) -> None:
    """Looks again and again, in a thread, until it is true."""
    give_up = time.monotonic() + within_s
    while not await asyncio.to_thread(condition):
        assert time.monotonic() < give_up, f"not within {within_s} s"
        await asyncio.sleep(0.05)
