"""What the operator sees of the providers: health, metrics and log lines, through the application."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
import structlog

from agente.api.app import announce, create_app, make_parts
from agente.api.limits import MemoryRateLimit
from agente.api.parts import Parts
from agente.llm import call, probe
from agente.llm.build import build_chain
from agente.llm.chain import Chain
from agente.llm.errors import NoProvider
from agente.llm.messages import Ledger
from agente.settings import Settings
from tests.llm.conftest import OPENAI_ALONE, question
from tests.support.server import API_KEY, SAMPLE_PACK, Server
from tests.support.vendors import Vendors, fault, say
from tests.support.vendors.server import WRONG_KEY


class Observed:
    """The application in this process, and one who looks at it from an address of choice."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._app = create_app(parts)

    async def get(self, path: str, address: str = "127.0.0.1", **headers: str) -> httpx.Response:
        transport = httpx.ASGITransport(self._app, client=(address, 50000))
        async with httpx.AsyncClient(transport=transport, base_url="http://agente") as client:
            return await client.get(path, headers=headers)

    async def ask(self, within_s: float = 2.0) -> None:
        assert self.parts.model
        await self.parts.model.complete(question(), tier="simple", within_s=within_s, ledger=Ledger())

    async def metric(self, line_start: str) -> float:
        """The value on the line that starts so, 0 without one."""
        lines = (await self.get("/metrics")).text.splitlines()
        return next((float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(line_start)), 0.0)


Observe = Callable[..., Observed]
Logged = list[dict[str, Any]]


@pytest.fixture(scope="module")
def local_parts(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    state = tmp_path_factory.mktemp("observed")
    given = {"pack": SAMPLE_PACK, "state_dir": state, "bootstrap_api_key": API_KEY}
    parts = make_parts(Settings(_env_file=None, **given))  # type: ignore[arg-type, call-arg]
    announce(parts)
    yield parts
    parts.database.close()


@pytest.fixture
async def observe(local_parts: Parts, vendors: Vendors) -> AsyncIterator[Observe]:
    """The same application with the providers that the settings name; OpenAI first unless they say otherwise."""
    opened: list[Chain] = []

    def with_settings(**changed: object) -> Observed:
        given = {name.lower(): value for name, value in vendors.environment.items()}
        settings = Settings(_env_file=None, **(given | {"llm_provider": "openai"} | changed))  # type: ignore[arg-type, call-arg]
        model = build_chain(settings)
        if model:
            opened.append(model)
        limit = MemoryRateLimit(settings.rate_limit_per_minute)
        return Observed(replace(local_parts, settings=settings, model=model, rate_limit=limit))

    yield with_settings
    for chain in opened:
        await chain.close()


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Logged:
    """What is logged about providers from here on."""
    capture = structlog.testing.LogCapture()
    for module in (call, probe):
        monkeypatch.setattr(module, "log", structlog.wrap_logger(None, processors=[capture]))
    return capture.entries  # type: ignore[return-value]


class TestHealth:
    async def test_tells_the_breaker_and_the_last_success(self, observe: Observe) -> None:
        seen = observe()
        before = (await seen.get("/health/llm")).json()
        assert [provider["last_success_at"] for provider in before["providers"]] == [None, None]
        await seen.ask()
        answer = await seen.get("/health/llm")
        assert answer.status_code == 200
        told = answer.json()
        assert (told["status"], told["mode"]) == ("healthy", "providers")
        assert told["providers"][0]["provider"] == "openai"
        assert told["providers"][0]["breaker"] == "closed"
        assert told["providers"][0]["last_success_at"]

    async def test_asks_no_vendor(self, observe: Observe, vendors: Vendors) -> None:
        await observe().get("/health/llm")
        assert vendors.requests == []

    async def test_503_when_nobody_is_left_while_health_stays_200(self, observe: Observe) -> None:
        seen = observe(openai_base_url="http://127.0.0.1:9/v1", **OPENAI_ALONE)
        with pytest.raises(NoProvider):
            await seen.ask()
        answer = await seen.get("/health/llm")
        assert (answer.status_code, answer.json()["status"]) == (503, "unhealthy")
        assert answer.json()["providers"][0]["last_error"] == "unreachable"
        assert (await seen.get("/health")).status_code == 200

    async def test_local_engine_alone_is_healthy(self, observe: Observe) -> None:
        told = (await observe(llm_provider="local").get("/health/llm")).json()
        assert (told["status"], told["mode"], told["providers"]) == ("healthy", "local", [])

    async def test_fallback_mode_is_degraded(self, observe: Observe) -> None:
        seen = observe(fallback_mode=True)
        assert seen.parts.model is None
        told = (await seen.get("/health/llm")).json()
        assert (told["status"], told["mode"]) == ("degraded", "fallback")


class TestMetrics:
    async def test_count_calls_tokens_cost_and_errors(self, observe: Observe, vendors: Vendors) -> None:
        seen = observe()
        names = [
            'llm_requests_total{model="gpt-6-luna",outcome="ok",provider="openai"}',
            'llm_latency_seconds_count{model="gpt-6-luna",provider="openai"}',
            'llm_tokens_by_model_total{kind="input",model="gpt-6-luna"}',
            'llm_tokens_by_model_total{kind="output",model="gpt-6-luna"}',
            'llm_cost_usd_total{model="gpt-6-luna"}',
            'llm_errors_total{kind="overloaded",provider="anthropic"}',
        ]
        before = [await seen.metric(name) for name in names]
        await seen.ask()
        vendors.script("anthropic", fault("overloaded"))
        vendors.script("openai", fault("quota"))
        with pytest.raises(NoProvider):
            await seen.ask(within_s=0.2)
        grown = [await seen.metric(name) - value for name, value in zip(names, before, strict=True)]
        assert grown == pytest.approx([1, 1, 9, 5, 3.4e-06, 1])

    async def test_say_whether_a_provider_is_up(self, observe: Observe, vendors: Vendors) -> None:
        seen = observe()
        await seen.ask()
        assert await seen.metric('agent_dependency_up{dependency="openai"}') == 1
        vendors.script("openai", fault("unauthorized"))
        await seen.ask()
        assert await seen.metric('agent_dependency_up{dependency="openai"}') == 0

    @pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "172.17.0.1", "192.168.0.9", "::1", "fd00::1"])
    async def test_open_to_scrapers_inside(self, observe: Observe, address: str) -> None:
        answer = await observe(llm_provider="local").get("/metrics", address)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain")

    @pytest.mark.parametrize(
        ("address", "headers"),
        [
            ("8.8.8.8", {}),
            ("10.0.0.2", {"X-Forwarded-For": "8.8.8.8"}),
            ("10.0.0.2", {"X-Forwarded-For": "10.0.0.1, 8.8.8.8"}),
            ("10.0.0.2", {"X-Forwarded-For": "unknown"}),
            ("8.8.8.8", {"Authorization": "Bearer wrong"}),
        ],
    )
    async def test_closed_to_others(self, observe: Observe, address: str, headers: dict[str, str]) -> None:
        answer = await observe(llm_provider="local").get("/metrics", address, **headers)
        assert answer.status_code == 401

    async def test_open_to_an_api_key_from_anywhere_and_never_limited(self, observe: Observe) -> None:
        seen = observe(llm_provider="local", rate_limit_per_minute=1)
        for _ in range(3):
            answer = await seen.get("/metrics", "8.8.8.8", Authorization=f"Bearer {API_KEY}")
            assert answer.status_code == 200


