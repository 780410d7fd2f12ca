"""The product's own processes: what happens in conversations leaves, whoever is killed meanwhile."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import StartServer
from tests.support.server import API_KEY, ROOT, Server, clean_environment, free_port

pytestmark = pytest.mark.databases

CONVERSATIONS = 12
KILLS = 3


def until(true: Callable[[], bool], within_s: float = 30.0) -> None:
    give_up = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def told(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for file in folder.glob("*.ndjson") for line in file.read_text().splitlines()]


def names(folder: Path) -> list[str]:
    return [event["event"] for event in told(folder)]


def counted(port: int) -> str:
    return httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text


def talk(server: Server) -> str:
    """A conversation with one answer, closed."""
    with server.client(Authorization=f"Bearer {API_KEY}") as client:
        conversation = str(client.post("/v1/conversations", json={}).json()["id"])
        client.post(f"/v1/conversations/{conversation}/messages", json={"text": "quanto custa o profissional?"})
        client.post(f"/v1/conversations/{conversation}/close")
    return conversation


@pytest.fixture
def spawn_worker() -> Iterator[Callable[[Server], subprocess.Popen[bytes]]]:
    spawned: list[subprocess.Popen[bytes]] = []

    def spawn(server: Server) -> subprocess.Popen[bytes]:
        ours = {"STATE_DIR": str(server.state_dir), "PACK": str(server.pack)}
        environment = clean_environment() | ours | server.environment
        process = subprocess.Popen([sys.executable, "-m", "agente", "worker"], cwd=ROOT, env=environment)
        spawned.append(process)
        return process

    yield spawn
    for process in spawned:
        process.kill()
        process.wait()


def test_a_single_server_delivers_what_happens_in_it(start_server: StartServer, tmp_path: Path) -> None:
    server = start_server(ANALYTICS_DIR=str(tmp_path / "events"))
    conversation = talk(server)
    until(lambda: len(told(tmp_path / "events")) == 3)
    events = told(tmp_path / "events")
    assert [event["event"] for event in events] == ["conversation.started", "turn.answered", "conversation.closed"]
    assert {event["subject"] for event in events} == {conversation}
    assert events[1]["data"]["intent"] == "pricing"


def test_switched_off_everything_waits_and_health_says_so(start_server: StartServer, tmp_path: Path) -> None:
    environment = {"ANALYTICS_DIR": str(tmp_path / "events")}
    server = start_server(**environment, ENABLE_INTEGRATIONS="false")
    talk(server)
    health = httpx.get(f"{server.url}/health", trust_env=False).json()
    assert (health["status"], health["integrations"]) == ("degraded", "off")
    assert "integrations are off" in server.log
    assert not (tmp_path / "events").exists()
    server.stop()
    server.environment["ENABLE_INTEGRATIONS"] = "true"
    server.start()
    until(lambda: len(told(tmp_path / "events")) == 3)


@pytest.mark.slow
def test_workers_killed_at_any_moment_lose_nothing_and_keep_the_order(
    start_server: StartServer, spawn_worker: Callable[[Server], subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    folder = tmp_path / "events"
    server = start_server(ANALYTICS_DIR=str(folder), WORKER="none")
    conversations = []
    for _ in range(KILLS):
        worker = spawn_worker(server)
        before = len(told(folder))
        conversations += [talk(server) for _ in range(CONVERSATIONS // KILLS)]
        until(lambda before=before: len(told(folder)) > before)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    # As after a minute: what the dead held is free.
    server.rows("UPDATE outbox SET lease_until = NULL WHERE status = 'pending' RETURNING id")
    spawn_worker(server)
    until(lambda: len({event["id"] for event in told(folder)}) == 3 * CONVERSATIONS)
    for conversation in conversations:
        first_seen = dict.fromkeys(event["event"] for event in told(folder) if event["subject"] == conversation)
        assert list(first_seen) == ["conversation.started", "turn.answered", "conversation.closed"]


def test_a_worker_tells_what_it_delivered_and_stops_when_asked(
    start_server: StartServer, spawn_worker: Callable[[Server], subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    port, log_file = free_port(), tmp_path / "worker.log"
    server = start_server(
        ANALYTICS_DIR=str(tmp_path / "events"), WORKER="none", WORKER_METRICS_PORT=str(port), HOST="127.0.0.1"
    )
    server.environment |= {"LOG_FILE": str(log_file)}
    worker = spawn_worker(server)
    talk(server)
    until(lambda: "conversation.closed" in names(tmp_path / "events"))
    until(lambda: 'destination="analytics",outcome="done"} 3.0' in counted(port))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(15) == 0
    lines = [json.loads(line) for line in log_file.read_text().splitlines()]
    assert ("worker started", ["analytics"]) in [(line["event"], line.get("destinations")) for line in lines]
