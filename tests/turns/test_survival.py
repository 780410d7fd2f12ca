"""A message that was accepted is answered: after a kill, after a full disk, once and in order."""

import asyncio
import resource
import signal
import sqlite3
import time
import uuid
from pathlib import Path

import aiohttp
import pytest

from tests.conftest import StartServer
from tests.support.server import API_KEY, Server

CONVERSATIONS = 50


def stored_messages(state_dir: Path) -> list[sqlite3.Row]:
    with sqlite3.connect(state_dir / "agente.db") as database:
        database.row_factory = sqlite3.Row
        return database.execute("SELECT * FROM messages ORDER BY conversation_id, seq").fetchall()


def _unanswered(rows: list[sqlite3.Row]) -> list[sqlite3.Row]:
    return [row for row in rows if row["turn"] == "pending"]


class Customers:
    """Fifty people who all write at once, each one message after the other, until the line goes dead."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.conversations: list[str] = []
        self.confirmed: dict[str, str] = {}  # idempotency key -> the reply's id
        self.sent: list[tuple[str, str, str]] = []  # (conversation, key, text)

    async def write_until_killed(self) -> None:
        """Ends the server's life amid their turns, once each of them has about three replies."""
        headers = {"Authorization": f"Bearer {API_KEY}"}
        async with aiohttp.ClientSession(self._server.url, headers=headers) as session:
            for _ in range(CONVERSATIONS):
                async with session.post("/v1/conversations", json={}) as opened:
                    self.conversations.append((await opened.json())["id"])
            await asyncio.gather(*(self._write(session, conversation) for conversation in self.conversations))

    async def _write(self, session: aiohttp.ClientSession, conversation: str) -> None:
        while True:
            key, text = str(uuid.uuid4()), "quanto custa o plano profissional?"
            self.sent.append((conversation, key, text))
            try:
                path = f"/v1/conversations/{conversation}/messages"
                async with session.post(path, json={"text": text}, headers={"Idempotency-Key": key}) as answer:
                    assert answer.status == 200, await answer.text()
                    self.confirmed[key] = (await answer.json())["id"]
            except aiohttp.ClientError:
                return
            if len(self.confirmed) == 3 * CONVERSATIONS:
                await asyncio.to_thread(self._kill_amid_turns)

    def _kill_amid_turns(self) -> None:
        """Stops it in a moment in which a message is accepted and unanswered: that one must not be lost."""
        assert self._server.process
        while True:
            self._server.process.send_signal(signal.SIGSTOP)  # else the answer may come between the look and the kill
            if _unanswered(stored_messages(self._server.state_dir)):
                break
            self._server.process.send_signal(signal.SIGCONT)
            time.sleep(0.001)
        self._server.kill()


@pytest.fixture
def killed(start_server: StartServer) -> tuple[Server, Customers]:
    """A server that was killed while fifty conversations were being answered."""
    server = start_server()
    customers = Customers(server)
    asyncio.run(customers.write_until_killed())
    return server, customers


class TestKill:
    def test_every_accepted_message_is_answered_once_and_in_order(self, killed: tuple[Server, Customers]) -> None:
        server, customers = killed
        assert _unanswered(stored_messages(server.state_dir)), (
            "the kill came between two turns; nothing was in flight to be lost"
        )
        server.start()
        rows = stored_messages(server.state_dir)
        asked = [row for row in rows if row["role"] == "customer"]
        replies = [row for row in rows if row["role"] == "agent"]
        assert {row["turn"] for row in asked} == {"answered"}
        assert [row["in_reply_to"] for row in replies] == [row["id"] for row in asked]
        for conversation in customers.conversations:
            numbers = [row["seq"] for row in rows if row["conversation_id"] == conversation]
            assert numbers == list(range(1, len(numbers) + 1))

    def test_a_repeated_message_gets_the_reply_that_was_or_would_have_been(
        self, killed: tuple[Server, Customers]
    ) -> None:
        server, customers = killed
        server.start()
        with server.client(Authorization=f"Bearer {API_KEY}") as client:
            for conversation, key, text in customers.sent[-2 * CONVERSATIONS :]:
                answer = client.post(
                    f"/v1/conversations/{conversation}/messages",
                    json={"text": text},
                    headers={"Idempotency-Key": key},
                )
                assert answer.status_code == 200
                assert customers.confirmed.get(key, answer.json()["id"]) == answer.json()["id"]
        replies = [row["in_reply_to"] for row in stored_messages(server.state_dir) if row["role"] == "agent"]
        assert len(replies) == len(set(replies))


class TestStop:
    def test_it_ends_by_itself_with_an_event_stream_open(self, start_server: StartServer) -> None:
        server = start_server()
        with server.client(Authorization=f"Bearer {API_KEY}") as client:
            conversation = client.post("/v1/conversations", json={}).json()["id"]
            with client.stream("GET", f"/v1/conversations/{conversation}/events") as stream:
                next(stream.iter_bytes())
                assert server.stop() == 0


class TestDatabaseTrouble:
    def test_a_locked_database_is_503_and_passes(self, start_server: StartServer) -> None:
        server = start_server()
        with server.client(Authorization=f"Bearer {API_KEY}") as client:
            conversation = client.post("/v1/conversations", json={}).json()["id"]
            path = f"/v1/conversations/{conversation}/messages"
            holder = sqlite3.connect(server.state_dir / "agente.db", isolation_level=None)
            holder.execute("BEGIN EXCLUSIVE")
            locked = client.post(path, json={"text": "oi"})
            holder.execute("ROLLBACK")
            holder.close()
            assert (locked.status_code, locked.json()["code"]) == (503, "database_unavailable")
            assert locked.headers["retry-after"]
            assert client.post(path, json={"text": "oi"}).status_code == 200
        assert "Database connection failed" in server.log

    @pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="a full disk is simulated by a Linux limit")
    def test_a_full_disk_is_503_and_what_was_stored_stays(self, start_server: StartServer) -> None:
        server = start_server()
        with server.client(Authorization=f"Bearer {API_KEY}") as client:
            conversation = client.post("/v1/conversations", json={}).json()["id"]
            path = f"/v1/conversations/{conversation}/messages"
            client.post(path, json={"text": "oi"})
            assert server.process
            # No file of this process may grow over its present size: what a full disk is to SQLite.
            largest = max(file.stat().st_size for file in server.state_dir.glob("agente.db*"))
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (largest, largest))
            statuses = {client.post(path, json={"text": "quais planos vocês têm?"}).status_code for _ in range(200)}
            assert statuses <= {200, 503}
            assert 503 in statuses
            assert "quais planos" not in server.log, "what customers write must not reach the log"
            assert client.get(path, params={"limit": 1}).json()["items"][0]["text"] == "oi"
