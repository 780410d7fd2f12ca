"""What time does a message mean? "Sexta de manhã", "semana que vem depois das 14", "25/12 às 10"; in en and es too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from agente.knowledge.analysis import fold
from agente.scheduling.days import HolidayNames
from agente.scheduling.numbered_weekdays import without_numbered_weekdays
from agente.scheduling.own_hours import leaving, without_own_hours
from agente.scheduling.wanted_days import last_said, wanted_days, without_dates
from agente.scheduling.wanted_times import Readings, Times, wanted_times

MAX_CHARACTERS = 1000  # of a long message only the beginning is read

_ON_THE_WAY = 30  # minutes

_GREETING = re.compile(
    r"\b(?:bo(?:m dia|a tarde|a noite)|good (?:morning|afternoon|evening|night)"
    r"|buen(?:os|as)? (?:dias?|tardes|noches))\b"
)
_REWRITTEN = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"\bhj\b", "hoje"),
        (r"\bamn?h[ãa]\b|\bamanh\b", "amanha"),
        (r"\bdps\b", "depois"),
        (r"\bq (?=ve?m\b|viene\b|(?:as? )?\d)", "que "),
        (r"\bn (?=[a-z])", "nao "),
        (r"\bque vm\b", "que vem"),
        (r"\b(?:smn|sem)\b(?= que ve?m\b)|(?<=proxima )sem\b|(?<=prox )sem\b", "semana"),
        (r"\b(?:pr?xm?|prox)\.? (?=semana|mes)", "proxima "),
        (r"\b(?:the|on) (\d{1,2})(?:st|nd|rd|th)\b(?! (?:one|option|slot|of))", r"dia \1"),
        (r"\bel dia (\d{1,2})\b|\bel (\d{1,2})\b(?! ?(?:%|h\b|hs\b|horas|de la))", r"dia \1\2"),
        (r"\b(hoje|amanha|hoy|manana|today|tomorrow) (0?[7-9]|1\d|2[0-2])(?= ?(?:$|[,.;!?]))", r"\1 as \2"),
        (r"\b(tem|teria|rola|seria) (0?[7-9]|1\d|2[0-2])(?= ?[?])", r"\1 as \2"),
        (r"\blos dias (\d{1,2})\b", r"dias \1"),
    )
)
_HOURS_AHEAD = re.compile(r"\b(?:daqui(?: a)?|dentro de|in|within|en) (\d{1,2}) ?(?:h|hs|hrs?|horas?|hours?)\b")
_SOONEST = re.compile(
    r"\b(?:quanto antes|mais (?:cedo|rapido|breve) possivel|o mais (?:cedo|rapido)|mais proximo|urgente|urgencia"
    r"|primeir[oa] (?:horario|vaga|data|hora)|proxim[oa] (?:horario|vaga)|agora(?: mesmo)?|asap|as soon as possible"
    r"|soonest|earliest|right now|next available|lo antes posible|cuanto antes|ahora)\b"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """When it would suit somebody, in the business's own time. Nothing set: any time would do.

    `days` would all do; none means any day but the `unwanted`. `at` has, for each hour that was said, its readings,
    likeliest first; without it any start from `earliest` up to and including `latest` would do.
    """

    days: tuple[date, ...] = ()
    at: tuple[Readings, ...] = ()
    earliest: time | None = None
    latest: time | None = None
    soonest: bool = False
    past: bool = False  # the day that was named is over
    loose: bool = False  # the days are weekdays said without a date
    doubtful: bool = False  # "quinta 17" may be a date or an hour: the days and the hour are of both
    unwanted: frozenset[date] = frozenset()

    @property
    def said(self) -> bool:
        """Whether the message says anything about a time."""
        return self != Wish()

    @property
    def is_exact(self) -> bool:
        return len(self.days) == 1 and len(self.at) == 1 and not self.doubtful

    @property
    def is_bounded(self) -> bool:
        return bool(self.at or self.earliest or self.latest)

    def to_json(self) -> dict[str, Any]:
        """What a later message may refine: the days and times."""
        return {
            "days": [day.isoformat() for day in self.days],
            "at": [[moment.isoformat("minutes") for moment in readings] for readings in self.at],
            "earliest": self.earliest and self.earliest.isoformat("minutes"),
            "latest": self.latest and self.latest.isoformat("minutes"),
        }

    @classmethod
    def from_json(cls, stored: Any) -> "Wish":
        """What `to_json` made; anything else counts as nothing said."""
        if not isinstance(stored, Mapping):
            return cls()
        try:
            return cls(
                days=tuple(date.fromisoformat(day) for day in stored["days"]),
                at=tuple(tuple(time.fromisoformat(moment) for moment in readings) for readings in stored["at"]),
                earliest=time.fromisoformat(stored["earliest"]) if stored["earliest"] else None,
                latest=time.fromisoformat(stored["latest"]) if stored["latest"] else None,
            )
        except (KeyError, TypeError, ValueError):
            return cls()


def plain(text: str) -> str:
    """The beginning of a message folded, abbreviations written out, greetings left out; punctuation stays."""
    folded = _GREETING.sub(" ", " ".join(fold(text[:MAX_CHARACTERS]).split()))
    for pattern, meant in _REWRITTEN:
        folded = pattern.sub(meant, folded)
    return folded


def tells_own_hours(text: str) -> bool:
    """Whether a customer tells of the hours of their own: "abro às 5 da manhã"."""
    folded = plain(text)
    return without_own_hours(folded) != folded


def understand(text: str, now: datetime, names: HolidayNames) -> Wish:
    """The wish in a message. `now` is aware, in the business's time zone. Never raises for what a customer wrote."""
    said = last_said(plain(text), names, now.date())
    folded = without_own_hours(said)
    if match := _HOURS_AHEAD.search(folded):
        moment = now + timedelta(hours=int(match[1]))
        return Wish(days=(moment.date(),), earliest=moment.time().replace(second=0, microsecond=0))
    folded, date_or_hour = without_numbered_weekdays(folded, now.date())
    days = wanted_days(folded, names, now.date())
    times = _after_leaving(wanted_times(without_dates(folded)), said)
    return Wish(
        days=tuple(sorted({*days.days, date_or_hour})) if date_or_hour and not days.unwanted else days.days,
        at=times.at,
        earliest=times.earliest,
        latest=times.latest,
        soonest=_SOONEST.search(folded) is not None,
        past=days.past,
        loose=days.loose,
        doubtful=date_or_hour is not None,
        unwanted=days.unwanted,
    )


