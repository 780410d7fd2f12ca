"""The words of a reply: the pack's own where it has some, else the catalogue's."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import get_args

from agente.agents.tools.business import DayHours, WeekSpan, contact_details, week
from agente.i18n import formats
from agente.i18n.catalogue import REPLIES, REPLY_PLACEHOLDERS, fill, placeholders
from agente.packs.hours import BusinessHours, Interval
from agente.packs.models import Locale
from agente.packs.pack import Pack


class Phrases:
    """Every phrase of the catalogue, in every locale: it is said in English that one speaks none.

    A pack's text with unknown placeholders is left out.
    """

    def __init__(self, pack: Pack) -> None:
        self._business = {"business": pack.business.name}
        self._texts: dict[tuple[str, Locale], tuple[str, ...]] = {}
        for locale in get_args(Locale):
            for key, variants in REPLIES[locale].items():
                own = pack.responses.get(key, {}).get(locale, ())
                fitting = tuple(text for text in own if placeholders(text) <= REPLY_PLACEHOLDERS[key])
                self._texts[key, locale] = fitting or variants

    def say(self, key: str, locale: Locale, rotation: int = 0, /, **values: str) -> str:
        """The phrase with its values; `rotation` takes the variants in turn."""
        variants = self._texts[key, locale]
        return fill(variants[rotation % len(variants)], self._business | values)

    def intervals(self, intervals: tuple[Interval, ...], locale: Locale) -> str:
        """`das 8h às 12h e das 13h30 às 18h`, or `fechado`."""
        if not intervals:
            return self.say("closed", locale)
        return formats.listing([self._interval(interval, locale) for interval in intervals], locale)

    def _interval(self, interval: Interval, locale: Locale) -> str:
        if interval.opens == interval.closes == time(0):
            return self.say("all_day", locale)
        return self.say("hours_of_day", locale, hours=formats.clock_range(interval.opens, interval.closes, locale))

    def week(self, hours: BusinessHours, locale: Locale) -> str:
        return self.spans(week(hours), locale)

    def spans(self, spans: Iterable[WeekSpan], locale: Locale) -> str:
        return "\n".join(self._week_line(span, locale) for span in spans)

    def closings(self, hours: BusinessHours, weekdays: Iterable[int], locale: Locale) -> str:
        """When each of the weekdays closes; days in a row that close together stand on one line."""
        lines: list[WeekSpan] = []
        for day in weekdays:
            last = hours.weekly(day)[-1:]
            if not last:
                continue
            if lines and lines[-1].last == day - 1 and lines[-1].intervals[0].closes == last[0].closes:
                lines[-1] = WeekSpan(lines[-1].first, day, last)
            else:
                lines.append(WeekSpan(day, day, last))
        return "\n".join(self._closing_line(span, locale) for span in lines)

    def _closing_line(self, span: WeekSpan, locale: Locale) -> str:
        days = formats.weekday_span(span.first, span.last, locale)
        closes = formats.clock(span.intervals[0].closes, locale)
        return self.say("hours_latest_line", locale, days=days, closes=closes)

    def _week_line(self, span: WeekSpan, locale: Locale) -> str:
        days = formats.weekday_span(span.first, span.last, locale)
        return self.say("hours_week_line", locale, days=days, hours=self.intervals(span.intervals, locale))

    def weekdays(self, hours: BusinessHours, locale: Locale, with_hours: bool = True) -> str:
        """`às terças, das 8h às 12h; às quintas, das 14h às 18h`; days of the same hours stand together."""
        days: dict[tuple[Interval, ...], list[int]] = {}
        for day in range(7):
            if intervals := hours.weekly(day):
                days.setdefault(intervals if with_hours else (), []).append(day)
        return "; ".join(self._on(group, intervals, locale) for intervals, group in days.items())

    def _on(self, days: list[int], intervals: tuple[Interval, ...], locale: Locale) -> str:
        named = formats.on_weekdays(days, locale)
        return f"{named}, {self.intervals(intervals, locale)}" if intervals else named

    def holiday_line(self, day: DayHours, name: str, locale: Locale) -> str:
        written = formats.day_month(day.day, locale)
        return self.say(
            "hours_holiday_line", locale, name=name, date=written, hours=self.intervals(day.intervals, locale)
        )

    def day(self, day: date, today: date, locale: Locale) -> str:
        """`hoje`, `amanhã` or `sábado (28 de novembro)`."""
        if (ahead := (day - today).days) in (0, 1):
            return self.say(("today", "tomorrow")[ahead], locale)
        name = formats.weekday(day.weekday(), locale)
        return self.say("on_day", locale, weekday=name, date=formats.day_month(day, locale))

    def slot(self, start: datetime, today: date, locale: Locale, rotation: int = 0) -> str:
        """`amanhã, quarta-feira (25 de novembro), às 9h`."""
        day = start.date()
        return self.say(
            {0: "slot_today", 1: "slot_tomorrow"}.get((day - today).days, "slot"),
            locale,
            rotation,
            weekday=formats.weekday(day.weekday(), locale),
            date=formats.day_month(day, locale),
            time=formats.clock(start.time(), locale),
        )

    def opening(self, day: date, opens: time, today: date, locale: Locale) -> str:
        return self.say("opening_at", locale, day=self.day(day, today, locale), time=formats.clock(opens, locale))

    def channels(self, pack: Pack, locale: Locale) -> str:
        """`telefone ..., WhatsApp ... ou e-mail ...`; empty when the pack gives none."""
        details = contact_details(pack.business)
        named = [self.say(f"contact_{kind}", locale, value=value) for kind, value in details.items()]
        return formats.listing(named, locale, either=True)

    def contact(self, pack: Pack, locale: Locale, key: str = "contact") -> str:
        """How to reach the business, as a sentence; empty when the pack does not say."""
        channels = self.channels(pack, locale)
        return self.say(key, locale, channels=channels) if channels else ""
