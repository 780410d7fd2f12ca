"""REQUEST_TIMEOUT: nobody waits longer, and nothing that was asked is lost."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.conftest import StartServer
from tests.support.server import API_KEY, Server
from tests.support.vendors import Vendors, say

ASKED = "como funciona a integração com o whatsapp?"
WITHIN_S = 4  # of which a model may take nine tenths: the rest is all that a first turn has for itself


@pytest.fixture
def slow(start_server: StartServer, vendors: Vendors) -> Server:
    """Its only model needs longer than anybody may wait; of two messages at once the second waits for the first."""
    late = [say("Funciona pelo painel.", delay_s=5) for _ in range(8)]
    vendors.script("openai", *late)
    vendors.script("anthropic", *late)
    return start_server(
        **vendors.environment, LLM_PROVIDER="openai", REQUEST_TIMEOUT=str(WITHIN_S), LLM_TIMEOUT="10", CACHE_TTL="0"
    )


def two_at_once(client: httpx.Client, path: str, **headers: str) -> tuple[httpx.Response, httpx.Response]:
    def send(number: int) -> httpx.Response:
        time.sleep(number * 0.2)
        return client.post(path, json={"text": ASKED}, headers={"Idempotency-Key": f"m{number}", **headers})

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(send, range(2))
    return first, second


def test_late_is_504_and_the_same_key_gets_the_reply(slow: Server) -> None:
    with slow.client(Authorization=f"Bearer {API_KEY}") as client:
        path = f"/v1/conversations/{client.post('/v1/conversations', json={}).json()['id']}/messages"
        first, late = two_at_once(client, path)
        assert first.status_code == 200
        assert (late.status_code, late.json()["code"]) == (504, "timeout")
        assert late.headers["content-type"] == "application/problem+json"
        assert late.headers["retry-after"]
        assert late.elapsed.total_seconds() < WITHIN_S + 1
        give_up = time.monotonic() + 10
        while (again := client.post(path, json={"text": ASKED}, headers={"Idempotency-Key": "m1"})).status_code == 409:
            assert time.monotonic() < give_up
            time.sleep(0.1)
        assert again.status_code == 200
        assert len([m for m in client.get(path).json()["items"] if m["role"] == "agent"]) == 2
        told = client.get("/metrics").text
    assert 'agent_timeouts_total{dependency="turn"} 1.0' in told
    assert 'agent_errors_total{kind="timeout"} 1.0' in told
    assert "Timeout waiting for response" in slow.log


def test_a_stream_that_is_late_ends_with_an_error_event(slow: Server) -> None:
    with slow.client(Authorization=f"Bearer {API_KEY}", Accept="text/event-stream") as client:
        path = f"/v1/conversations/{client.post('/v1/conversations', json={}).json()['id']}/messages"
        _, late = two_at_once(client, path)
    assert late.status_code == 200
    assert "event: error" in late.text
    assert '"code":"timeout"' in late.text
    assert "event: completed" not in late.text