def _after_leaving(times: Times, said: str) -> Times:
    """The evening of "tem algum dia à noite? saio 18h do trabalho" begins when they can be there."""
    if times.at or times.earliest is None:
        return times
    last = times.latest or time(23, 59)
    for readings in wanted_times(leaving(said)).at:
        there = (datetime.combine(date.min, moment) + timedelta(minutes=_ON_THE_WAY) for moment in readings)
        if begins := next((each.time() for each in there if times.earliest < each.time() <= last), None):
            return replace(times, earliest=begins)
    return times


def refined(before: Wish, wish: Wish) -> Wish:
    """A later wish together with what it leaves open of the one before.

    "Semana que vem à tarde", then "quinta": the Thursday of that week, in the afternoon.
    """
    if not wish.said or wish.soonest or wish.past:
        return wish
    days = wish.days
    if wish.loose and before.days:
        weekdays = {day.weekday() for day in days}
        days = tuple(day for day in before.days if day.weekday() in weekdays) or days
    if not days and not wish.unwanted:
        days = before.days
    elif not days:
        days = tuple(day for day in before.days if day not in wish.unwanted)
    if wish.is_bounded:
        return replace(wish, days=days)
    return replace(wish, days=days, at=before.at, earliest=before.earliest, latest=before.latest)
