"""Which times are free, which are proposed, and why one cannot be had."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agente.packs.hours import BusinessHours
from agente.packs.models import BookingRules, Holiday, Hours
from agente.scheduling.requests import Busy
from agente.scheduling.slots import Calendar
from agente.scheduling.when import Wish

ZONE = ZoneInfo("America/Sao_Paulo")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)  # a Tuesday
SPLIT = ["08:00-12:00", "13:30-18:00"]
WEEK = Hours(monday=SPLIT, tuesday=SPLIT, wednesday=SPLIT, thursday=SPLIT, friday=["22:00-24:00"],
             saturday=["00:00-02:00"])  # fmt: skip
HOLIDAYS = [Holiday(date="12-03", name="Padroeiro"), Holiday(date="12-02", name="Véspera", hours=["08:00-10:00"])]


def at(written: str) -> datetime:
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=ZONE)


def calendar(*busy: tuple[str, str], now: datetime = NOW, hours: Hours = WEEK, **rules: int) -> Calendar:
    spans = [Busy(at(start), at(end)) for start, end in busy]
    return Calendar(BusinessHours(hours, HOLIDAYS, ZONE.key), BookingRules.model_validate(rules), now, spans)


def starts(found: list[datetime]) -> list[str]:
    return [f"{start:%m-%d %H:%M}" for start in found]


def free(which: Calendar, day: date) -> list[str]:
    return [f"{start:%H:%M}" for start in which.matching(Wish(days=(day,)))]


class TestNearest:
    """Of an hour that cannot be had: what is free before it and after it."""

    def test_one_refused_hour_has_one_on_either_side(self) -> None:
        assert starts(calendar(duration_minutes=60).near(at("11-25 12:30"))) == [
            "11-25 11:00", "11-25 13:30", "11-26 13:30",
        ]  # fmt: skip

    def test_a_part_of_the_day_on_one_day(self) -> None:
        lunch = Wish((date(2026, 11, 25),), (), time(12), time(13, 15))
        assert starts(calendar(duration_minutes=60).around(lunch)) == ["11-25 10:00", "11-25 11:00", "11-25 13:30"]

    def test_a_part_of_the_day_on_several_days(self) -> None:
        days = tuple(date(2026, 11, day) for day in (25, 26, 30))
        found = calendar(duration_minutes=60).around(Wish(days, (), time(12), time(13, 15)))
        assert {start.date() for start in found} == set(days)
        assert {f"{start:%H:%M}" for start in found} <= {"11:00", "13:30"}


class TestMatching:
    def test_meetings_follow_each_other_inside_a_split_shift(self) -> None:
        assert free(calendar(duration_minutes=60), date(2026, 11, 25)) == [
            "08:00", "09:00", "10:00", "11:00", "13:30", "14:30", "15:30", "16:30",
        ]  # fmt: skip

    def test_odd_lengths_are_proposed_at_round_times(self) -> None:
        morning = Hours(wednesday=["08:00-12:00"])
        assert free(calendar(hours=morning, duration_minutes=45), date(2026, 11, 25)) == ["08:00", "09:00", "10:00", "11:00"]  # fmt: skip # noqa: E501

    def test_notice_and_the_end_of_the_shift_bound_today(self) -> None:
        found = free(calendar(notice_minutes=330, duration_minutes=60), NOW.date())
        assert found == ["15:30", "16:30"]

    def test_taken_spans_are_left_out(self) -> None:
        busy = calendar(("11-25 08:30", "11-25 11:30"), ("11-25 13:30", "11-25 17:30"))
        assert free(busy, date(2026, 11, 25)) == ["08:00", "11:30", "17:30"]

    def test_a_gap_between_round_times_is_found_when_nothing_else_is_left(self) -> None:
        busy = calendar(("11-25 08:00", "11-25 08:45"), ("11-25 09:30", "11-25 18:00"), duration_minutes=45)
        assert free(busy, date(2026, 11, 25)) == ["08:45"]

    def test_holidays_have_their_own_hours(self) -> None:
        assert free(calendar(duration_minutes=60), date(2026, 12, 2)) == ["08:00", "09:00"]
        assert free(calendar(), date(2026, 12, 3)) == []

    def test_a_shift_across_midnight_is_one(self) -> None:
        late = calendar(duration_minutes=90)
        assert free(late, date(2026, 11, 27)) == ["22:00", "23:30"]
        assert late.end_of(at("11-27 23:30")) == at("11-28 01:00")

    def test_midnight_ends_a_day_that_the_next_does_not_go_on(self) -> None:
        late = Hours(friday=["22:00-24:00"])
        assert free(calendar(hours=late, duration_minutes=90), date(2026, 11, 27)) == ["22:00"]

    def test_nothing_beyond_the_horizon(self) -> None:
        assert free(calendar(horizon_days=1), date(2026, 11, 26)) == []

    def test_unwanted_days_are_left_out(self) -> None:
        wish = Wish(unwanted=frozenset({date(2026, 11, 24), date(2026, 11, 25)}))
        assert next(calendar().matching(wish)).date() == date(2026, 11, 26)

    def test_an_hour_is_read_as_the_one_within_the_hours(self) -> None:
        wish = Wish(days=(date(2026, 11, 25),), at=((time(3), time(15)),))
        assert starts(list(calendar().matching(wish))) == ["11-25 15:00"]

    def test_the_hour_that_a_clock_change_skips_is_not_offered(self) -> None:
        berlin = BusinessHours(Hours(sunday=["01:00-05:00"]), [], "Europe/Berlin")
        now = datetime(2027, 3, 26, 12, tzinfo=ZoneInfo("Europe/Berlin"))
        spring = Calendar(berlin, BookingRules(duration_minutes=60), now, [])
        assert free(spring, date(2027, 3, 28)) == ["01:00", "03:00", "04:00"]


class TestRefusal:
    @pytest.mark.parametrize(
        ("start", "refusal"),
        [
            ("11-25 15:00", None),
            ("11-25 15:20", None),
            ("11-24 09:00", "past"),
            ("11-24 10:30", "soon"),
            ("12-25 10:00", "far"),
            ("11-29 10:00", "closed"),
            ("12-03 10:00", "closed"),
            ("11-25 12:30", "outside"),
            ("11-25 17:45", "late"),
            ("11-26 09:15", "taken"),
        ],
    )
    def test_says_why(self, start: str, refusal: str | None) -> None:
        assert calendar(("11-26 09:00", "11-26 09:30")).refusal(at(start)) == refusal

    def test_touching_spans_do_not_overlap(self) -> None:
        busy = calendar(("11-25 09:00", "11-25 09:30"), ("11-25 10:00", "11-25 10:30"))
        assert busy.refusal(at("11-25 09:30")) is None


class TestWhyNot:
    @pytest.mark.parametrize(
        ("wish", "refusal"),
        [
            (Wish(), None),
            (Wish(past=True), "past"),
            (Wish(days=(date(2026, 11, 29),)), "closed"),
            (Wish(days=(date(2026, 11, 29), date(2026, 11, 30))), None),
            (Wish(days=(date(2027, 3, 1),)), "far"),
            (Wish(days=(date(2026, 11, 25),), earliest=time(18), latest=time(23, 59)), "outside"),
            (Wish(days=(date(2026, 11, 26),), latest=time(11, 59)), "taken"),
            (Wish(earliest=time(3), latest=time(6)), "outside"),
        ],
    )
    def test_says_why_nothing_suits(self, wish: Wish, refusal: str | None) -> None:
        assert calendar(("11-26 08:00", "11-26 12:00")).why_not(wish) == refusal


class TestPropose:
    def test_any_time_gets_three_days_and_parts_of_the_day(self) -> None:
        found = calendar().propose(Wish())
        assert len({start.date() for start in found}) == 3
        assert {start.hour < 12 for start in found} == {True, False}

    def test_a_day_is_spread_over(self) -> None:
        assert starts(calendar().propose(Wish(days=(date(2026, 11, 25),)))) == [
            "11-25 09:00", "11-25 13:30", "11-25 16:30",
        ]  # fmt: skip

    def test_two_days_share_three(self) -> None:
        days = (date(2026, 11, 25), date(2026, 11, 26))
        assert [start.date() for start in calendar().propose(Wish(days=days))] == [days[0], days[0], days[1]]

    def test_a_week_is_spread_over(self) -> None:
        days = tuple(date(2026, 11, 30) + timedelta(days=ahead) for ahead in range(7))
        found = calendar().propose(Wish(days=days))
        assert (found[0].date(), found[-1].date()) == (date(2026, 11, 30), date(2026, 12, 5))

    def test_as_soon_as_possible_is_the_first_three(self) -> None:
        assert starts(calendar().propose(Wish(soonest=True))) == ["11-24 11:00", "11-24 11:30", "11-24 13:30"]

    def test_what_was_shown_is_left_out(self) -> None:
        first = calendar().propose(Wish())
        assert not set(first) & set(calendar().propose(Wish(), first))

    def test_a_full_calendar_proposes_nothing(self) -> None:
        assert calendar(("11-24 00:00", "12-31 00:00")).propose(Wish()) == []


class TestNear:
    def test_the_same_day_first_then_the_same_time_of_others(self) -> None:
        busy = calendar(("11-25 15:00", "11-25 15:30"))
        assert starts(busy.near(at("11-25 15:00"))) == ["11-25 14:30", "11-25 15:30", "11-26 15:00"]

    def test_after_the_last_day_it_looks_back(self) -> None:
        found = calendar(horizon_days=3).near(at("11-27 23:30"))
        assert found[-1].date() <= date(2026, 11, 27)
        assert len(found) == 3


MINUTES = st.integers(0, 40 * 24 * 60)


@settings(max_examples=150, deadline=None)
@given(
    now=MINUTES,
    taken=st.lists(st.tuples(MINUTES, st.integers(5, 600)), max_size=20),
    duration=st.integers(5, 240),
    notice=st.integers(0, 3000),
    days=st.lists(st.integers(0, 60), max_size=10, unique=True),
    bounds=st.tuples(st.none() | st.times(), st.none() | st.times()),
)
def test_whatever_is_proposed_can_be_had(
    now: int,
    taken: list[tuple[int, int]],
    duration: int,
    notice: int,
    days: list[int],
    bounds: tuple[time | None, time | None],
) -> None:
    moment = NOW + timedelta(minutes=now)
    spans = [Busy(NOW + timedelta(minutes=start), NOW + timedelta(minutes=start + length)) for start, length in taken]
    rules = BookingRules(duration_minutes=duration, notice_minutes=notice)
    which = Calendar(BusinessHours(WEEK, HOLIDAYS, ZONE.key), rules, moment, spans)
    wish = Wish(tuple(sorted(NOW.date() + timedelta(days=day) for day in days)), (), *bounds)
    found = which.propose(wish)
    assert len(found) <= 3
    assert found == sorted(set(found))
    assert bool(found) == (which.why_not(wish) is None and any(which.matching(wish)))
    for start in found:
        end = start.astimezone(UTC) + timedelta(minutes=duration)
        assert start - moment >= timedelta(minutes=notice)
        assert which.hours.is_open(start)
        assert which.hours.is_open(end - timedelta(seconds=1))
        assert all(end <= span.starts_at or start >= span.ends_at for span in spans)
        assert not wish.days or start.date() in wish.days
