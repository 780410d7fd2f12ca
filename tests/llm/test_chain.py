"""The failover chain against the stand-in: who is asked, in which order, how fast, and what is recorded."""

import asyncio
import random
import time
from collections.abc import Awaitable
from typing import Protocol

import pytest

from agente.llm import breaker, call
from agente.llm.chain import Chain
from agente.llm.errors import NoProvider
from agente.llm.health import overall, provider_health
from agente.llm.messages import Completion, Ledger, TextDelta
from tests.llm.conftest import OPENAI_ALONE, MakeChain, question
from tests.support.vendors import Reply, Vendors, fault, say


async def asked(chain: Chain, ledger: Ledger, within_s: float = 2.0) -> Completion:
    return await chain.complete(question(), tier="simple", within_s=within_s, ledger=ledger)


async def streamed(chain: Chain, ledger: Ledger, within_s: float = 2.0) -> str:
    """The text that was given out; the last event has to be the same text whole."""
    given = ""
    async for event in chain.stream(question(), tier="simple", within_s=within_s, ledger=ledger):
        if isinstance(event, TextDelta):
            given += event.text
        else:
            assert event.text == given
    return given


class Ask(Protocol):
    def __call__(self, chain: Chain, ledger: Ledger, within_s: float = 2.0) -> Awaitable[object]: ...


def outcomes(ledger: Ledger) -> list[tuple[str, str]]:
    return [(attempt.provider, attempt.outcome) for attempt in ledger.attempts]


async def was_abandoned(vendors: Vendors) -> bool:
    """Whether OpenAI's first request was left before its answer; the stand-in notices a moment later."""
    for _ in range(100):
        if vendors.asked("openai")[0] in vendors.abandoned:
            return True
        await asyncio.sleep(0.01)
    return False


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


class TestAnswer:
    async def test_comes_from_the_preferred_provider(self, make_chain: MakeChain, ledger: Ledger) -> None:
        answer = await asked(make_chain(llm_provider="anthropic"), ledger)
        assert (answer.provider, answer.text) == ("anthropic", "Certo, posso ajudar com isso.")
        assert outcomes(ledger) == [("anthropic", "ok")]

    async def test_says_what_it_took_and_cost(self, make_chain: MakeChain, ledger: Ledger) -> None:
        answer = await asked(make_chain(), ledger)
        (attempt,) = ledger.attempts
        assert attempt.cost_usd == answer.cost_usd == pytest.approx(9 * 0.1e-6 + 5 * 0.5e-6)
        assert 0 < attempt.latency_ms == answer.latency_ms < 1000
        assert attempt.usage == answer.usage

    async def test_of_a_tier_comes_from_its_model(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger
    ) -> None:
        chain = make_chain(default_model="gpt-6-sol", simple_query_model="gpt-4o-mini")
        await chain.complete(question(), tier="default", within_s=1, ledger=ledger)
        await chain.complete(question(), tier="simple", within_s=1, ledger=ledger)
        assert [request.model for request in vendors.requests] == ["gpt-6-sol", "gpt-4o-mini"]


