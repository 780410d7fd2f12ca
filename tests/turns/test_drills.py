"""Two replicas, sixty customers who try again until they are answered, things that break; then the books are read."""

import asyncio
import random
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from agente.accounts.callers import Bearer
from agente.conversations import service as conversations
from agente.conversations.repository import LEASE_S
from agente.conversations.schemas import ConversationCreate
from agente.kit.ids import new_id
from agente.storage.database import Database
from tests.support.postgresql import Cluster
from tests.support.server import API_KEY, Server

pytestmark = pytest.mark.slow

CONVERSATIONS = 60  # at once
TEXTS = ("quanto custa o plano profissional?", "quanto custa o essencial?", "quanto custa o empresarial?", "bom dia")


class Customers:
    """Each sends one message after the other, with a key, to either replica, until it has its reply."""

    def __init__(self, replicas: list[Server]) -> None:
        self._replicas = replicas
        self.sent: dict[str, list[str]] = {}  # conversation -> keys, in the order in which they were sent
        self.replies: dict[str, str] = {}  # key -> the id of its reply
        self.answered_at: list[float] = []
        self.done = asyncio.Event()

    async def write_until_done(self) -> None:
        timeout = aiohttp.ClientTimeout(total=20)
        headers = {"Authorization": f"Bearer {API_KEY}"}
        async with (
            aiohttp.ClientSession(headers=headers, timeout=timeout) as session,
            asyncio.TaskGroup() as everybody,
        ):
            for _ in range(CONVERSATIONS):
                everybody.create_task(self._write(session))

    async def _write(self, session: aiohttp.ClientSession) -> None:
        while not self.done.is_set():
            await self._converse(session)

    async def _converse(self, session: aiohttp.ClientSession) -> None:
        opened = await self._insist(session, "/v1/conversations", {}, {})
        path = f"/v1/conversations/{opened['id']}/messages"
        keys = self.sent[str(opened["id"])] = list[str]()
        for text in TEXTS:
            keys.append(str(uuid.uuid4()))
            reply = await self._insist(session, path, {"text": text}, {"Idempotency-Key": keys[-1]})
            self.replies[keys[-1]] = str(reply["id"])
            self.answered_at.append(time.monotonic())

    async def _insist(
        self, session: aiohttp.ClientSession, path: str, body: dict[str, str], headers: dict[str, str]
    ) -> dict[str, object]:
        while True:
            try:
                url = random.choice(self._replicas).url + path
                async with session.post(url, json=body, headers=headers) as answer:
                    if answer.status in (200, 201):
                        return dict(await answer.json())
                    assert answer.status in (409, 503), await answer.text()
                    assert answer.headers["Retry-After"]
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(0.2)


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    running = Cluster.start_new(durable=True)
    yield running
    running.destroy()


@pytest.fixture
def replicas(server: Server, own_cluster: Cluster, tmp_path: Path) -> Iterator[list[Server]]:
    url = own_cluster.new_database()
    started = [Server(tmp_path / name, environment={"DATABASE_URL": url}).start() for name in ("a", "b")]
    yield started
    for replica in started:
        replica.stop()


def audit(customers: Customers, server: Server) -> None:
    """Nothing acknowledged is lost, nothing is there twice, and each conversation is in order."""
    rows = server.rows("SELECT * FROM messages ORDER BY conversation_id, seq")
    asked = [row for row in rows if row.role == "customer"]
    replies = {str(row.in_reply_to): str(row.id) for row in rows if row.role == "agent"}
    assert {row.turn for row in asked} == {"answered"}
    assert len(replies) == len(asked) == len(rows) - len(asked)
    by_key = {row.idempotency_key: replies[str(row.id)] for row in asked}
    assert len(by_key) == len(asked)
    assert by_key == customers.replies
    for conversation, keys in customers.sent.items():
        own = [row for row in rows if str(row.conversation_id) == conversation]
        assert [row.seq for row in own] == list(range(1, len(own) + 1))
        assert [row.idempotency_key for row in own if row.role == "customer"] == keys
        assert [row.role for row in own] == ["customer", "agent"] * len(keys)


def unanswered(server: Server) -> int:
    return len(server.rows("SELECT id FROM messages WHERE turn = 'pending'"))


async def test_replicas_are_killed_amid_turns(replicas: list[Server]) -> None:
    customers = Customers(replicas)
    writing = asyncio.create_task(customers.write_until_done())
    orphans = 0
    for number in range(3):
        await asyncio.sleep(2)
        victim = replicas[number % 2]
        await asyncio.to_thread(victim.kill)
        orphans += await asyncio.to_thread(unanswered, victim)
        await asyncio.to_thread(victim.start)
    await asyncio.sleep(2)
    customers.done.set()
    await asyncio.wait_for(writing, 60)
    assert orphans, "no turn was under way when a replica was killed: nothing was tried"
    audit(customers, replicas[0])


async def test_the_database_stops_for_three_seconds(replicas: list[Server], own_cluster: Cluster) -> None:
    customers = Customers(replicas)
    writing = asyncio.create_task(customers.write_until_done())
    await asyncio.sleep(2)
    await asyncio.to_thread(own_cluster.stop)
    stopped = time.monotonic()
    await asyncio.sleep(3)
    starting = time.monotonic()
    await asyncio.to_thread(own_cluster.start)
    started = time.monotonic()
    await asyncio.sleep(5)
    customers.done.set()
    await asyncio.wait_for(writing, 60)
    meanwhile = [moment for moment in customers.answered_at if stopped + 0.1 < moment < starting]
    assert not meanwhile, "a reply that could not be stored was given"
    assert min(moment for moment in customers.answered_at if moment > starting) - started < 5
    audit(customers, replicas[0])


def test_what_a_dead_replica_left_is_answered_within_fifteen_seconds(replicas: list[Server]) -> None:
    database = Database(replicas[0].database_url)
    opened = database.transact(
        conversations.open_conversation, ConversationCreate(), client="bootstrap", channel="api", locale="pt-BR"
    )
    left_at = time.monotonic()
    database.transact(conversations.accept_message, Bearer(api_key=API_KEY), opened.id, TEXTS[0], None, new_id())
    while unanswered(replicas[0]):
        assert time.monotonic() - left_at < 15
        time.sleep(0.1)
    assert time.monotonic() - left_at > LEASE_S, "it was not left alone while its lease ran"
    assert [row.role for row in replicas[0].rows("SELECT role FROM messages ORDER BY seq")] == ["customer", "agent"]
    database.close()
