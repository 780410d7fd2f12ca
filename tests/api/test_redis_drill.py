"""Redis is frozen, killed and flushed under load: customers notice nothing. `pytest -s` shows the figures."""

import asyncio
import signal
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count

import httpx
import pytest

from tests.conftest import StartServer
from tests.support.redis import RedisServer
from tests.support.server import API_KEY, Server

pytestmark = pytest.mark.databases

CONVERSATIONS = 8
CALM_S = 3.0
AWAY_S = 5.0
MOST_ERRORS = 0.005
# One deadline of a call that meets the fault, and what a busy machine adds.
SLOWER_S = 0.2 + 0.2


@dataclass
class Phase:
    name: str
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.seconds, n=20)[-1]

    def __str__(self) -> str:
        figures = f"{len(self.seconds):5} turns, {len(self.errors)} errors, p50 {statistics.median(self.seconds):.3f} s"
        return f"{self.name:8} {figures}, p95 {self.p95:.3f} s, longest {max(self.seconds):.3f} s"


class Load:
    """Conversations that change replica at every message."""

    def __init__(self, servers: tuple[Server, Server]) -> None:
        self._servers = servers
        self.phases: list[Phase] = []

    async def run(self, drill: Callable[["Load"], Awaitable[None]]) -> None:
        async with httpx.AsyncClient(headers={"Authorization": f"Bearer {API_KEY}"}, timeout=30) as client:
            talks = [asyncio.create_task(self._talk(client)) for _ in range(CONVERSATIONS)]
            await drill(self)
            for talk in talks:
                talk.cancel()
            await asyncio.gather(*talks, return_exceptions=True)

    async def phase(self, name: str, seconds: float) -> None:
        self.phases.append(Phase(name))
        await asyncio.sleep(seconds)

    async def _talk(self, client: httpx.AsyncClient) -> None:
        opened = await client.post(f"{self._servers[0].url}/v1/conversations", json={})
        conversation = opened.json()["id"]
        for number in count(1):
            server = self._servers[number % 2]
            phase, began = self.phases[-1], time.monotonic()
            answer = await client.post(
                f"{server.url}/v1/conversations/{conversation}/messages", json={"text": "quanto custa o Essencial?"}
            )
            phase.seconds.append(time.monotonic() - began)
            if answer.status_code != 200:
                phase.errors.append(answer.text)


@pytest.mark.slow
async def test_redis_frozen_killed_and_flushed_under_load(
    start_server: StartServer, own_redis: RedisServer, database_url: str
) -> None:
    common = {"DATABASE_URL": database_url, "REDIS_URL": own_redis.url}
    servers = start_server(**common), start_server(**common)

    async def drill(load: Load) -> None:
        await load.phase("calm", CALM_S)
        own_redis.signal(signal.SIGSTOP)
        await load.phase("frozen", AWAY_S)
        own_redis.signal(signal.SIGCONT)
        await load.phase("thawed", CALM_S)
        own_redis.kill()
        await load.phase("killed", AWAY_S)
        await asyncio.to_thread(own_redis.start)
        await load.phase("back", CALM_S)
        own_redis.cli("FLUSHALL")
        await load.phase("flushed", CALM_S)

    load = Load(servers)
    await load.run(drill)
    print(*load.phases, sep="\n")  # noqa: T201 - the figures are what a drill is for
    calm = load.phases[0]
    turns = sum(len(phase.seconds) for phase in load.phases)
    errors = [error for phase in load.phases for error in phase.errors]
    assert len(errors) / turns < MOST_ERRORS, errors[:3]
    for phase in load.phases[1:]:
        assert phase.p95 < 2 * calm.p95 + SLOWER_S, phase.name
    assert "conversation:" in own_redis.cli("KEYS", "conversation:*"), "it is in use again"
    for server in servers:
        assert server.log.count('"event":"Redis connection timeout"') == 2
