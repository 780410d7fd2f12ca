"""Hot copies of conversations, wherever they are kept."""

import pytest

from agente.conversations.recent import MemoryRecent, Recent, RecentStore
from agente.conversations.redis_recent import RedisRecent
from tests.support.redis import RedisServer

SAID = Recent(4, [("customer", "Olá, “tudo” bem?"), ("agent", "Tudo! 🙂\nComo posso ajudar?")])


@pytest.fixture(params=["memory", "redis"])
def store(request: pytest.FixtureRequest) -> RecentStore:
    return MemoryRecent() if request.param == "memory" else RedisRecent(request.getfixturevalue("redis"))


async def test_gives_back_what_was_kept_last(store: RecentStore) -> None:
    assert await store.get("one") is None
    await store.put("one", Recent(2, []))
    await store.put("one", SAID)
    assert await store.get("one") == SAID
    assert await store.get("other") is None


async def test_forgets_what_it_is_told_to(store: RecentStore) -> None:
    for name in ("one", "two", "three"):
        await store.put(name, SAID)
    await store.forget(["one", "three", "unknown"])
    await store.forget([])
    assert [await store.get(name) for name in ("one", "two", "three")] == [None, SAID, None]


async def test_of_too_many_the_oldest_goes() -> None:
    store = MemoryRecent(2)
    for name in ("one", "two", "three"):
        await store.put(name, SAID)
    assert [await store.get(name) for name in ("one", "two", "three")] == [None, SAID, SAID]


@pytest.mark.parametrize("written", ["", "not json", "[]", '{"last_seq": 4}', '{"last_seq": 4, "messages": ["a"]}'])
async def test_what_somebody_else_wrote_is_no_copy(redis_server: RedisServer, written: str, redis: object) -> None:
    redis_server.cli("SET", "conversation:one", written)
    assert await RedisRecent(redis).get("one") is None  # type: ignore[arg-type]


async def test_away_it_finds_nothing_and_raises_nothing(own_redis: RedisServer) -> None:
    from agente.storage.redis import Redis

    link = Redis(own_redis.url)
    own_redis.kill()
    store = RedisRecent(link)
    await store.put("one", SAID)
    assert await store.get("one") is None
    await store.forget(["one"])
    await link.close()
