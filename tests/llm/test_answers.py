"""The answer cache: which questions are the same, how long an answer lives, and that many who ask make one call."""

import asyncio
import gc

import pytest
from prometheus_client import Counter

from agente.llm.answers import Answer, AnswerCache, AnswerStore, MemoryStore, answer_key
from agente.llm.redis_answers import RedisAnswers
from agente.observability.metrics import CACHE_HITS, CACHE_MISSES, render
from agente.storage.redis import Redis
from tests.support.redis import RedisServer


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Maker:
    """Makes numbered answers when it is let; counts."""

    def __init__(self) -> None:
        self.made = 0
        self.may_go_on = asyncio.Event()
        self.error: Exception | None = None

    async def __call__(self) -> Answer:
        self.made += 1
        number = self.made
        await self.may_go_on.wait()
        if self.error:
            raise self.error
        return Answer(f"answer {number}")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(clock: Clock) -> AnswerCache:
    return AnswerCache(600, MemoryStore(3, clock))


@pytest.fixture
async def maker() -> Maker:
    return Maker()


@pytest.fixture
async def quick(maker: Maker) -> Maker:
    maker.may_go_on.set()
    return maker


def counted(counter: Counter) -> float:
    return float(counter._value.get())


class TestKey:
    @pytest.mark.parametrize(
        "same",
        [
            "voces abrem no sabado",
            "VOCÊS ABREM NO SÁBADO?!",
            "  Vocês   abrem,\nno sábado...",
            "¿Vocês (abrem) no “sábado”?",
            "Voce\u0302s abrem no sa\u0301bado?",
        ],
    )
    def test_capitals_accents_and_punctuation_do_not_matter(self, same: str) -> None:
        assert answer_key("v1", "pt-BR", "sales", same) == answer_key("v1", "pt-BR", "sales", "Vocês abrem no sábado?")

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("serve 1,5 litro?", "serve 15 litro?"),
            ("custa 1.000?", "custa 1,000?"),
            ("abre 10:30?", "abre 10 30?"),
            ("gela a -18?", "gela a 18?"),
            ("tem desconto de 10%?", "tem desconto de 10?"),
            ("vendem C++?", "vendem C?"),
            ("plano pro", "plano pró mensal"),
        ],
    )
    def test_numbers_and_signs_do(self, one: str, other: str) -> None:
        assert answer_key("v1", "pt-BR", "sales", one) != answer_key("v1", "pt-BR", "sales", other)

    def test_pack_language_and_specialist_part_questions(self) -> None:
        keys = {
            answer_key("v1", "pt-BR", "sales", "oi"),
            answer_key("v2", "pt-BR", "sales", "oi"),
            answer_key("v1", "es", "sales", "oi"),
            answer_key("v1", "pt-BR", "support", "oi"),
        }
        assert len(keys) == 4


@pytest.fixture(params=["memory", "redis"])
def store(request: pytest.FixtureRequest) -> AnswerStore:
    return MemoryStore() if request.param == "memory" else RedisAnswers(request.getfixturevalue("redis"))


class TestStores:
    """Wherever answers are kept."""

    WHOLE = Answer("R$ 10", ({"document": "catalog.yaml", "url": None},), ("Quero",), {"cost_usd": 0.25})

    async def test_an_answer_comes_back_whole_for_its_time(self, store: AnswerStore) -> None:
        await store.put("a", self.WHOLE, 0.2)
        assert await store.get("a") == self.WHOLE
        assert await store.get("b") is None
        await asyncio.sleep(0.25)
        assert await store.get("a") is None

    async def test_redis_is_not_told_the_question_in_a_key(self, redis: Redis, redis_server: RedisServer) -> None:
        await RedisAnswers(redis).put(answer_key("v1", "pt-BR", "sales", "segredo"), self.WHOLE, 10)
        assert redis_server.cli("KEYS", "agente:answer:*").strip()
        assert "segredo" not in redis_server.cli("KEYS", "*")

    async def test_away_it_finds_nothing_and_raises_nothing(self, own_redis: RedisServer) -> None:
        link = Redis(own_redis.url)
        own_redis.kill()
        store = RedisAnswers(link)
        await store.put("a", self.WHOLE, 10)
        assert await store.get("a") is None
        await link.close()


