"""The window slides over two minutes and forgets."""

import pytest

from agente.api import limits
from agente.api.limits import RateLimit
from agente.errors import RateLimited


class Clock:
    now = 6000.0  # a full minute

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(limits, "time", clock)
    return clock


def asked(limit: RateLimit, times: int, caller: str = "ana") -> int:
    """How many of so many requests are let in."""
    let_in = 0
    for _ in range(times):
        try:
            limit.count(caller)
        except RateLimited:
            continue
        let_in += 1
    return let_in


def test_each_caller_has_a_limit_of_their_own(clock: Clock) -> None:
    limit = RateLimit(10)
    assert [asked(limit, 12), asked(limit, 12, "rui")] == [10, 10]


def test_the_minute_before_counts_for_the_part_that_is_still_covered(clock: Clock) -> None:
    limit = RateLimit(10)
    asked(limit, 10)
    clock.now += 60 + 30
    assert asked(limit, 10) == 5


def test_two_quiet_minutes_are_forgotten(clock: Clock) -> None:
    limit = RateLimit(10)
    asked(limit, 10)
    clock.now += 120
    assert asked(limit, 12) == 10


def test_checking_counts_nothing(clock: Clock) -> None:
    limit = RateLimit(1)
    limit.check("ana")
    limit.check("ana")
    assert asked(limit, 1) == 1


@pytest.mark.parametrize("later", [0, 7, 59, 60 + 1, 60 + 20, 60 + 59])
def test_whoever_waits_as_long_as_told_is_let_in_and_not_much_earlier(clock: Clock, later: int) -> None:
    limit = RateLimit(10)
    asked(limit, 10)
    clock.now += later
    asked(limit, 10)
    with pytest.raises(RateLimited) as refused:
        limit.check("ana")
    wait = refused.value.retry_after_s or 0
    clock.now += wait - 2
    if wait > 2:
        with pytest.raises(RateLimited):
            limit.check("ana")
    clock.now += 2 + 0.001
    limit.check("ana")
