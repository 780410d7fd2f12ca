"""`/metrics` as Prometheus and the runbook read it, and what it costs."""

import re
import shutil
import signal
import socket
import subprocess

import httpx
import pytest

from tests.conftest import StartServer
from tests.support.server import API_KEY, ROOT, Server

DOCUMENT = ROOT / "docs" / "operacao" / "sinais.md"
FROM_OUTSIDE = {"X-Forwarded-For": "93.184.216.34"}


@pytest.fixture(scope="module")
def told(server: Server) -> str:
    """The metrics after a turn, a refusal and a handoff."""
    with server.client(Authorization=f"Bearer {API_KEY}") as client:
        conversation = f"/v1/conversations/{client.post('/v1/conversations', json={}).json()['id']}"
        client.post(f"{conversation}/messages", json={"text": "quanto custa o plano profissional?"})
        client.post(f"{conversation}/handoff", json={})
        client.get("/nada")
        return client.get("/metrics").text


class TestFormat:
    @pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
    def test_promtool_has_nothing_to_say(self, told: str) -> None:
        done = subprocess.run(["promtool", "check", "metrics"], input=told, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")

    def test_requests_under_way_are_an_integer_and_the_one_that_asks_is_none(self, told: str) -> None:
        assert re.search(r"^agent_active_requests 0$", told, re.MULTILINE)

    @pytest.mark.parametrize(
        "wanted",
        [
            r'agent_requests_total{method="POST",route="/v1/conversations/.*/messages",status="200"} \d',
            r'agent_requests_total{method="GET",route="unmatched",status="404"} \d',
            r"agent_response_time_seconds_bucket{le=",
            r'agent_intent_total{intent="pricing"} [1-9]',
            r'agent_turns_total{source="local"} [1-9]',
            r"agent_handoffs_total{reason=.*} [1-9]",
            r'agent_conversations_total{channel="api"} [1-9]',
            r'agent_timeouts_total{dependency="turn"} \d',
            r"agent_errors_total{kind=",
            r"agent_active_users \d",
            r"agent_csat_score \d",
            r"agent_db_pool_size [1-9]",
            r"llm_cost_usd_total{.*} \d",
        ],
    )
    def test_what_the_runbook_looks_for_is_there(self, told: str, wanted: str) -> None:
        assert re.search(f"^{wanted}", told, re.MULTILINE)

    def test_every_metric_is_in_the_document_and_the_other_way_round(self, told: str) -> None:
        served = set(re.findall(r"^# TYPE (\S+)", told, re.MULTILINE))
        written = set(re.findall(r"^\| `((?:agent|llm)_\w+)`", DOCUMENT.read_text(), re.MULTILINE))
        assert written == {name for name in served if name.startswith(("agent_", "llm_"))}


class TestAccess:
    def test_from_outside_a_token_or_a_key_opens_it(self, start_server: StartServer) -> None:
        server = start_server(METRICS_TOKEN="um-token-so-para-metricas")
        with server.client(**FROM_OUTSIDE) as client:
            assert client.get("/metrics").status_code == 401
            assert client.get("/metrics", headers={"Authorization": "Bearer outro"}).status_code == 401
            for good in ("um-token-so-para-metricas", API_KEY):
                assert client.get("/metrics", headers={"Authorization": f"Bearer {good}"}).status_code == 200

    def test_it_is_never_limited(self, start_server: StartServer) -> None:
        server = start_server(RATE_LIMIT_PER_MINUTE="1")
        with server.client() as client:
            assert {client.get("/metrics").status_code for _ in range(20)} == {200}


def test_asked_to_stop_it_finishes_what_is_under_way_and_says_that_it_is_not_ready(
    start_server: StartServer,
) -> None:
    server = start_server()
    head = b"POST /v1/conversations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
    with socket.create_connection(("127.0.0.1", server.port)) as slow, server.client() as client:
        slow.sendall(head + b"Connection: close\r\n\r\n{")  # its end comes later
        while "agent_active_requests 1\n" not in client.get("/metrics").text:
            pass
        assert server.process
        server.process.send_signal(signal.SIGTERM)
        while (ready := client.get("/health/ready")).status_code == 200:
            pass
        assert ready.json()["status"] == "unhealthy"
        assert client.get("/health").status_code == 200
        slow.sendall(b"}")
        assert slow.recv(100).startswith(b"HTTP/1.1 201")
    assert server.process.wait(10) == 0
    with pytest.raises(httpx.ConnectError):
        server.client().get("/health")
