"""Which times are free, and which of them suit a wish? Business hours, notice, horizon and what is taken already.

Meetings are proposed at round times, one after the other from each opening on; a time that is asked for may lie between
those, and so may a proposal where nothing else is left.
Moments are aware and in the business's zone; their lengths are counted in real time, across changes of the clock too.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, islice
from typing import Literal

from agente.packs.hours import BusinessHours, Interval
from agente.packs.models import BookingRules
from agente.scheduling.requests import Busy
from agente.scheduling.wanted_times import Readings
from agente.scheduling.when import Wish

# Why a time cannot be had: it is over, sooner than the notice, beyond the horizon, on a closed day, outside the hours,
# so late in them that the meeting would not end in time, or taken.
Refusal = Literal["past", "soon", "far", "closed", "outside", "late", "taken"]

MAX_PROPOSED = 3
GAP_MINUTES = 15  # the steps in which a gap is looked for when no round time is left
# Where in a day's free times the proposals lie, so that there is something for everybody.
_SPREAD = {0: (), 1: ((0.15, 0.5, 0.85),), 2: ((0.2, 0.75), (0.4,)), 3: ((0.25,), (0.75,), (0.4,))}


class Calendar:
    """One business's calendar as it stands at `now`; `busy` are the spans in which nothing more can be held."""

    def __init__(self, hours: BusinessHours, rules: BookingRules, now: datetime, busy: Sequence[Busy]) -> None:
        self.hours = hours
        self.now = now.astimezone(hours.timezone)
        self.first_moment = self._later(self.now, rules.notice_minutes)
        self.last_day = self.now.date() + timedelta(days=rules.horizon_days)
        self._length = timedelta(minutes=rules.duration_minutes)
        self._step = timedelta(minutes=_round_step(rules.duration_minutes))
        spans = sorted((span.starts_at.astimezone(UTC), span.ends_at.astimezone(UTC)) for span in busy)
        self._busy_from = [start for start, _ in spans]
        self._busy_until = list(accumulate((end for _, end in spans), max))

    def end_of(self, start: datetime) -> datetime:
        return (start.astimezone(UTC) + self._length).astimezone(self.hours.timezone)

    def refusal(self, start: datetime) -> Refusal | None:
        """Why a meeting cannot start then; None when it can."""
        if start.astimezone(UTC) <= self.now.astimezone(UTC):
            return "past"
        if start.date() > self.last_day:
            return "far"
        if not self.hours.on(start.date()):
            return "closed"
        if not self._fits(start):
            return "late" if self.hours.is_open(start) else "outside"
        if start.astimezone(UTC) < self.first_moment.astimezone(UTC):
            return "soon"
        return "taken" if self._is_taken(start) else None

    def why_not(self, wish: Wish) -> Refusal | None:
        """Why no time at all suits the wish; None when one does, or when the wish names no time."""
        if wish.past:
            return "past"
        if not wish.said or any(self.matching(wish)):
            return None
        if wish.days:
            reasons = [self._why_not_on(day, wish) for day in wish.days]
        else:
            reasons = [self._why_not_on(day, wish) for day in self._open_days()]
        return max(reasons, key=_TELLING.index, default="outside")

    def matching(self, wish: Wish, besides: Collection[datetime] = ()) -> Iterator[datetime]:
        """The free times that suit the wish, earliest first."""
        days = wish.days or self._open_days()
        for day in days:
            if day in wish.unwanted:
                continue
            yield from self._free(self._candidates(day, wish), besides) or (
                [] if wish.at else self._free(self._candidates(day, wish, timedelta(minutes=GAP_MINUTES)), besides)
            )

    def at(self, day: date, readings: Readings) -> datetime | None:
        """The moment of a spoken hour on a day: the likeliest reading within the hours, else the likeliest."""
        moments = [start for reading in readings if (start := self._moment(day, reading))]
        return next((start for start in moments if self._fits(start)), moments[0] if moments else None)

    def propose(self, wish: Wish, besides: Collection[datetime] = ()) -> list[datetime]:
        """Up to three free times that suit the wish, well spread, in order."""
        if wish.soonest:
            return list(islice(self.matching(wish, besides), MAX_PROPOSED))
        found: list[datetime] = []
        for start in self.matching(wish, besides):
            if not wish.days and len({known.date() for known in (*found, start)}) > MAX_PROPOSED:
                break
            found.append(start)
        return spread(found)

    def near(self, moment: datetime, besides: Collection[datetime] = ()) -> list[datetime]:
        """Up to three free times near one that cannot be had: two of its day, then the days after it, then before."""
        found: list[datetime] = []
        after = (moment.date() + timedelta(days=days) for days in range((self.last_day - moment.date()).days + 1))
        before = (day for day in reversed(list(self._open_days())) if day < moment.date())
        for day in (*after, *before):
            free = _both_sides(self.matching(Wish(days=(day,)), besides), moment.time())
            found += free[: min(2 if day == moment.date() else 1, MAX_PROPOSED - len(found))]
            if len(found) == MAX_PROPOSED:
                break
        return sorted(found)

    def around(self, wish: Wish, besides: Collection[datetime] = ()) -> list[datetime]:
        """Up to three free times of the wish's days that lie nearest to its hours, before them and after."""
        hours = [readings[0] for readings in wish.at] or [bound for bound in (wish.earliest, wish.latest) if bound]
        if not hours:
            return []
        of_days = [list(self.matching(Wish(days=(day,)), besides)) for day in wish.days]
        first = [near for free in of_days for near in _beside(free, min(hours), max(hours))]
        if len({start.date() for start in first}) > 1:
            return spread(first)
        left = [start for free in of_days for start in _both_sides(free, min(hours)) if start not in first]
        return sorted([*first, *left][:MAX_PROPOSED])

    def _open_days(self) -> Iterator[date]:
        day = self.now.date()
        while day <= self.last_day:
            if self.hours.on(day):
                yield day
            day += timedelta(days=1)

    def _free(self, starts: list[datetime], besides: Collection[datetime]) -> list[datetime]:
        return [start for start in starts if start not in besides and self.refusal(start) is None]

    def _candidates(self, day: date, wish: Wish, step: timedelta | None = None) -> list[datetime]:
        if wish.at:
            return sorted({start for readings in wish.at if (start := self.at(day, readings))})
        earliest, latest = wish.earliest or time(0), wish.latest or time(23, 59)
        return [start for start in self._grid(day, step or self._step) if earliest <= start.time() <= latest]

    def _grid(self, day: date, step: timedelta) -> list[datetime]:
        """Starts from each opening on, as long as a meeting fits in."""
        starts: list[datetime] = []
        for interval in self.hours.on(day):
            end = self._closing(day, interval)
            start = self._moment(day, interval.opens)
            while start and start.date() == day and self.end_of(start).astimezone(UTC) <= end.astimezone(UTC):
                starts.append(start)
                start = (start.astimezone(UTC) + step).astimezone(self.hours.timezone)
        return starts

    def _fits(self, start: datetime) -> bool:
        """Whether a meeting that starts then lies within the hours."""
        day = start.date()
        for interval in self.hours.on(day):
            if interval.contains(start.time()):
                return self.end_of(start).astimezone(UTC) <= self._closing(day, interval).astimezone(UTC)
        return False

    def _closing(self, day: date, interval: Interval) -> datetime:
        """When the interval ends; one that ends at midnight goes on with the next day's first, if that opens then."""
        zone = self.hours.timezone
        if interval.closes != time(0):
            return datetime.combine(day, interval.closes, zone)
        tomorrow = day + timedelta(days=1)
        following = self.hours.on(tomorrow)
        if following and following[0].opens == time(0):
            closes = following[0].closes
            return datetime.combine(tomorrow + timedelta(days=closes == time(0)), closes, zone)
        return datetime.combine(tomorrow, time(0), zone)

    def _moment(self, day: date, moment: time) -> datetime | None:
        """That time on that day; None in the hour that a change of the clock leaves out."""
        local = datetime.combine(day, moment, self.hours.timezone)
        return local if local.astimezone(UTC).astimezone(self.hours.timezone).time() == moment else None

    def _is_taken(self, start: datetime) -> bool:
        begin = start.astimezone(UTC)
        before = bisect_left(self._busy_from, begin + self._length)
        return before > 0 and self._busy_until[before - 1] > begin

    def _why_not_on(self, day: date, wish: Wish) -> Refusal:
        if day > self.last_day:
            return "far"
        if not self.hours.on(day):
            return "closed"
        reasons = [self.refusal(start) or "taken" for start in self._candidates(day, wish)]
        return max(reasons, key=_TELLING.index, default="outside")

    def _later(self, moment: datetime, minutes: int) -> datetime:
        return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(self.hours.timezone)


