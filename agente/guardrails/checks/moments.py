"""Which dates and times of day does a text state?"""

import re
from collections.abc import Callable
from decimal import Decimal

from agente.guardrails.checks.value import Value, place

Reader = Callable[[re.Match[str]], list[Value]]

_MONTHS = {
    prefix: number
    for number, prefixes in enumerate(
        ("jan ene", "fev feb", "mar", "abr apr", "mai may", "jun", "jul", "ago aug", "set sep", "out oct", "nov",
         "dez dic dec"), 1,
    )
    for prefix in prefixes.split()
}  # fmt: skip
_MONTH = (
    r"(jan(?:eiro|uary)?|ene(?:ro)?|fev(?:ereiro)?|feb(?:rero|ruary)?|mar(?:co|ch|zo)?|abr(?:il)?|apr(?:il)?|mai(?:o)?"
    r"|mayo?|jun(?:ho|io|e)?|jul(?:ho|io|y)?|ago(?:sto)?|aug(?:ust)?|set(?:embro)?|sept?(?:iembre|tember)?|out(?:ubro)?"
    r"|oct(?:ubre|ober)?|nov(?:embro|iembre|ember)?|dez(?:embro)?|dic(?:iembre)?|dec(?:ember)?)\b"
)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::\d\d)?(?:\.\d+)?(?:z|[+-]\d\d:\d\d)?)?\b")
_NUMERIC_DATE = re.compile(r"(?<![\d/.,])(\d{1,2})(?:/(\d{1,2})(?:/(\d{4}|\d\d))?|[.-](\d{1,2})[.-](\d{4}))(?![\d/])")
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:o|a|st|nd|rd|th)?\s?(?:/|-|de |of )?\s?{_MONTH}(?:,? (?:de |del |of )?(\d{{4}}))?"
)
_MONTH_DAY = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (\d{{4}}))?")
_DAY = re.compile(r"\b(?:dia|day) (\d{1,2})\b(?! ?(?:%|h\b|dias|days|/|-|(?:de |of )?" + _MONTH + "))")
_CLOCK = re.compile(
    r"(?<![\d:.,])(\d{1,2}):(\d\d)(?::\d\d)?\s?(?:h\b)?\s?([ap])?(?:\.?m\b\.?)?"
    r"( da (?:tarde|noite)| de la (?:tarde|noche))?(?![\d:])"
)
_HOUR = re.compile(
    r"(?<![\d.,])(\d{1,2})\s?h(?:s|rs|oras?)?\s?(\d\d)?(?:min|m)?\b( da (?:tarde|noite)| de la (?:tarde|noche))?"
)
_HALF_DAY = re.compile(
    r"(?<![\d.,:])(\d{1,2})\s?([ap])\.?m\b\.?|\b(\d{1,2}) (?:da (manha|tarde|noite)|de la (manana|tarde|noche))"
)
_AT = re.compile(r"\b(?:as|das|las) (\d{1,2})(?=\s?(?:[.,;!?)]|$|e\b|y\b|ate\b|as\b|a las\b|em ponto|en punto))")


def _iso(match: re.Match[str]) -> list[Value]:
    year, month, day, hour, minute = match.groups()
    values = _dates(match, (int(day), int(month), int(year)))
    return values + _times(match, (int(hour), int(minute))) if values and hour else values


def _numeric_date(match: re.Match[str]) -> list[Value]:
    day, month, year = int(match[1]), int(match[2] or match[4] or 0), match[3] or match[5]
    if (day, month, year) == (24, 7, None):
        return [Value("span", (("span", "minute", Decimal(1440)),), match[0], *place(match), Decimal(24))]
    full = int(year) + (2000 if len(year) == 2 else 0) if year else None
    return _dates(match, (day, month, full), (month, day, full))


def _day_month(match: re.Match[str]) -> list[Value]:
    return _dates(match, (int(match[1]), _MONTHS[match[2][:3]], int(match[3]) if match[3] else None))


def _month_day(match: re.Match[str]) -> list[Value]:
    return _dates(match, (int(match[2]), _MONTHS[match[1][:3]], int(match[3]) if match[3] else None))


def _dates(match: re.Match[str], *readings: tuple[int, int, int | None]) -> list[Value]:
    possible = [("date", *reading) for reading in readings if 1 <= reading[0] <= 31 and 1 <= reading[1] <= 12]
    return [Value("date", tuple(possible), match[0].strip(), *place(match))] if possible else []


def _day(match: re.Match[str]) -> list[Value]:
    return [Value("date", (("day", int(match[1])),), match[0], *place(match))] if 1 <= int(match[1]) <= 31 else []


def _clock(match: re.Match[str]) -> list[Value]:
    return _times(match, _of_day(int(match[1]), int(match[2]), match[3], match[4]))


def _hour(match: re.Match[str]) -> list[Value]:
    hours, minutes = int(match[1]), int(match[2] or 0)
    values = _times(match, _of_day(hours, minutes, None, match[3]))
    span = ("span", "minute", Decimal(60 * hours + minutes))
    if not values or match[3]:
        return values or [Value("span", (span,), match[0].strip(), *place(match), Decimal(hours))]
    return [Value("time", (*values[0].keys, span), match[0].strip(), *place(match), Decimal(hours))]


def _half_day(match: re.Match[str]) -> list[Value]:
    part = match[4] or match[5] or ""
    late = match[2] == "p" or part in ("tarde", "noite", "noche")
    return _times(match, _of_day(int(match[1] or match[3]), 0, "p" if late else "a", None))


def _at(match: re.Match[str]) -> list[Value]:
    return _times(match, (int(match[1]), 0))


def _of_day(hour: int, minute: int, half: str | None, part: str | None) -> tuple[int, int]:
    if (half == "p" or part) and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return hour, minute


def _times(match: re.Match[str], moment: tuple[int, int]) -> list[Value]:
    hour, minute = moment
    if hour > 24 or minute > 59:
        return []
    return [Value("time", (("time", hour % 24, minute),), match[0].strip(), *place(match))]


# What a word announces, with the signs of which one must stand in the text.
ANNOUNCED: tuple[tuple[re.Pattern[str], tuple[str, ...], Reader], ...] = (
    (_MONTH_DAY, tuple(_MONTHS), _month_day),
    (_DAY, ("dia ", "day "), _day),
    (_AT, ("as ",), _at),
)
# What begins with its number, by which pattern it is read first.
PLAIN: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_ISO, _iso),
    (_NUMERIC_DATE, _numeric_date),
    (_DAY_MONTH, _day_month),
    (_CLOCK, _clock),
    (_HALF_DAY, _half_day),
)
HOURS: tuple[tuple[re.Pattern[str], Reader], ...] = ((_HOUR, _hour),)  # after spans of time: "24 horas" is one
