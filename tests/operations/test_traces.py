"""Traces, as a collector receives them."""

from pathlib import Path

import pytest

from tests.conftest import StartServer
from tests.support.collector import Collector, collecting
from tests.support.server import API_KEY
from tests.support.vendors import Vendors

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"
SAID = "como funciona a integração com o whatsapp? marcador-7731"


def traced_turn(start_server: StartServer, vendors: Vendors, **settings: str) -> Collector:
    """One turn with a model, in a caller's trace; the server is stopped, so that all is sent."""
    with collecting() as collector:
        environment = vendors.environment | {"LLM_PROVIDER": "openai", "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url}
        server = start_server(**environment, **settings)
        with server.client(Authorization=f"Bearer {API_KEY}", traceparent=PARENT) as client:
            conversation = client.post("/v1/conversations", json={}).json()["id"]
            reply = client.post(f"/v1/conversations/{conversation}/messages", json={"text": SAID})
            assert reply.json()["source"] == "llm", reply.text
        assert server.stop() == 0
    return collector


class TestSpans:
    def test_each_step_of_the_turn_and_each_call_of_a_vendor_is_one(
        self, start_server: StartServer, vendors: Vendors
    ) -> None:
        collector = traced_turn(start_server, vendors)
        names = {span.name for span in collector.spans if span.trace_id.hex() == TRACE}
        assert names >= {"request", "turn.accept", "turn.answer", "turn.commit", "llm.request"}
        (answering,) = collector.named("turn.answer")
        assert answering.span_id in {span.parent_span_id for span in collector.named("llm.request")}
        assert b"marcador-7731" not in collector.received

    def test_what_was_said_is_shown_where_that_is_asked_for(self, start_server: StartServer, vendors: Vendors) -> None:
        collector = traced_turn(start_server, vendors, TRACE_CONTENT="true")
        assert b"marcador-7731" in collector.received


def test_a_collector_that_is_away_delays_nobody(start_server: StartServer, tmp_path: Path) -> None:
    server = start_server(OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9", OTEL_EXPORTER_OTLP_TIMEOUT="1")
    with server.client(Authorization=f"Bearer {API_KEY}") as client:
        assert client.post("/v1/conversations", json={}).elapsed.total_seconds() < 1
    assert server.stop() == 0


@pytest.mark.parametrize("module", ["opentelemetry.sdk", "opentelemetry.exporter"])
def test_without_an_address_nothing_is_imported(module: str) -> None:
    import subprocess
    import sys

    asked = f"import sys, agente.api.app; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
