"""Redis may be away: nobody waits twice, the log says so once, and it is used again by itself."""

import asyncio
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from agente.observability.metrics import DEPENDENCY_UP
from agente.storage.redis import DEADLINE_S, PROBE_EVERY_S, Away, Redis
from tests.support.redis import RedisServer

LATE_S = 0.15  # what a busy machine may add


@pytest.fixture
async def link(own_redis: RedisServer) -> AsyncIterator[Redis]:
    linked = Redis(own_redis.url)
    assert await linked.is_up()
    yield linked
    await linked.close()


async def refused_within(link: Redis) -> float:
    """How long a call waited before it gave up."""
    began = time.monotonic()
    with pytest.raises(Away):
        await link.get("a")
    return time.monotonic() - began


async def eventually(true: Callable[[], bool], within_s: float = 3 * PROBE_EVERY_S) -> bool:
    give_up = time.monotonic() + within_s
    while not true() and time.monotonic() < give_up:  # noqa: ASYNC110 - nobody there to set an event
        await asyncio.sleep(0.02)
    return true()


def is_up() -> bool:
    return bool(DEPENDENCY_UP.labels("redis")._value.get())


def phrases(logged: list[EventDict]) -> list[str]:
    return [line["event"] for line in logged]


class TestFrozen:
    async def test_one_call_waits_and_the_log_says_so_once(self, link: Redis, own_redis: RedisServer) -> None:
        with capture_logs() as logged:
            own_redis.signal(signal.SIGSTOP)
            first = await refused_within(link)
            rest = [await refused_within(link) for _ in range(20)]
            assert await eventually(lambda: not is_up())
            await asyncio.sleep(2 * PROBE_EVERY_S)
        assert DEADLINE_S <= first < DEADLINE_S + LATE_S
        assert max(rest) < 0.05
        assert phrases(logged) == ["Redis connection timeout"]

    async def test_thawed_it_is_used_again(self, link: Redis, own_redis: RedisServer) -> None:
        own_redis.signal(signal.SIGSTOP)
        await refused_within(link)
        assert await eventually(lambda: not is_up())
        own_redis.signal(signal.SIGCONT)
        assert await eventually(is_up)
        await link.put("a", "1", 10)
        assert await link.get("a") == b"1"


class TestKilled:
    async def test_calls_fail_at_once_and_a_new_server_is_used(self, link: Redis, own_redis: RedisServer) -> None:
        own_redis.kill()
        assert await refused_within(link) < DEADLINE_S
        assert await eventually(lambda: not is_up())
        own_redis.start()
        assert await eventually(is_up)
        assert await link.get("a") is None

    async def test_listeners_are_told_that_they_may_have_missed_something(
        self, link: Redis, own_redis: RedisServer
    ) -> None:
        async with aclosing(link.listen("news")) as heard:
            assert await anext(heard) is None
            await link.publish("news", "first")
            assert await anext(heard) == b"first"
            own_redis.kill()
            assert await anext(heard) is None
            own_redis.start()
            assert await asyncio.wait_for(anext(heard), 3 * PROBE_EVERY_S) is None


async def test_a_server_that_takes_no_writes_is_not_used(link: Redis, own_redis: RedisServer) -> None:
    """It answers PING, and with the memory full every use of it would fail."""
    await link.put("ballast", "x" * 100_000, 100)
    own_redis.cli("CONFIG", "SET", "maxmemory", "1")
    with pytest.raises(Away):
        await link.put("a", "1", 10)
    assert await eventually(lambda: not is_up())
    assert not await link.is_up()


async def test_a_socket_that_never_answers_is_a_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as hole:
        link = Redis(f"redis://127.0.0.1:{hole.getsockname()[1]}/0")
        with capture_logs() as logged:
            assert await refused_within(link) < DEADLINE_S + LATE_S
            assert await eventually(lambda: "Redis connection timeout" in phrases(logged))
        await link.close()


async def test_a_process_that_was_too_busy_to_hear_the_answer_says_nothing(link: Redis) -> None:
    with capture_logs() as logged:
        call = asyncio.create_task(link.put("a", "1", 10))
        await asyncio.sleep(0)
        time.sleep(2 * DEADLINE_S)  # noqa: ASYNC251 - as a long calculation would
        await asyncio.gather(call, return_exceptions=True)
        await asyncio.sleep(DEADLINE_S)
    assert phrases(logged) == []
    assert await link.is_up()
