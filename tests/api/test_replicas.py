"""Two processes on one database and one Redis answer as one; without Redis each goes on by itself."""

import itertools
import json
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import httpx
import pytest

from agente.packs.loader import load_pack
from tests.conftest import StartServer
from tests.support.redis import RedisServer
from tests.support.server import API_KEY, SAMPLE_PACK, Server
from tests.support.vendors import Vendors, say

pytestmark = pytest.mark.databases

AUTHORIZED = {"Authorization": f"Bearer {API_KEY}"}
SECRET_KEY = "one secret of all replicas, forty letters"
EVENTUALLY_S = 20.0
PROTOCOL = re.compile(r"\b20[0-9]{6}-[0-9A-Z]{6}\b")
SOON_S = 5.0  # less than a stream's heartbeat: what comes sooner was announced


@pytest.fixture
def pair(start_server: StartServer, redis_server: RedisServer, database_url: str) -> tuple[Server, Server]:
    return replicas(start_server, redis_server.url, database_url)


def replicas(start: StartServer, redis_url: str, database_url: str, **more: str) -> tuple[Server, Server]:
    common = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "SECRET_KEY": SECRET_KEY}
    return start(**common, **more), start(**common, **more)


def post(server: Server, path: str, **body: str) -> httpx.Response:
    return httpx.post(
        f"{server.url}/v1/conversations{path}", json=body, headers=AUTHORIZED, timeout=20, trust_env=False
    )


def get(server: Server, path: str) -> httpx.Response:
    return httpx.get(server.url + path, headers=AUTHORIZED, timeout=20, trust_env=False)


def opened(server: Server) -> str:
    return str(post(server, "").json()["id"])


def held(servers: Iterator[Server], said: Sequence[str]) -> list[dict[str, object]]:
    """The replies of a conversation whose every message goes to the next server, without what chance or time gave."""
    conversation = opened(next(servers))
    replies = [post(next(servers), f"/{conversation}/messages", text=text).raise_for_status().json() for text in said]
    return [
        {name: reply[name] for name in ("seq", "intent", "agent", "source", "citations", "quick_replies", "ask_rating")}
        | {"text": PROTOCOL.sub("...", reply["text"]), "handoff": reply["handoff"] and reply["handoff"]["reason"]}
        | {"lead": reply["lead"] and reply["lead"]["status"], "booking": bool(reply["booking"])}
        for reply in replies
    ]


def events(stream: httpx.Response) -> Iterator[tuple[str, dict[str, object]]]:
    name = ""
    for line in stream.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


class TestNews:
    def test_a_stream_here_tells_what_is_said_there(self, pair: tuple[Server, Server]) -> None:
        here, there = pair
        path = f"/v1/conversations/{(conversation := opened(here))}/events"
        with httpx.stream("GET", here.url + path, headers=AUTHORIZED, timeout=SOON_S, trust_env=False) as stream:
            heard = events(stream)
            assert next(heard) == ("status", {"status": "active"})
            post(there, f"/{conversation}/messages", text="oi")
            began = time.monotonic()
            assert [next(heard)[1]["role"] for _ in range(2)] == ["customer", "agent"]
            post(there, f"/{conversation}/close")
            assert next(heard) == ("status", {"status": "completed"})
            assert time.monotonic() - began < SOON_S

    def test_what_another_release_says_is_no_harm(self, pair: tuple[Server, Server], redis_server: RedisServer) -> None:
        for said in ("", "[]", '{"from": 1}'):
            redis_server.cli("PUBLISH", "agente:replicas:0", said)
        self.test_a_stream_here_tells_what_is_said_there(pair)

    def test_a_stream_that_broke_here_goes_on_there(self, pair: tuple[Server, Server]) -> None:
        here, there = pair
        conversation = opened(here)
        for number in range(2):
            post(here, f"/{conversation}/messages", text=f"mensagem {number}")
        headers = AUTHORIZED | {"Last-Event-ID": "2"}
        path = f"/v1/conversations/{conversation}/events"
        with httpx.stream("GET", there.url + path, headers=headers, timeout=SOON_S, trust_env=False) as stream:
            heard = events(stream)
            assert [next(heard)[1]["seq"] for _ in range(2)] == [3, 4]

    def test_without_redis_it_comes_a_little_later(
        self, start_server: StartServer, own_redis: RedisServer, database_url: str
    ) -> None:
        here, there = replicas(start_server, own_redis.url, database_url)
        path = f"/v1/conversations/{(conversation := opened(here))}/events"
        with httpx.stream("GET", here.url + path, headers=AUTHORIZED, timeout=SOON_S, trust_env=False) as stream:
            heard = events(stream)
            next(heard)
            own_redis.kill()
            post(there, f"/{conversation}/messages", text="oi")
            assert [next(heard)[1]["role"] for _ in range(2)] == ["customer", "agent"]


