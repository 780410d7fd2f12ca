"""What callers see of a PostgreSQL that is too busy: a quick 503, and a process that lives."""

import asyncio
import time
from collections.abc import Iterator

import aiohttp
import httpx
import pytest
from sqlalchemy import text

from agente.storage.database import Database
from tests.support.postgresql import Cluster
from tests.support.server import API_KEY, Server

KEY = {"Authorization": f"Bearer {API_KEY}"}
CLIENTS = 200


@pytest.fixture
def narrow(server: Server, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with five connections."""
    limits = {"DB_POOL_SIZE": "5", "DB_MAX_OVERFLOW": "0"}
    state = tmp_path_factory.mktemp("narrow") / "var"
    running = Server(state, environment={"DATABASE_URL": cluster.new_database(), **limits})
    yield running.start()
    running.stop()


async def write_at_once(url: str, path: str) -> list[tuple[int, str | None]]:
    """(status, Retry-After) of two hundred messages."""
    async with aiohttp.ClientSession(url, headers=KEY, connector=aiohttp.TCPConnector(limit=0)) as session:

        async def write() -> tuple[int, str | None]:
            async with session.post(path, json={"text": "oi"}) as answer:
                await answer.read()
                return answer.status, answer.headers.get("Retry-After")

        return await asyncio.gather(*(write() for _ in range(CLIENTS)))


class TestFullPool:
    def test_all_are_told_soon_to_come_again_and_the_process_lives(self, narrow: Server) -> None:
        with narrow.client(**KEY) as client:
            opened = client.post("/v1/conversations", json={}).json()["id"]
            path = f"/v1/conversations/{opened}/messages"
            database = Database(narrow.database_url)
            with database.engine.begin() as holder:
                holder.execute(text("LOCK TABLE conversations"))
                started = time.monotonic()
                answers = asyncio.run(write_at_once(narrow.url, path))
                assert time.monotonic() - started < 5, "five wait for the lock, and all others for one of the five"
                assert set(answers) == {(503, "2")}
                asking = time.monotonic()
                assert client.get("/health/live").status_code == 200
                assert time.monotonic() - asking < 1
            database.close()
            assert client.get("/health/db").status_code == 200
            assert client.post(path, json={"text": "oi"}).status_code == 200

    def test_two_hundred_at_once_are_all_served_when_nothing_holds_them_up(self, narrow: Server) -> None:
        async def open_all() -> list[int]:
            async with aiohttp.ClientSession(narrow.url, headers=KEY) as session:

                async def open_one() -> int:
                    async with session.post("/v1/conversations", json={}) as answer:
                        return answer.status

                return await asyncio.gather(*(open_one() for _ in range(CLIENTS)))

        assert set(asyncio.run(open_all())) == {201}


class TestAbsence:
    def test_a_server_that_is_not_there_is_said_without_its_password(self, cluster: Cluster, server: Server) -> None:
        url = f"postgresql://agente_user:segredo@127.0.0.1:{cluster.port}/nada"
        lost = Server(server.state_dir, environment={"DATABASE_URL": url})
        ran = lost.command("migrate")
        assert ran.returncode == 5
        assert "agente_user:***@127.0.0.1" in ran.stderr
        assert "segredo" not in ran.stdout + ran.stderr

    def test_database_name_goes_before_the_one_in_the_url(self, cluster: Cluster, server: Server) -> None:
        other = cluster.new_database().rsplit("/", 1)[1]
        url = cluster.url("nada")
        named = Server(server.state_dir, environment={"DATABASE_URL": url, "DATABASE_NAME": other})
        assert named.command("migrate").returncode == 0
        tables = cluster.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'messages'", database=other)
        assert tables == "1"


def test_health_of_the_database_is_told(narrow: Server) -> None:
    assert httpx.get(f"{narrow.url}/health/db", trust_env=False).json()["status"] == "healthy"
