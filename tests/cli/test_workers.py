"""`agente serve --workers`: several processes as one server."""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.postgresql import Cluster
from tests.support.redis import RedisServer
from tests.support.server import API_KEY, Server

WORKERS = 2
TURNS = 12


@pytest.fixture(scope="module")
def several(cluster: Cluster, running_redis: RedisServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    environment = {"DATABASE_URL": cluster.new_database(), "REDIS_URL": running_redis.url}
    running = Server(tmp_path_factory.mktemp("workers") / "var", environment=environment)
    running.arguments = ("--workers", str(WORKERS))
    yield running.start()
    running.stop()


def children(server: Server) -> set[int]:
    assert server.process
    pid = server.process.pid
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def turn(server: Server) -> None:
    """Over a connection of its own, so that whichever process is free takes it."""
    with server.client(Authorization=f"Bearer {API_KEY}") as client:
        conversation = client.post("/v1/conversations", json={}).json()["id"]
        said = client.post(f"/v1/conversations/{conversation}/messages", json={"text": "oi"})
        assert said.status_code == 200


def metric(server: Server, name: str) -> float:
    with server.client() as client:
        text = client.get("/metrics").text
    return sum(float(value) for value in re.findall(rf"^{name}(?:{{.*}})? (\S+)$", text, re.MULTILINE))


class TestSeveral:
    def test_metrics_are_those_of_all_processes(self, several: Server) -> None:
        before = metric(several, "agent_turns_total")
        for _ in range(TURNS):
            turn(several)
        assert [metric(several, "agent_turns_total") - before for _ in range(6)] == [TURNS] * 6
        with several.client() as client:
            assert "\nagent_active_requests 0\n" in client.get("/metrics").text

    def test_a_reload_is_everybody_s(self, several: Server) -> None:
        done = several.command("reload")
        assert done.returncode == 0, done.stderr

    def test_one_that_is_killed_is_replaced(self, several: Server) -> None:
        before = children(several)
        os.kill(min(before), signal.SIGKILL)
        give_up = time.monotonic() + 20
        while len(after := children(several) - {min(before)}) < WORKERS:
            assert time.monotonic() < give_up
            time.sleep(0.05)
        assert after - before
        turn(several)

    def test_asked_to_stop_all_do(self, several: Server) -> None:
        running = children(several)
        assert several.stop() == 0
        assert not [pid for pid in running if Path(f"/proc/{pid}").exists()]


def test_without_what_they_share_they_are_refused(tmp_path: Path) -> None:
    alone = Server(tmp_path / "var")
    alone.arguments = ("--workers", "2")
    assert alone.spawn().wait(30) == 3
    assert "DATABASE_URL" in alone.log
    assert "REDIS_URL" in alone.log
    with pytest.raises(httpx.ConnectError):
        alone.client().get("/health")