class TestTurns:
    def test_a_conversation_may_change_replica_at_every_message(
        self, pair: tuple[Server, Server], redis_server: RedisServer
    ) -> None:
        here, there = pair
        conversation = opened(here)
        post(here, f"/{conversation}/messages", text="quanto custa o plano Essencial?")
        reply = post(there, f"/{conversation}/messages", text="e o Profissional?").json()
        copy = json.loads(redis_server.cli("GET", f"conversation:{conversation}"))
        assert reply["intent"]["name"] == "pricing"
        assert copy["last_seq"] == reply["seq"] == 4
        assert copy["messages"][-1] == {"role": "agent", "text": reply["text"]}

    @pytest.mark.slow
    def test_all_of_the_sample_s_conversations_go_as_with_one(
        self, pair: tuple[Server, Server], start_server: StartServer
    ) -> None:
        alone = start_server()
        for case in load_pack(SAMPLE_PACK).evals:
            said = [turn.customer for turn in case.conversation.turns]
            assert held(itertools.cycle(pair), said) == held(itertools.repeat(alone), said), case.conversation.name

    def test_a_deleted_or_old_copy_loses_nothing(self, pair: tuple[Server, Server], redis_server: RedisServer) -> None:
        here, there = pair
        conversation = opened(here)
        key = f"conversation:{conversation}"
        post(here, f"/{conversation}/messages", text="quanto custa o plano Essencial?")
        old = redis_server.cli("GET", key)
        redis_server.cli("DEL", key)
        without = post(there, f"/{conversation}/messages", text="e o Profissional?").json()
        redis_server.cli("SET", key, old)
        outdated = post(here, f"/{conversation}/messages", text="e o Essencial?").json()
        assert [reply["intent"]["name"] for reply in (without, outdated)] == ["pricing", "pricing"]
        assert json.loads(redis_server.cli("GET", key))["last_seq"] == 6


class TestAnswers:
    def test_what_one_asked_a_model_for_the_other_gives_again(
        self, start_server: StartServer, redis_server: RedisServer, database_url: str, vendors: Vendors
    ) -> None:
        model = vendors.environment | {"LLM_PROVIDER": "openai", "CACHE_TTL": "60"}
        here, there = replicas(start_server, redis_server.url, database_url, **model)
        vendors.answering = lambda _asked: say("O PDV continua vendendo por até 24 horas sem internet.")
        replies = [
            post(server, f"/{opened(server)}/messages", text="o caixa funciona sem internet?").json()
            for server in (here, there)
        ]
        keys = redis_server.cli("--scan", "--pattern", "agente:answer:*").split()
        assert [reply["source"] for reply in replies] == ["llm", "cache"]
        assert len(keys) == 1
        assert 0 < int(redis_server.cli("TTL", keys[0])) <= 60


class TestLimit:
    def test_replicas_count_a_caller_together(
        self, start_server: StartServer, redis_server: RedisServer, database_url: str
    ) -> None:
        here, there = replicas(start_server, redis_server.url, database_url, RATE_LIMIT_PER_MINUTE="4")
        statuses = [post(server, "").status_code for server in (here, there) * 3]
        assert statuses == [201] * 4 + [429] * 2