class TestLog:
    async def test_latency_of_each_call(self, observe: Observe, logged: Logged) -> None:
        await observe().ask()
        (line,) = [line for line in logged if line["event"] == "LLM latency"]
        assert (line["log_level"], line["provider"], line["model"]) == ("info", "openai", "gpt-6-luna")
        assert isinstance(line["latency_ms"], float)

    async def test_rate_limit(self, observe: Observe, vendors: Vendors, logged: Logged) -> None:
        vendors.script("openai", fault("rate_limit", retry_after="20"))
        await observe().ask()
        (line,) = [line for line in logged if line["event"] == "LLM API rate limit"]
        assert (line["log_level"], line["provider"], line["retry_after_s"]) == ("warning", "openai", 20)

    async def test_timeout(self, observe: Observe, vendors: Vendors, logged: Logged) -> None:
        vendors.script("openai", fault("hang"))
        await observe(llm_timeout=0.2).ask()
        (line,) = [line for line in logged if line["event"] == "Timeout waiting for response"]
        assert (line["log_level"], line["provider"], line["dependency"]) == ("error", "openai", "LLM")

    async def test_never_repeats_what_was_said(self, observe: Observe, vendors: Vendors, logged: Logged) -> None:
        vendors.script("openai", fault("refused_parameter", parameter="Quanto custa?"))
        vendors.script("anthropic", say("Custa R$ 99."))
        await observe().ask()
        assert logged
        assert "usta" not in str(logged)


class TestProbe:
    async def test_wrong_key_is_said_by_its_setting(self, observe: Observe, logged: Logged) -> None:
        seen = observe(openai_api_key=WRONG_KEY)
        assert seen.parts.model
        await probe.probe(seen.parts.model)
        (line,) = [line for line in logged if line["event"] == "LLM provider not usable"]
        assert (line["setting"], line["kind"]) == ("OPENAI_API_KEY", "unauthorized")
        assert (await seen.get("/health/llm")).json()["status"] == "degraded"

    async def test_unknown_model_is_said_by_its_setting(self, observe: Observe, logged: Logged) -> None:
        seen = observe(default_model="llama-4", simple_query_model="gpt-6-luna", **OPENAI_ALONE)
        assert seen.parts.model
        await probe.probe(seen.parts.model)
        (line,) = [line for line in logged if line["event"] == "LLM model not listed"]
        assert (line["setting"], line["model"]) == ("DEFAULT_MODEL", "llama-4")

    async def test_all_well_says_nothing(self, observe: Observe, logged: Logged) -> None:
        seen = observe()
        assert seen.parts.model
        await probe.probe(seen.parts.model)
        assert [line for line in logged if "LLM" in str(line["event"])] == []


class TestServer:
    def test_serves_beside_its_providers_and_stops_cleanly(
        self, start_server: Callable[..., Server], vendors: Vendors
    ) -> None:
        environment = vendors.environment | {"OPENAI_API_KEY": WRONG_KEY}
        running = start_server(LLM_PROVIDER="openai", **environment)
        with running.client() as client:
            give_up = time.monotonic() + 10
            while "LLM provider not usable" not in running.log and time.monotonic() < give_up:
                time.sleep(0.05)
            health = client.get("/health/llm").json()
            metrics = client.get("/metrics").text
        assert [(told["provider"], told["breaker"]) for told in health["providers"]] == [
            ("openai", "open"),
            ("anthropic", "closed"),
        ]
        assert "# TYPE llm_requests_total counter" in metrics
        assert running.stop() == 0
        assert '"llm_provider":"openai"' in running.log
        assert '"setting":"OPENAI_API_KEY"' in running.log
        assert "Unclosed" not in running.log
        assert WRONG_KEY not in running.log
