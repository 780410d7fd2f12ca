"""Health, version, and the line of each request in the log."""

import json
import time
from typing import Any

import httpx

import agente
from tests.support.server import Server


class TestHealth:
    def test_healthy_with_version(self, visitor: httpx.Client) -> None:
        for path in ("/health/ready", "/health/db", "/health/live"):
            answer = visitor.get(path)
            assert answer.status_code == 200
            assert answer.json() == {"status": "healthy", "version": agente.__version__}

    def test_each_dependency_is_told_with_the_pack(self, visitor: httpx.Client) -> None:
        told = visitor.get("/health").json()
        assert (told["status"], told["version"], told["pack"]) == ("healthy", agente.__version__, "tamarindo")
        assert len(told["pack_version"]) == 12
        assert told["dependencies"]["database"]["status"] == "healthy"
        assert told["dependencies"]["database"]["latency_ms"] > 0
        assert told["dependencies"]["redis"] == {"status": "disabled", "latency_ms": None}


class TestVersion:
    def test_is_the_program_s_alone(self, visitor: httpx.Client) -> None:
        assert visitor.get("/version").text.replace(" ", "") == f'{{"version":"{agente.__version__}"}}'


class TestRequestLog:
    def test_one_json_line_a_request_without_what_was_said(self, server: Server, client: httpx.Client) -> None:
        conversation = client.post("/v1/conversations", json={}).json()["id"]
        answer = client.post(f"/v1/conversations/{conversation}/messages", json={"text": "meu segredo é 4815162342"})
        mine = _request_line(server, answer.headers["x-request-id"])
        assert (mine["status"], mine["method"], mine["level"]) == (200, "POST", "INFO")
        assert mine["route"] == "/v1/conversations/{conversation_id}/messages"
        assert "4815162342" not in server.log


def _request_line(server: Server, request_id: str) -> dict[str, Any]:
    """It is written when the answer has left, so a quick reader waits for it."""
    give_up = time.monotonic() + 5
    while True:
        lines = [json.loads(line) for line in server.log.splitlines() if line.startswith("{") and line.endswith("}")]
        mine = [line for line in lines if line.get("request_id") == request_id]
        if mine:
            return mine[0]
        assert time.monotonic() < give_up, server.log
        time.sleep(0.01)