class TestReload:
    def test_one_command_reaches_every_replica(
        self, start_server: StartServer, redis_server: RedisServer, database_url: str, tmp_path: Path
    ) -> None:
        pack = tmp_path / "pack"
        shutil.copytree(SAMPLE_PACK, pack)
        here, there = replicas(start_server, redis_server.url, database_url, PACK=str(pack))
        business = pack / "business.yaml"
        business.write_text(business.read_text() + "\n# a line more makes another version\n")
        before = get(there, "/health").json()["pack_version"]
        assert here.command("reload").returncode == 0
        assert eventually(lambda: get(there, "/health").json()["pack_version"] != before)
        versions = {get(server, "/health").json()["pack_version"] for server in (here, there)}
        assert len(versions) == 1
        assert before not in versions


class TestHealth:
    def test_without_a_redis_to_use_it_is_disabled(self, client: httpx.Client) -> None:
        answer = client.get("/health/redis")
        assert (answer.status_code, answer.json()["status"]) == (200, "disabled")

    def test_follows_redis_down_and_up_again(self, start_server: StartServer, own_redis: RedisServer) -> None:
        server = start_server(REDIS_URL=own_redis.url)
        # A busy machine may let the first call's 0.2 s pass while the start's last work is done.
        assert eventually(lambda: told(server) == [(200, "healthy"), (200, "healthy"), (200, "healthy"), 1.0])
        own_redis.kill()
        conversation = opened(server)
        assert post(server, f"/{conversation}/messages", text="oi").status_code == 200
        assert eventually(lambda: told(server) == [(200, "degraded"), (200, "degraded"), (503, "unhealthy"), 0.0])
        assert server.log.count('"event":"Redis connection timeout"') == 1
        assert "Traceback" not in server.log
        own_redis.start()
        assert eventually(lambda: told(server) == [(200, "healthy"), (200, "healthy"), (200, "healthy"), 1.0])

    def test_starts_while_redis_never_answers(self, start_server: StartServer) -> None:
        with socket.create_server(("127.0.0.1", 0)) as hole:
            server = start_server(REDIS_URL=f"redis://127.0.0.1:{hole.getsockname()[1]}/0")
            assert opened(server)
            assert told(server)[2] == (503, "unhealthy")
            assert eventually(lambda: "Redis connection timeout" in server.log)


def told(server: Server) -> list[object]:
    answers = [get(server, path) for path in ("/health", "/health/ready", "/health/redis")]
    gauge = next(
        line
        for line in get(server, "/metrics").text.splitlines()
        if line.startswith('agent_dependency_up{dependency="redis"')
    )
    return [*((answer.status_code, answer.json()["status"]) for answer in answers), float(gauge.split()[-1])]


def eventually(true: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + EVENTUALLY_S
    while not true() and time.monotonic() < give_up:
        time.sleep(0.1)
    return true()


class TestRunbook:
    """Its redis-cli commands, as typed, after a message."""

    def test_commands(self, start_server: StartServer, redis_server: RedisServer) -> None:
        server = start_server(REDIS_URL=redis_server.url)
        conversation = opened(server)
        post(server, f"/{conversation}/messages", text="oi")
        key = f"conversation:{conversation}"
        assert "redis_version:7" in redis_server.cli("INFO")
        assert "used_memory" in redis_server.cli("INFO", "memory")
        assert "keyspace_hits" in redis_server.cli("INFO", "stats")
        assert redis_server.cli("KEYS", "conversation:*").split() == [key]
        assert json.loads(redis_server.cli("GET", key))["id"] == conversation
        assert redis_server.cli("TYPE", key).strip() == "string"
        assert 0 < int(redis_server.cli("TTL", key)) <= 3600
        assert redis_server.cli("LLEN", "crm_retry_queue").strip() == "0"
        assert redis_server.cli("DEL", key).strip() == "1"
        assert redis_server.cli("FLUSHDB").strip() == "OK"
        assert post(server, f"/{conversation}/messages", text="e aí?").status_code == 200
