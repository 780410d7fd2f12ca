"""Is the number behind a weekday its date or an hour? "Quinta 17", "sexta, 4", "terça 15 no fim da tarde"."""

import re
from datetime import date, time, timedelta
from typing import Final

from agente.scheduling.days import of_month
from agente.scheduling.wanted_days import NAMED_WEEKDAY
from agente.scheduling.wanted_times import wanted_times

_SOON: Final = timedelta(days=45)  # a number is the date of no later day
_NOON: Final = 12
_HOURS: Final = range(7, 23)  # that a bare number may be
# What follows a number that counts nothing: "sexta 17 então", and not "segunda 10 licenças".
_GOES_ON: Final = (
    r"(?= ?(?:$|[,.;!?)]| (?:entao|pode|podia|msm|mesmo|ok|por|pf|pfv|please|tem|teria|da|rola|serve|seria|fica|ficaria"
    r"|e|ou|n?esse|n?essa|n?este|n?[oa]|as|d[aeo] (?:manha|tarde|noite)|pela|mais|logo|depois|antes|a partir|ate"
    r"|pr[ao]|para|que|com|se"
    r"|ta|tb|tbm|tambem|nao|then|works|is|at|after|before|for|in|entonces|vale|en|por|si|a las?)\b))"
)
_NUMBERED: Final = re.compile(rf"\b(?:{NAMED_WEEKDAY}),? (?P<number>\d{{1,2}})" + _GOES_ON)
_REFUSED: Final = re.compile(r",? (?:nao|no|can ?[’']?t|doesn ?[’']?t|won ?[’']?t)\b")
_SAME_HOUR: Final = re.compile(
    r"\b(?:mesm[oa]s? (?:horas?|horarios?)|(?:hora|horario) mesm[oa]|same (?:time|hour)"
    r"|mism[oa]s? (?:horas?|horarios?))\b"
)


def without_numbered_weekdays(text: str, today: date) -> tuple[str, date | None]:
    """The text with the number told as a date or as an hour; and the date, where it may be either.

    It is the date of that weekday where an hour is told otherwise, or where it can be no hour.
    """
    doubted: date | None = None
    for match in reversed(list(_NUMBERED.finditer(text))):
        weekday = next(place for place, named in enumerate(match.groups()) if named)
        number = int(match["number"])
        rest = f"{text[: match.start('number')]} {text[match.end() :]}"
        day = _date_of(weekday, number, today)
        is_refused = _REFUSED.match(text, match.end()) is not None
        if day and (number not in _HOURS or is_refused or _tells_another_hour(rest, number)):
            text = f"{text[: match.start()]}dia {number}{text[match.end() :]}"
        elif number in _HOURS:
            text = f"{text[: match.start('number')]}as {number}{text[match.end() :]}"
            doubted = day
    return text, doubted


def _date_of(weekday: int, number: int, today: date) -> date | None:
    """The coming date that has the number, if it is that weekday."""
    day = of_month(number, today) if 1 <= number <= 31 else None
    return day if day and day.weekday() == weekday and day - today <= _SOON else None


def _tells_another_hour(rest: str, number: int) -> bool:
    """ "Terça 15 no fim da tarde" asks of a date; in "quinta 10 de manhã" the ten may be the hour."""
    if _SAME_HOUR.search(rest):
        return True
    times = wanted_times(rest)
    if times.at:
        return True
    if times.earliest is None and times.latest is None:
        return False
    earliest, latest = times.earliest or time.min, times.latest or time.max
    return number > _NOON or not earliest <= time(number) <= latest
