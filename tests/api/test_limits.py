"""The rate limit, wherever it is counted."""

import pytest

from agente.api.limits import MemoryRateLimit, RateLimit
from agente.api.redis_limits import RedisRateLimit
from agente.errors import RateLimited
from agente.storage.redis import Redis
from tests.support.redis import RedisServer

PER_MINUTE = 3


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
    assert 1 <= (refused.value.retry_after_s or 0) <= 60
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


class Clock:
    def __init__(self) -> None:
        self.at = 600.0  # the beginning of a minute

    def __call__(self) -> float:
        return self.at


async def asks(limit: RateLimit, times: int) -> None:
    for _ in range(times):
        await limit.count("ana")


class TestSlidingMinute:
    """In memory, where a test has the clock in its hand."""

    async def test_a_refused_request_counts_for_nothing(self) -> None:
        clock = Clock()
        limit = MemoryRateLimit(10, clock)
        await asks(limit, 10)
        assert not any([await is_let_in(limit, "ana") for _ in range(50)])
        clock.at += 120
        await asks(limit, 10)

    async def test_the_minute_before_goes_out_of_reach_little_by_little(self) -> None:
        clock = Clock()
        limit = MemoryRateLimit(10, clock)
        await asks(limit, 10)
        clock.at += 60 + 30
        await asks(limit, 5)
        assert not await is_let_in(limit, "ana")

    @pytest.mark.parametrize("asked_at", [0, 30, 59])
    async def test_who_waits_as_long_as_told_is_let_in(self, asked_at: int) -> None:
        clock = Clock()
        limit = MemoryRateLimit(10, clock)
        clock.at += asked_at
        await asks(limit, 10)
        with pytest.raises(RateLimited) as refused:
            await asks(limit, 1)
        clock.at += refused.value.retry_after_s or 0
        await asks(limit, 1)