class TestFailover:
    @pytest.mark.parametrize(
        ("reply", "outcome"),
        [
            (fault("rate_limit"), "rate_limited"),
            (fault("rate_limit", retry_after="30"), "rate_limited"),
            (fault("quota"), "quota_exhausted"),
            (fault("server_error"), "overloaded"),
            (fault("unauthorized"), "unauthorized"),
            (fault("unknown_model"), "unknown_model"),
            (fault("refused_parameter", parameter="messages"), "rejected"),
            (fault("reset"), "unreachable"),
            (fault("cut"), "cut_off"),
            (fault("malformed"), "garbled"),
            (say(""), "empty"),
            (say("Não posso.", refusal=True), "refused"),
        ],
    )
    @pytest.mark.parametrize("ask", [asked, streamed])
    async def test_other_provider_answers_at_once(
        self,
        make_chain: MakeChain,
        vendors: Vendors,
        ledger: Ledger,
        monkeypatch: pytest.MonkeyPatch,
        reply: Reply,
        outcome: str,
        ask: Ask,
    ) -> None:
        """Neither the pause that the vendor asks for nor the patience before a second one is waited for."""
        monkeypatch.setattr("agente.llm.chain.HEDGE_AFTER_S", 60.0)
        vendors.script("openai", reply, reply)
        began = time.perf_counter()
        await ask(make_chain(), ledger, within_s=120.0)
        assert time.perf_counter() - began < 10
        assert outcomes(ledger) == [("openai", outcome), ("anthropic", "ok")]

    async def test_closed_port(self, make_chain: MakeChain, ledger: Ledger) -> None:
        chain = make_chain(openai_base_url="http://127.0.0.1:9/v1")
        assert (await asked(chain, ledger)).provider == "anthropic"
        assert outcomes(ledger) == [("openai", "unreachable"), ("anthropic", "ok")]

    async def test_other_vendors_model_is_of_the_same_size(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger
    ) -> None:
        vendors.script("openai", fault("server_error"))
        await asked(make_chain(simple_query_model="gpt-4o-mini"), ledger)
        assert vendors.asked("anthropic")[0].model == "claude-haiku-5-5"

    async def test_nobody_answers(self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger) -> None:
        vendors.script("openai", fault("quota"))
        vendors.script("anthropic", fault("unauthorized"))
        with pytest.raises(NoProvider, match="openai quota_exhausted, anthropic unauthorized"):
            await asked(make_chain(), ledger)

    async def test_defect_of_an_adapter_is_no_crash(
        self, make_chain: MakeChain, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chain = make_chain()
        monkeypatch.setattr(chain.routes["simple"][0].provider, "complete", lambda *_: 1 / 0)
        assert (await asked(chain, ledger)).provider == "anthropic"


class TestRetry:
    async def test_only_provider_is_asked_twice(self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger) -> None:
        vendors.script("openai", fault("server_error"))
        answer = await asked(make_chain(**OPENAI_ALONE), ledger)
        assert answer.provider == "openai"
        assert outcomes(ledger) == [("openai", "overloaded"), ("openai", "ok")]

    async def test_not_a_third_time(self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger) -> None:
        vendors.script("openai", *[fault("server_error")] * 3)
        with pytest.raises(NoProvider):
            await asked(make_chain(**OPENAI_ALONE), ledger)
        assert len(ledger.attempts) == 2

    async def test_waits_as_long_as_the_vendor_asks(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger
    ) -> None:
        vendors.script("openai", fault("rate_limit", retry_after="0.15"))
        began = time.perf_counter()
        await asked(make_chain(**OPENAI_ALONE), ledger)
        assert time.perf_counter() - began >= 0.15

    async def test_wait_that_does_not_fit_is_not_begun(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger
    ) -> None:
        vendors.script("openai", fault("rate_limit", retry_after="60"))
        began = time.perf_counter()
        with pytest.raises(NoProvider):
            await asked(make_chain(**OPENAI_ALONE), ledger, within_s=60)
        assert time.perf_counter() - began < 10
        assert len(ledger.attempts) == 1

    async def test_provider_is_left_alone_until_the_wait_is_over(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger
    ) -> None:
        vendors.script("openai", fault("rate_limit", retry_after="30"))
        chain = make_chain()
        await asked(chain, ledger)
        await asked(chain, ledger)
        assert len(vendors.asked("openai")) == 1

    async def test_lasting_failure_is_not_tried_again(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger
    ) -> None:
        vendors.script("openai", fault("unauthorized"))
        with pytest.raises(NoProvider):
            await asked(make_chain(**OPENAI_ALONE), ledger)
        assert len(ledger.attempts) == 1


class TestDeadline:
    async def test_nobody_answers_in_time(self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger) -> None:
        vendors.answering = lambda _: fault("hang")
        began = time.perf_counter()
        with pytest.raises(NoProvider):
            await asked(make_chain(), ledger, within_s=0.1)
        assert 0.1 <= time.perf_counter() - began < 0.5
        assert sorted(outcomes(ledger)) == [("anthropic", "timeout"), ("openai", "timeout")]

    async def test_of_one_call_is_llm_timeout(self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger) -> None:
        vendors.script("openai", fault("hang"))
        answer = await asked(make_chain(llm_timeout=0.2), ledger)
        assert answer.provider == "anthropic"
        assert ledger.attempts[0].outcome == "timeout"
        assert 200 <= ledger.attempts[0].latency_ms < 600

    async def test_stream_that_dries_up_ends_too(self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger) -> None:
        vendors.script("openai", say("um dois três quatro", piece_delay_s=0.04))
        with pytest.raises(NoProvider):
            await streamed(make_chain(**OPENAI_ALONE), ledger, within_s=0.1)
        assert outcomes(ledger) == [("openai", "timeout")]


class TestHedging:
    async def test_late_provider_is_overtaken(self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger) -> None:
        vendors.script("openai", fault("hang"))
        began = time.perf_counter()
        answer = await asked(make_chain(), ledger, within_s=0.5)
        assert answer.provider == "anthropic"
        assert 0.25 <= time.perf_counter() - began < 0.5
        assert sorted(outcomes(ledger)) == [("anthropic", "ok"), ("openai", "cancelled")]

    async def test_loser_is_let_go(self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger) -> None:
        vendors.script("openai", fault("hang"))
        await asked(make_chain(), ledger, within_s=0.4)
        assert await was_abandoned(vendors)

    async def test_one_that_hangs_while_the_other_answers_has_failed(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Else it would cost every turn half of its time, and never be left alone."""
        monkeypatch.setattr("agente.llm.call.FAIR_WAIT_S", 0.05)
        vendors.script("openai", fault("hang"))
        chain = make_chain()
        await asked(chain, ledger, within_s=0.3)
        assert sorted(outcomes(ledger)) == [("anthropic", "ok"), ("openai", "timeout")]
        assert chain.routes["simple"][0].breaker.failures == 1

    async def test_first_may_still_win(self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger) -> None:
        vendors.script("openai", say("primeiro", delay_s=0.3))
        vendors.script("anthropic", say("segundo", delay_s=0.6))
        answer = await asked(make_chain(), ledger, within_s=0.5)
        assert answer.text == "primeiro"
        assert outcomes(ledger) == [("openai", "ok"), ("anthropic", "cancelled")]

    async def test_stream_that_has_begun_is_not_hedged(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger
    ) -> None:
        vendors.script("openai", say("um dois três quatro", piece_delay_s=0.02))
        assert await streamed(make_chain(), ledger, within_s=1) == "um dois três quatro"
        assert vendors.asked("anthropic") == []


class TestStream:
    async def test_cut_before_any_text_is_taken_over(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger
    ) -> None:
        vendors.script("openai", fault("cut"))
        assert await streamed(make_chain(), ledger) == "Certo, posso ajudar com isso."

    async def test_cut_after_text_ends_it(self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger) -> None:
        vendors.script("openai", fault("cut", text="Custa R$ 99,00 por mês."))
        with pytest.raises(NoProvider):
            await streamed(make_chain(), ledger)
        assert outcomes(ledger) == [("openai", "cut_off")]

    async def test_listener_who_leaves_ends_the_call(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger
    ) -> None:
        vendors.script("openai", say("um dois três quatro", piece_delay_s=0.05))
        events = make_chain().stream(question(), tier="simple", within_s=1, ledger=ledger)
        await anext(events)
        await events.aclose()
        assert await was_abandoned(vendors)
        assert outcomes(ledger) == [("openai", "cancelled")]
        used = ledger.attempts[0].usage
        assert used.input_tokens > 0  # billed, and no longer told
        assert used.output_tokens == 1

    async def test_answer_is_recorded_before_it_is_given(self, make_chain: MakeChain, ledger: Ledger) -> None:
        async for event in make_chain().stream(question(), tier="simple", within_s=1, ledger=ledger):
            if isinstance(event, Completion):
                assert outcomes(ledger) == [("openai", "ok")]


class TestBreaker:
    async def test_failing_provider_is_left_alone_and_tried_again_later(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(breaker, "OPEN_FOR_S", 0.1)
        chain = make_chain()
        vendors.script("openai", *[fault("server_error")] * breaker.FAILURES_TO_OPEN)
        for _ in range(breaker.FAILURES_TO_OPEN + 3):
            await asked(chain, ledger)
        assert len(vendors.asked("openai")) == breaker.FAILURES_TO_OPEN
        await asyncio.sleep(0.1)
        assert (await asked(chain, ledger)).provider == "openai"

    async def test_one_request_tries_whether_it_is_back(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(breaker, "OPEN_FOR_S", 0.01)
        chain = make_chain()
        vendors.script("openai", *[fault("server_error")] * 3, say("de volta", delay_s=0.05))
        for _ in range(3):
            await asked(chain, ledger)
        await asyncio.sleep(0.02)
        answers = await asyncio.gather(*(asked(chain, ledger) for _ in range(5)))
        assert sorted(answer.provider for answer in answers) == ["anthropic"] * 4 + ["openai"]

    async def test_probe_that_was_overtaken_leaves_room_for_another(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(breaker, "OPEN_FOR_S", 0.01)
        chain = make_chain()
        vendors.script("openai", *[fault("server_error")] * 3, fault("hang"), say("de volta"))
        for _ in range(3):
            await asked(chain, ledger)
        await asyncio.sleep(0.02)
        assert (await asked(chain, ledger, within_s=0.4)).provider == "anthropic"
        assert (await asked(chain, ledger)).text == "de volta"

    async def test_wrong_key_is_not_tried_for_long(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger
    ) -> None:
        vendors.script("openai", fault("unauthorized"))
        chain = make_chain()
        for _ in range(3):
            await asked(chain, ledger)
        assert len(vendors.asked("openai")) == 1

    async def test_refusals_do_not_open_it(self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger) -> None:
        vendors.script("openai", *[say("Não posso.", refusal=True)] * 5)
        chain = make_chain()
        for _ in range(6):
            await asked(chain, ledger)
        assert ledger.attempts[-1].provider == "openai"

    async def test_provider_that_had_no_time_is_not_to_blame(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger
    ) -> None:
        vendors.answering = lambda _: fault("hang")
        chain = make_chain()
        for _ in range(4):
            with pytest.raises(NoProvider):
                await asked(chain, ledger, within_s=0.02)
        assert overall(provider_health(chain.routes)) == "healthy"

    async def test_provider_that_is_always_late_is_left_alone(
        self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(call, "FAIR_WAIT_S", 0.01)
        vendors.answering = lambda _: fault("hang")
        chain = make_chain(**OPENAI_ALONE)
        for _ in range(4):
            with pytest.raises(NoProvider):
                await asked(chain, ledger, within_s=0.02)
        assert len(ledger.attempts) == 3


class TestHealth:
    async def test_follows_the_calls(self, make_chain: MakeChain, vendors: Vendors, ledger: Ledger) -> None:
        chain = make_chain()
        assert overall(provider_health(chain.routes)) == "healthy"
        vendors.script("openai", fault("server_error"), fault("server_error"))
        await asked(chain, ledger)
        assert overall(provider_health(chain.routes)) == "degraded"
        await asked(chain, ledger)
        first, second = provider_health(chain.routes)
        assert (first.provider, first.status, first.last_error) == ("openai", "unhealthy", "overloaded")
        assert (second.provider, second.status, second.last_error) == ("anthropic", "healthy", None)
        assert second.last_success_at is not None
        await asked(chain, ledger)
        assert overall(provider_health(chain.routes)) == "healthy"

    async def test_unhealthy_when_one_turn_found_nobody(self, make_chain: MakeChain, ledger: Ledger) -> None:
        chain = make_chain(openai_base_url="http://127.0.0.1:9/v1", **OPENAI_ALONE)
        with pytest.raises(NoProvider):
            await asked(chain, ledger)
        assert overall(provider_health(chain.routes)) == "unhealthy"


class TestStorm:
    """Many turns at once while everything fails in every way."""

    async def test_each_gets_an_answer_or_no_provider_in_time_and_all_recovers(
        self, make_chain: MakeChain, vendors: Vendors, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(breaker, "OPEN_FOR_S", 0.02)
        monkeypatch.setattr(breaker, "OPEN_FOR_LASTING_S", 0.05)
        chance = random.Random(4)
        replies = [
            *(fault(kind) for kind in ("rate_limit", "server_error", "unauthorized", "hang", "reset", "cut")),
            fault("rate_limit", retry_after="0.03"),
            fault("malformed"),
            fault("error_in_stream", text="um dois três"),
            say(""),
            *[say("um dois três", piece_delay_s=0.01)] * 8,
        ]
        vendors.answering = lambda _: chance.choice(replies)
        chain = make_chain()
        ledgers = [Ledger() for _ in range(60)]

        async def turn(number: int) -> bool:
            """Whether it was answered."""
            await asyncio.sleep(number * 0.01)
            ask = streamed if number % 2 else asked
            began = time.perf_counter()
            try:
                await ask(chain, ledgers[number], within_s=0.6)
            except NoProvider:
                return False
            finally:
                assert time.perf_counter() - began < 1.0
            return True

        answered = await asyncio.gather(*(turn(number) for number in range(len(ledgers))))
        assert any(answered)
        for ledger, was_answered in zip(ledgers, answered, strict=True):
            assert not was_answered or "ok" in {attempt.outcome for attempt in ledger.attempts}
        vendors.reset()
        await asyncio.sleep(0.1)
        assert (await asked(chain, Ledger())).provider == "openai"
        assert chain.routes["simple"][0].breaker.state == "closed"
