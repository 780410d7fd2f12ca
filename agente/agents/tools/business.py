"""When is the business open, and how is it reached?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Literal

from agente.packs.hours import BusinessHours, Interval
from agente.packs.models import Business, Holiday

ContactKind = Literal["phone", "whatsapp", "email", "site"]
CONTACT_KINDS: tuple[ContactKind, ...] = ("phone", "whatsapp", "email", "site")

HOLIDAYS_AHEAD_DAYS = 120
HOLIDAYS_AHEAD = 4
_NOON_BREAK_STARTS = (time(11), time(14))


@dataclass(frozen=True, slots=True)
class WeekSpan:
    """Days in a row with the same hours; Monday is 0."""

    first: int
    last: int
    intervals: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class DayHours:
    """The hours of one date: no intervals when it is closed."""

    day: date
    intervals: tuple[Interval, ...]
    holiday: Holiday | None


def week(hours: BusinessHours, weekdays: Iterable[int] = range(7)) -> list[WeekSpan]:
    """The usual week, or some days of it, Monday first, holidays apart."""
    spans: list[WeekSpan] = []
    for day in weekdays:
        intervals = hours.weekly(day)
        if spans and spans[-1].last == day - 1 and spans[-1].intervals == intervals:
            spans[-1] = WeekSpan(spans[-1].first, day, intervals)
        else:
            spans.append(WeekSpan(day, day, intervals))
    return spans


def opening_hours(hours: BusinessHours, day: date) -> DayHours:
    return DayHours(day, hours.on(day), hours.holiday(day))


def coming_holidays(hours: BusinessHours, today: date) -> list[DayHours]:
    """The next few holidays of the pack, today included, nearest first."""

    def ahead() -> Iterator[DayHours]:
        for days in range(HOLIDAYS_AHEAD_DAYS):
            day = today + timedelta(days=days)
            if hours.holiday(day):
                yield opening_hours(hours, day)

    return [day for _, day in zip(range(HOLIDAYS_AHEAD), ahead(), strict=False)]


def lunch_break(intervals: tuple[Interval, ...]) -> Interval | None:
    """The pause about noon between two intervals, when there is one."""
    for morning, afternoon in pairwise(intervals):
        if _NOON_BREAK_STARTS[0] <= morning.closes <= _NOON_BREAK_STARTS[1]:
            return Interval(morning.closes, afternoon.opens)
    return None


def contact_details(business: Business) -> dict[ContactKind, str]:
    """Every way to reach the business that the pack gives, in the order of `CONTACT_KINDS`."""
    return {kind: value for kind in CONTACT_KINDS if (value := getattr(business, kind))}
