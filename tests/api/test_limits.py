import pytest

from agente.api.limits import RateLimit
from agente.errors import RateLimited


class Clock:
    def __init__(self) -> None:
        self.at = 600.0  # the beginning of a minute

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limit(clock: Clock) -> RateLimit:
    return RateLimit(10, clock)


def ask(limit: RateLimit, times: int, caller: str = "ana") -> None:
    for _ in range(times):
        limit.count(caller)


class TestCount:
    def test_refuses_one_too_many_of_one_caller_alone(self, limit):
        ask(limit, 10)
        with pytest.raises(RateLimited):
            ask(limit, 1)
        ask(limit, 10, "bia")

    def test_a_refused_request_counts_for_nothing(self, limit, clock):
        ask(limit, 10)
        for _ in range(50):
            with pytest.raises(RateLimited):
                ask(limit, 1)
        clock.at += 120
        ask(limit, 10)

    def test_the_minute_before_goes_out_of_reach_little_by_little(self, limit, clock):
        ask(limit, 10)
        clock.at += 60 + 30
        ask(limit, 5)
        with pytest.raises(RateLimited):
            ask(limit, 1)

    @pytest.mark.parametrize("asked_at", [0, 30, 59])
    def test_who_waits_as_long_as_told_is_let_in(self, limit, clock, asked_at):
        clock.at += asked_at
        ask(limit, 10)
        with pytest.raises(RateLimited) as refused:
            ask(limit, 1)
        clock.at += refused.value.retry_after_s
        ask(limit, 1)

    def test_who_waits_in_the_next_minute_is_let_in(self, limit, clock):
        ask(limit, 10)
        clock.at += 61
        with pytest.raises(RateLimited) as refused:
            ask(limit, 5)
        assert refused.value.retry_after_s <= 6
        clock.at += refused.value.retry_after_s
        ask(limit, 1)

    def test_a_limit_of_one_lets_one_in_each_two_minutes_at_most(self, clock):
        limit = RateLimit(1, clock)
        ask(limit, 1)
        with pytest.raises(RateLimited) as refused:
            ask(limit, 1)
        clock.at += refused.value.retry_after_s
        ask(limit, 1)


class TestCheck:
    def test_counts_nothing(self, limit):
        for _ in range(50):
            limit.check("ana")
        ask(limit, 10)
