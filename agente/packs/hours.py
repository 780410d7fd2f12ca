"""When is the business open? Weekly hours, split shifts and holidays, in the pack's time zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agente.packs.models import WEEKDAYS, Holiday, Hours


@dataclass(frozen=True, slots=True)
class Interval:
    """Open from `opens` up to, not including, `closes`; a `closes` of 00:00 means midnight at the day's end."""

    opens: time
    closes: time

    def contains(self, moment: time) -> bool:
        return self.opens <= moment and (moment < self.closes or self.closes == time(0))

    def covers(self, other: "Interval") -> bool:
        """Whether the other lies in it."""
        ends = self.closes == time(0) or (other.closes != time(0) and other.closes <= self.closes)
        return self.opens <= other.opens and ends

    def shared(self, other: "Interval") -> "Interval | None":
        """What both have; None when that is nothing."""
        opens = max(self.opens, other.opens)
        closes = min((end for end in (self.closes, other.closes) if end != time(0)), default=time(0))
        return Interval(opens, closes) if closes == time(0) or opens < closes else None


def parse_interval(text: str) -> Interval:
    opens, closes = (time.fromisoformat("00:00" if part == "24:00" else part) for part in text.split("-"))
    return Interval(opens, closes)


class BusinessHours:
    """Answers for any date and moment. Moments must be aware; dates are the business's own."""

    def __init__(self, hours: Hours, holidays: list[Holiday], timezone: str, within: Hours | None = None) -> None:
        """`within`: of all that, holidays too, only what lies in these weekly hours."""
        self.timezone = ZoneInfo(timezone)
        self._given = hours, holidays, timezone
        self._within = _week(within) if within else None
        self._week = [self._narrowed(day, intervals) for day, intervals in enumerate(_week(hours))]
        self._holidays = {holiday.date: holiday for holiday in holidays}

    def narrowed(self, within: Hours) -> "BusinessHours":
        """The same business, for what it does in these weekly hours only."""
        return BusinessHours(*self._given, within)

    def holiday(self, day: date) -> Holiday | None:
        """The holiday on that date; a dated one wins over a yearly one."""
        return self._holidays.get(day.isoformat()) or self._holidays.get(f"{day:%m-%d}")

    def weekly(self, weekday: int) -> tuple[Interval, ...]:
        """The usual intervals of a weekday (Monday is 0), holidays apart."""
        return self._week[weekday]

    def on(self, day: date) -> tuple[Interval, ...]:
        """The intervals of one date in order; none when it is closed."""
        if holiday := self.holiday(day):
            return self._narrowed(day.weekday(), tuple(parse_interval(text) for text in holiday.hours))
        return self._week[day.weekday()]

    def _narrowed(self, weekday: int, intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
        if self._within is None:
            return intervals
        pairs = ((interval, own) for interval in intervals for own in self._within[weekday])
        return tuple(shared for interval, own in pairs if (shared := interval.shared(own)))

    def is_open(self, moment: datetime) -> bool:
        local = moment.astimezone(self.timezone)
        return any(interval.contains(local.time()) for interval in self.on(local.date()))

    def closes_at(self, moment: datetime) -> time | None:
        """When the interval that contains `moment` ends; None while closed."""
        local = moment.astimezone(self.timezone)
        return next((i.closes for i in self.on(local.date()) if i.contains(local.time())), None)

    def next_opening(self, moment: datetime) -> datetime | None:
        """The next moment at which it opens, within 30 days; None when it does not."""
        local = moment.astimezone(self.timezone)
        for days in range(31):
            day = local.date() + timedelta(days=days)
            for interval in self.on(day):
                opening = datetime.combine(day, interval.opens, self.timezone)
                if opening > local:
                    return opening
        return None


def _week(hours: Hours) -> list[tuple[Interval, ...]]:
    return [tuple(parse_interval(text) for text in getattr(hours, day)) for day in WEEKDAYS]
