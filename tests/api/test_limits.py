"""The rate limit, wherever it is counted."""

import asyncio
import time

import pytest

from agente.api.limits import MemoryRateLimit, RateLimit
from agente.api.redis_limits import RedisRateLimit
from agente.errors import RateLimited
from agente.storage.redis import Redis
from tests.support.redis import RedisServer

PER_MINUTE = 3


class Clock:
    def __init__(self) -> None:
        self.at = 600.0  # the beginning of a minute

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory(clock: Clock) -> MemoryRateLimit:
    return MemoryRateLimit(10, clock)


async def ask(limit: MemoryRateLimit, times: int, caller: str = "ana") -> None:
    for _ in range(times):
        await limit.count(caller)


class TestWindow:
    async def test_refuses_one_too_many_of_one_caller_alone(self, memory: MemoryRateLimit) -> None:
        await ask(memory, 10)
        with pytest.raises(RateLimited):
            await ask(memory, 1)
        await ask(memory, 10, "bia")

    async def test_a_refused_request_counts_for_nothing(self, memory: MemoryRateLimit, clock: Clock) -> None:
        await ask(memory, 10)
        for _ in range(50):
            with pytest.raises(RateLimited):
                await ask(memory, 1)
        clock.at += 120
        await ask(memory, 10)

    async def test_the_minute_before_goes_out_of_reach_bit_by_bit(self, memory: MemoryRateLimit, clock: Clock) -> None:
        await ask(memory, 10)
        clock.at += 60 + 30
        await ask(memory, 5)
        with pytest.raises(RateLimited):
            await ask(memory, 1)

    @pytest.mark.parametrize("asked_at", [0, 30, 59])
    async def test_who_waits_as_told_is_let_in(self, memory: MemoryRateLimit, clock: Clock, asked_at: int) -> None:
        clock.at += asked_at
        await ask(memory, 10)
        with pytest.raises(RateLimited) as refused:
            await ask(memory, 1)
        clock.at += refused.value.retry_after_s or 0
        await ask(memory, 1)

    async def test_who_waits_in_the_next_minute_is_let_in(self, memory: MemoryRateLimit, clock: Clock) -> None:
        await ask(memory, 10)
        clock.at += 61
        with pytest.raises(RateLimited) as refused:
            await ask(memory, 5)
        assert (refused.value.retry_after_s or 0) <= 6
        clock.at += refused.value.retry_after_s or 0
        await ask(memory, 1)

    async def test_a_limit_of_one_lets_one_in_each_two_minutes_at_most(self, clock: Clock) -> None:
        limit = MemoryRateLimit(1, clock)
        await ask(limit, 1)
        with pytest.raises(RateLimited) as refused:
            await ask(limit, 1)
        clock.at += refused.value.retry_after_s or 0
        await ask(limit, 1)


@pytest.fixture(params=["memory", "redis"])
def limit(request: pytest.FixtureRequest) -> RateLimit:
    if request.param == "memory":
        return MemoryRateLimit(PER_MINUTE)
    return RedisRateLimit(PER_MINUTE, request.getfixturevalue("redis"))


async def is_let_in(limit: RateLimit, caller: str, barred_by: str | None = None) -> bool:
    try:
        await limit.count(caller, barred_by=barred_by)
    except RateLimited:
        return False
    return True


async def test_each_caller_has_so_many(limit: RateLimit) -> None:
    assert [await is_let_in(limit, "one") for _ in range(4)] == [True] * 3 + [False]
    with pytest.raises(RateLimited) as refused:
        await limit.count("one")
    assert 1 <= (refused.value.retry_after_s or 0) <= 120
    assert await is_let_in(limit, "other")


async def test_a_name_without_requests_left_bars_others_and_is_not_counted_by_them(limit: RateLimit) -> None:
    assert [await is_let_in(limit, "key", "address") for _ in range(2)] == [True] * 2
    assert [await is_let_in(limit, "address") for _ in range(3)] == [True] * 3
    assert not await is_let_in(limit, "key", "address")
    assert [await is_let_in(limit, "key") for _ in range(2)] == [True, False]


async def test_replicas_count_together(redis: Redis, redis_server: RedisServer) -> None:
    one, two = RedisRateLimit(PER_MINUTE, redis), RedisRateLimit(PER_MINUTE, redis)
    assert [await is_let_in(limit, "a") for limit in (one, two, one, two)] == [True, True, True, False]
    assert "address" not in redis_server.cli("KEYS", "*")


async def test_last_minute_counts_by_the_share_that_is_still_within_sixty_seconds(
    redis: Redis, redis_server: RedisServer
) -> None:
    limit = RedisRateLimit(100, redis)
    await limit.count("a")
    if time.time() % 60 > 55:
        await asyncio.sleep(6)  # the minute must not end meanwhile
    (key,) = redis_server.cli("--scan", "--pattern", "agente:limit:*").split()
    seconds, microseconds = map(int, redis_server.cli("TIME").split())
    now = (seconds + microseconds / 1e6) / 60
    redis_server.cli("HSET", key, "minute", str(int(now) - 1), "this", "100", "last", "0")
    counted = 0
    while await is_let_in(limit, "a"):
        counted += 1
    passed = now % 1
    assert abs(counted - 100 * passed) <= 4  # a second or so passed meanwhile


async def test_flushed_it_counts_anew_and_away_each_process_counts_alone(own_redis: RedisServer) -> None:
    link = Redis(own_redis.url)
    limit = RedisRateLimit(PER_MINUTE, link)
    assert [await is_let_in(limit, "a") for _ in range(4)] == [True, True, True, False]
    own_redis.cli("FLUSHALL")
    own_redis.cli("SCRIPT", "FLUSH")
    assert await is_let_in(limit, "a")
    own_redis.kill()
    assert [await is_let_in(limit, "a") for _ in range(4)] == [True, True, True, False]
    await link.close()
