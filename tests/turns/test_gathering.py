"""Several short messages in a row are one question: one answer for all of them, at any replica, after a crash too."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from agente.accounts.callers import Bearer
from agente.accounts.service import create_key
from agente.api.app import make_parts
from agente.conversations import service as conversations
from agente.conversations.schemas import ConversationCreate
from agente.settings import Settings
from tests.conftest import NewDatabase, StartServer
from tests.support.server import API_KEY, SAMPLE_PACK, Server

pytestmark = pytest.mark.databases

BURST = ("oi", "quanto custa", "o plano profissional?")
MESSAGES = "SELECT id, role, turn, in_reply_to, gathered_into FROM messages WHERE conversation_id = :id ORDER BY seq"


class Talk:
    """One conversation of a channel; messages are sent one right after the other, without waiting for replies."""

    def __init__(self, server: Server, calls: ThreadPoolExecutor, channel: str = "whatsapp") -> None:
        self.server = server
        self._calls = calls
        self.id = str(self._post("/v1/conversations", {"channel": channel}, {}).json()["id"])

    @property
    def rows(self) -> list[Any]:
        return self.server.rows(MESSAGES, id=self.id)

    def say(self, text: str) -> httpx.Response:
        key = text.replace(" ", "-")
        return self._post(f"/v1/conversations/{self.id}/messages", {"text": text}, {"Idempotency-Key": key})

    def burst(self, texts: Sequence[str]) -> list[Future[httpx.Response]]:
        """Returns when all of them are accepted."""
        before, sent = len(self.rows), []
        for number, text in enumerate(texts, before + 1):
            sent.append(self._calls.submit(self.say, text))
            self._wait_for_rows(number)
        return sent

    def _wait_for_rows(self, count: int) -> None:
        give_up = time.monotonic() + 10
        while len(self.rows) < count:
            assert time.monotonic() < give_up, "the message was not accepted"
            time.sleep(0.01)

    def _post(self, path: str, body: dict[str, str], headers: dict[str, str]) -> httpx.Response:
        with self.server.client(Authorization=f"Bearer {API_KEY}") as client:
            return client.post(path, json=body, headers=headers)


@pytest.fixture
def calls() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as threads:
        yield threads


@pytest.fixture
def talk(start_server: StartServer, calls: ThreadPoolExecutor) -> Talk:
    return Talk(start_server(GATHER_SECONDS='{"whatsapp": 1.5}'), calls)


class TestBurst:
    def test_it_gets_one_reply_which_every_post_returns(self, talk: Talk) -> None:
        replies = [sent.result().json() for sent in talk.burst(BURST)]
        *earlier, last, reply = talk.rows
        assert [row.role for row in talk.rows] == ["customer"] * 3 + ["agent"]
        assert {answer["id"] for answer in replies} == {str(reply.id)}
        assert {answer["in_reply_to"] for answer in replies} == {str(last.id)}
        assert {row.gathered_into for row in earlier} == {last.id}
        assert replies[0]["intent"]["name"] == "pricing"
        assert "Profissional" in replies[0]["text"]

    def test_each_key_gives_the_same_reply_again(self, talk: Talk) -> None:
        first = {sent.result().json()["id"] for sent in talk.burst(BURST)}
        again = [talk.say(text) for text in BURST]
        assert {answer.status_code for answer in again} == {200}
        assert {answer.json()["id"] for answer in again} == first
        assert len(talk.rows) == 4

    def test_what_comes_after_the_silence_has_a_turn_of_its_own(self, talk: Talk) -> None:
        first = talk.say("oi").json()
        second = talk.say("quanto custa o plano profissional?").json()
        assert first["id"] != second["id"]
        assert [row.role for row in talk.rows] == ["customer", "agent", "customer", "agent"]

    def test_on_a_channel_without_a_window_each_message_has_its_own_reply(
        self, talk: Talk, calls: ThreadPoolExecutor
    ) -> None:
        api = Talk(talk.server, calls, channel="api")
        replies = [sent.result().json() for sent in [calls.submit(api.say, text) for text in BURST]]
        assert len({answer["id"] for answer in replies}) == 3

    def test_while_a_person_has_the_conversation_none_of_it_is_answered(self, talk: Talk) -> None:
        with talk.server.client(Authorization=f"Bearer {API_KEY}") as client:
            client.post(f"/v1/conversations/{talk.id}/handoff", json={})
        replies = [sent.result().json() for sent in talk.burst(BURST)]
        assert {answer["text"] for answer in replies} == {""}
        assert [row.turn for row in talk.rows] == ["silent"] * 3


class TestCrash:
    @pytest.mark.slow  # on PostgreSQL a lease has to run out first
    def test_a_burst_whose_process_dies_while_it_waits_is_answered_once(
        self, start_server: StartServer, calls: ThreadPoolExecutor
    ) -> None:
        server = start_server(GATHER_SECONDS='{"whatsapp": 5}')
        talk = Talk(server, calls)
        sent = talk.burst(BURST)
        assert {row.turn for row in talk.rows} == {"pending"}
        server.kill()
        assert all(isinstance(call.exception(), httpx.HTTPError) for call in sent)
        server.start()
        wait_until_answered(talk)
        again = {talk.say(text).json()["id"] for text in BURST}
        assert [row.role for row in talk.rows] == ["customer"] * 3 + ["agent"]
        assert again == {str(talk.rows[-1].id)}


async def test_a_burst_that_is_spread_over_two_replicas_gets_one_reply(
    server: Server, storage: str, new_database: NewDatabase, tmp_path: Path
) -> None:
    if storage == "sqlite":
        pytest.skip("one process serves a SQLite file")
    given = {"pack": SAMPLE_PACK, "gather_seconds": {"whatsapp": 0.5}} | {
        name.lower(): value for name, value in new_database().items()
    }
    with both(given, tmp_path) as replicas:
        bearer = Bearer(api_key=replicas[0].database.transact(create_key, "shop"))
        opened = replicas[0].database.transact(
            conversations.open_conversation, ConversationCreate(), client="shop", channel="whatsapp", locale="pt-BR"
        )
        turns = []
        for number, text in enumerate(BURST):
            turns.append(replicas[number % 2].turns.start(bearer, opened.id, text, text))
            await turns[-1].acceptance()
        replies = await asyncio.gather(*(turn.reply() for turn in turns))
        assert len({reply["id"] for reply in replies}) == 1
        assert {str(reply["in_reply_to"]) for reply in replies} == {(await turns[-1].acceptance()).message_id}


@contextmanager
def both(given: dict[str, Any], folder: Path) -> Iterator[list[Any]]:
    made = [make_parts(Settings(_env_file=None, state_dir=folder / str(number), **given)) for number in range(2)]
    yield made
    for parts in made:
        parts.database.close()


def wait_until_answered(talk: Talk) -> None:
    give_up = time.monotonic() + 20  # a lease has to run out
    while any(row.turn == "pending" for row in talk.rows):
        assert time.monotonic() < give_up, "the burst was not taken up"
        time.sleep(0.05)
