"""Money, numbers, dates, times and lists as each locale writes them."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, get_day_names
from babel.numbers import format_currency, format_decimal

_AND = {"pt-BR": " e ", "en": " and ", "es": " y "}
_OR = {"pt-BR": " ou ", "en": " or ", "es": " o "}
_TO = {"pt-BR": " a ", "en": " to ", "es": " a "}
_EVERY = {"en": "on", "es": "los"}
_RANGE = {"pt-BR": "{0} às {1}", "en": "{0} to {1}", "es": "{0} a {1}"}
_MIDNIGHT = {"pt-BR": "24h", "en": "midnight", "es": "24:00"}
# Brazilian prices keep their own symbol in every language ("R$", not "BRL"), and no-break spaces become plain ones,
# so that a price can be searched for and copied.
_MONEY = {"pt-BR": "¤ #,##0.00", "en": "¤#,##0.00", "es": "¤ #,##0.00"}
_SHORT_DATE = {"pt-BR": "dd/MM", "en": "MMM d", "es": "dd/MM"}
_DAY_MONTH = {"pt-BR": "d 'de' MMMM", "en": "MMMM d", "es": "d 'de' MMMM"}

FRIDAY = 4


@lru_cache(maxsize=8)
def _locale(locale: str) -> Locale:
    return Locale.parse(locale.replace("-", "_"))


@lru_cache(maxsize=4096)
def money(amount: Decimal, currency: str, locale: str) -> str:
    """`R$ 1.234,56` in pt-BR."""
    text = format_currency(
        amount, currency, _MONEY[locale], locale=_locale(locale), currency_digits=False, group_separator=True
    )
    symbol = _locale("pt-BR").currency_symbols.get(currency, currency)
    return text.replace(_locale(locale).currency_symbols.get(currency, currency), symbol).replace("\xa0", " ")


@lru_cache(maxsize=1024)
def number(value: Decimal | int, locale: str) -> str:
    return format_decimal(value, locale=_locale(locale), decimal_quantization=False)


def clock(moment: time, locale: str) -> str:
    """`8h` or `8h30` in pt-BR, `8 am` in en, `8:00` in es."""
    if locale == "en":
        minutes = f":{moment.minute:02}" if moment.minute else ""
        return f"{moment.hour % 12 or 12}{minutes} {'am' if moment.hour < 12 else 'pm'}"
    if locale == "es":
        return f"{moment.hour}:{moment.minute:02}"
    return f"{moment.hour}h{moment.minute:02}" if moment.minute else f"{moment.hour}h"


def clock_range(opens: time, closes: time, locale: str) -> str:
    """`8h às 12h`; a range that closes at 0:00 ends with its day."""
    end = _MIDNIGHT[locale] if closes == time(0) else clock(closes, locale)
    return _RANGE[locale].format(clock(opens, locale), end)


@lru_cache(maxsize=64)
def weekday(day: int, locale: str) -> str:
    """The name of a weekday, Monday being 0."""
    return str(get_day_names("wide", locale=_locale(locale))[day])


def weekday_span(first: int, last: int, locale: str) -> str:
    """`segunda a sexta-feira`; a single day is only named."""
    if first == last:
        return weekday(first, locale)
    link = _AND[locale] if last - first == 1 else _TO[locale]
    return weekday(first, locale).removesuffix("-feira") + link + weekday(last, locale)


def on_weekdays(days: Sequence[int], locale: str) -> str:
    """`às terças e quintas`, `aos sábados`: every such day."""
    names = [weekday(day, locale).removesuffix("-feira") for day in days]
    every = [name if name.endswith("s") else f"{name}s" for name in names]
    if locale == "pt-BR":
        # Only Saturday and Sunday are masculine.
        articles = ["aos" if day > FRIDAY else "às" for day in days]
        same_before = [place > 0 and articles[place - 1] == article for place, article in enumerate(articles)]
        every = [
            name if same else f"{article} {name}"
            for name, article, same in zip(every, articles, same_before, strict=True)
        ]
        return listing(every, locale)
    return f"{_EVERY[locale]} {listing(every, locale)}"


@lru_cache(maxsize=512)
def day_month(day: date, locale: str) -> str:
    """`25 de dezembro`, `1º de dezembro`."""
    text = str(format_date(day, _DAY_MONTH[locale], locale=_locale(locale)))
    return text.replace("1 ", "1º ", 1) if locale == "pt-BR" and day.day == 1 else text


@lru_cache(maxsize=512)
def short_date(day: date, locale: str) -> str:
    """`25/12` in pt-BR and es, `Dec 25` in en."""
    return format_date(day, _SHORT_DATE[locale], locale=_locale(locale))


def duration(minutes: int) -> str:
    """`45 min`, `24 h`: the same in every language."""
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def listing(items: Sequence[str], locale: str, either: bool = False) -> str:
    """`a, b e c`; with `either`, `a, b ou c`."""
    link = (_OR if either else _AND)[locale]
    return link.join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def capitalized(text: str) -> str:
    """The first letter in capitals, the others as they were."""
    return text[:1].upper() + text[1:]


def uncapitalized(text: str) -> str:
    """The first letter in lower case, unless its word is written in capitals ("API")."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