class TestGetOrMake:
    async def test_the_second_time_it_is_given_again_whole(self, cache: AnswerCache) -> None:
        answer = Answer("R$ 10", ({"document": "catalog.yaml"},), ("Quero",), {"model": "large"})

        async def make() -> Answer:
            return answer

        first = await cache.get_or_make("a", make)
        second = await cache.get_or_make("a", make)
        assert (first.hit, second.hit) == (False, True)
        assert first.answer == second.answer == answer

    async def test_the_share_of_hits_is_a_metric(self, cache: AnswerCache, quick: Maker) -> None:
        for _ in range(5):
            await cache.get_or_make("a", quick)
        line = next(line for line in render().decode().splitlines() if line.startswith("agent_cache_hit_ratio "))
        hits, misses = counted(CACHE_HITS), counted(CACHE_MISSES)
        assert float(line.split()[1]) == pytest.approx(hits / (hits + misses))
        assert hits >= 4

    async def test_it_is_made_again_after_its_time(self, cache: AnswerCache, quick: Maker, clock: Clock) -> None:
        await cache.get_or_make("a", quick)
        clock.seconds = 599.9
        assert (await cache.get_or_make("a", quick)).hit
        clock.seconds = 600
        assert not (await cache.get_or_make("a", quick)).hit
        assert quick.made == 2

    async def test_the_one_unused_longest_goes_first(self, cache: AnswerCache, quick: Maker) -> None:
        for key in ("a", "b", "c", "a", "d"):
            await cache.get_or_make(key, quick)
        assert [(await cache.get_or_make(key, quick)).hit for key in ("a", "c", "d", "b")] == [True, True, True, False]

    async def test_a_ttl_of_0_switches_it_off(self, quick: Maker) -> None:
        cache = AnswerCache(0, MemoryStore())
        for _ in range(2):
            assert not (await cache.get_or_make("a", quick)).hit
        assert quick.made == 2

    async def test_many_at_once_make_one_call(self, cache: AnswerCache, maker: Maker) -> None:
        hits, misses = counted(CACHE_HITS), counted(CACHE_MISSES)
        asking = [asyncio.create_task(cache.get_or_make("a", maker)) for _ in range(50)]
        other = asyncio.create_task(cache.get_or_make("b", maker))
        await asyncio.sleep(0)
        maker.may_go_on.set()
        found = await asyncio.gather(*asking)
        assert {one.answer.text for one in found} == {"answer 1"}
        assert [one.hit for one in found].count(False) == 1
        assert (await other).answer.text == "answer 2"
        assert (counted(CACHE_HITS) - hits, counted(CACHE_MISSES) - misses) == (49, 2)

    async def test_all_who_wait_get_the_error_and_the_next_one_tries_again(
        self, cache: AnswerCache, maker: Maker
    ) -> None:
        maker.error = RuntimeError("nobody answers")
        asking = [asyncio.create_task(cache.get_or_make("a", maker)) for _ in range(3)]
        await asyncio.sleep(0)
        maker.may_go_on.set()
        assert [str(raised) for raised in await asyncio.gather(*asking, return_exceptions=True)] == [
            "nobody answers"
        ] * 3
        maker.error = None
        assert (await cache.get_or_make("a", maker)).answer.text == "answer 2"

    async def test_when_the_first_goes_away_the_others_are_served(self, cache: AnswerCache, maker: Maker) -> None:
        first = asyncio.create_task(cache.get_or_make("a", maker))
        await asyncio.sleep(0)
        second = asyncio.create_task(cache.get_or_make("a", maker))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.sleep(0)
        maker.may_go_on.set()
        assert (await second).answer.text == "answer 1"
        assert first.cancelled()
        assert maker.made == 1

    async def test_a_failure_that_nobody_waits_for_is_not_reported_as_lost(
        self, cache: AnswerCache, maker: Maker
    ) -> None:
        lost: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: lost.append(context))
        maker.error = RuntimeError("nobody answers")
        only = asyncio.create_task(cache.get_or_make("a", maker))
        await asyncio.sleep(0)
        only.cancel()
        maker.may_go_on.set()
        await asyncio.gather(only, return_exceptions=True)
        maker.error = None
        assert (await cache.get_or_make("a", maker)).answer.text == "answer 2"
        gc.collect()
        assert lost == []