_TELLING: tuple[Refusal, ...] = ("past", "far", "closed", "outside", "late", "soon", "taken")


def _round_step(minutes: int) -> int:
    """What divides an hour or is made of half ones; 45 minutes are proposed every hour, 25 every half one."""
    return minutes if 60 % minutes == 0 or minutes % 30 == 0 else (minutes // 30 + 1) * 30


def spread(starts: Sequence[datetime]) -> list[datetime]:
    """Three of the times, in order: of different days and parts of the day as far as there are some."""
    by_day: dict[date, list[datetime]] = {}
    for start in starts:
        by_day.setdefault(start.date(), []).append(start)
    days = list(by_day.values())
    if len(days) > MAX_PROPOSED:
        days = [days[0], days[len(days) // 2], days[-1]]
    chosen = {
        times[round(place * (len(times) - 1))]
        for times, places in zip(days, _SPREAD[len(days)], strict=True)
        for place in places
    }
    left = (start for times in days for start in times if start not in chosen)
    return sorted([*chosen, *islice(left, MAX_PROPOSED - len(chosen))])


def _beside(free: Sequence[datetime], first: time, last: time) -> list[datetime]:
    """The last one up to `first`, and the next one from `last` on."""
    before = [start for start in free if start.time() <= first][-1:]
    return [*before, *[start for start in free if start.time() >= last and start not in before][:1]]


def _both_sides(free: Iterable[datetime], moment: time) -> list[datetime]:
    """The nearest first, but one before and one after it ahead of all others."""
    near = sorted(free, key=lambda start: _distance(start.time(), moment))
    first = [*[start for start in near if start.time() < moment][:1], *[s for s in near if s.time() >= moment][:1]]
    first.sort(key=near.index)
    return [*first, *(start for start in near if start not in first)]


def _distance(first: time, second: time) -> int:
    return abs((first.hour - second.hour) * 60 + first.minute - second.minute)


def suits(slot: datetime, wish: Wish) -> bool:
    """Whether a time that was proposed is one that the wish may mean."""
    if wish.loose and slot.weekday() not in {day.weekday() for day in wish.days}:
        return False
    if wish.days and not wish.loose and slot.date() not in wish.days:
        return False
    if wish.at:
        return any(slot.time() in readings for readings in wish.at)
    return (wish.earliest is None or wish.earliest <= slot.time()) and (
        wish.latest is None or slot.time() <= wish.latest
    )
