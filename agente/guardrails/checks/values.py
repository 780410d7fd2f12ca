"""Which values does a text state? Amounts, shares, times, dates, spans of time and counts, however they are written."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Any, Literal

from agente.guardrails.checks.numerals import parse, with_figures
from agente.guardrails.folding import fold
from agente.packs.models import Locale

ValueKind = Literal["amount", "percent", "time", "date", "span", "count", "number"]
Key = tuple[Any, ...]  # ("amount", 89.9), ("time", 13, 30), ("date", 25, 12, None), ("span", "minute", 1440) ...


@dataclass(frozen=True, slots=True)
class Value:
    """`keys` are its possible readings: "8h" is a time of day or eight hours. Any that is vouched for will do."""

    kind: ValueKind
    keys: tuple[Key, ...]
    written: str
    start: int  # in what was read, as `before` is
    before: str  # up to forty folded characters
    number: Decimal | None = None
    unit: str = ""  # of a count: the stem of what is counted


_N = r"(?<![\d.,])\d+(?:[.,]\d+)*"
_TO = r"\s?(?:a|-|ate|e|ou|o|to|or|and|y)\s?"
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
_SPANS: dict[str, tuple[str, int]] = {
    word: (unit, factor)
    for unit, factor, words in (
        ("second", 1, "segundo segundos second seconds"),
        ("minute", 1, "minuto minutos minute minutes min mins"),
        ("minute", 60, "hora horas hour hours hr hrs h hs"),
        ("minute", 1440, "dia dias day days"),
        ("minute", 10080, "semana semanas week weeks"),
        ("month", 1, "mes meses month months mensalidade mensalidades"),
        ("month", 12, "ano anos year years"),
        ("workday", 1, "uteis util habiles habil business working"),
    )
    for word in words.split()
}
_SPAN_WORDS = "|".join(sorted((word for word in _SPANS if _SPANS[word][0] != "workday" and word != "h"), key=len)[::-1])
_WORKING = r"dias? (?:uteis|util|habiles|habil)|(?:business|working) days?"
# After these a bare number is a price.
_PRICED = (
    r"cust\w+|sai(?:em)? por|sale por|fica(?:m)? (?:em|por)|por apenas|por solo|por so"
    r"|preco(?: \w+)? (?:e|de)"
    r"|valor(?: \w+)? (?:e|de)|costs?|for (?:only|just)|priced at|price is|cuesta\w*|precio(?: \w+)? (?:es|de)|queda(?:n)? en"
)
_CURRENCY = r"r\$|us\$|[$€£]|\b(?:brl|usd|eur)\b"
_CURRENCY_WORD = r"(?:de )?(?:reais|real|dollars?|dolares|euros?|pesos|brl|usd|eur)\b"
_FUNCTION_WORDS = (
    "que para por com sem mas the and for per with pero sin con los las del dos das nos nas uma una mais more"
    " ate hasta from esta este this that ele ela voce you pode can sao are son ser ver ter tem has have foi was"
    " reais real dollars dolares euros pesos"
)
_NO_UNIT = frozenset(_FUNCTION_WORDS.split())

_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::\d\d)?(?:\.\d+)?(?:z|[+-]\d\d:\d\d)?)?\b")
_NUMERIC_DATE = re.compile(r"(?<![\d/.,])(\d{1,2})(?:/(\d{1,2})(?:/(\d{4}|\d\d))?|[.-](\d{1,2})[.-](\d{4}))(?![\d/])")
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:o|a|st|nd|rd|th)?\s?(?:/|-|de |of )?\s?{_MONTH}(?:,? (?:de |del |of )?(\d{{4}}))?"
)
_MONTH_DAY = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (\d{{4}}))?")
_DAY = re.compile(r"\b(?:dia|day) (\d{1,2})\b(?! ?(?:%|h\b|dias|days))")
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
_AMOUNT = re.compile(
    rf"(?:{_CURRENCY})\s?({_N})(?:\s?(?:a|-|ate|to|ou|or)\s?({_N})(?=\s?(?:$|[.;:!?)/]|por\b|per\b|ao\b|a month)))?"
    rf"|(?:({_N}){_TO})?({_N})\s?{_CURRENCY_WORD}"
)
_PRICE = re.compile(
    rf"\b(?:{_PRICED}) ({_N})(?![.,]?\d|\s?[a-z%])|\b(?:{_PRICED}) ({_N})(?= (?:por|per|al|ao|a) )"
    r"|(?<![\d.,])(\d+[.,]\d\d)(?![\d.,%]| ?(?:mm|cm|kg|g|gb|mb|km)\b)"
)
_PERCENT = re.compile(rf"(?:({_N}){_TO})?({_N})\s?(?:%|por ?cento\b|por ?ciento\b|per ?cent\b)")
_WORKDAYS = re.compile(rf"(?:({_N}){_TO})?({_N})\s?(?:{_WORKING})")
_SPAN = re.compile(rf"(?:({_N}){_TO})?({_N})[\s-]?({_SPAN_WORDS})\b")
_TIMES = re.compile(r"(?<![\w.,])(\d{1,3})\s?(?:x|vezes|times|veces|parcelas|cuotas|instal\w+|prestac\w+)\b")
_COUNT = re.compile(rf"(?<![\w.,/-])({_N})\s?([a-z]{{3,}}|mm|cm|kg|km|gb|mb|tb|g|m)\b")
_NUMBER = re.compile(r"(?<![\d.,])(\d[\d.,]*\d{3})(?!\d)")
_ITEM = re.compile(r"(?:^|\n)[ \t]*(?:\*\*)?\d{1,2}[.)](?=\s)")
_ANY = re.compile(_N)


def values_in(sentences: Sequence[str], locale: Locale) -> list[list[Value]]:
    """The values of each of the folded sentences of a text."""
    written = [with_figures(sentence, locale) for sentence in sentences]
    found: list[list[Value]] = [[] for _ in written]
    ends = list(accumulate(map(len, written)))
    for value in _read("".join(written)):
        found[bisect_right(ends, value.start)].append(value)
    return found


def _read(text: str) -> list[Value]:
    """Each pattern reads what the ones before it left."""
    found: list[Value] = []

    def taken_with(read: Callable[[re.Match[str]], list[Value]]) -> Callable[[re.Match[str]], str]:
        def take(match: re.Match[str]) -> str:
            values = read(match)
            found.extend(values)
            return "\x00" * len(match[0]) if values else match[0]

        return take

    if _ANY.search(text) is None:
        return found
    text = _ITEM.sub(lambda match: " " * len(match[0]), text)
    for pattern, signs, read in _READERS:
        if not signs or any(sign in text for sign in signs):
            text = pattern.sub(taken_with(read), text)
    return found


@lru_cache(maxsize=2048)
def keys_in(text: str) -> frozenset[Key]:
    """Every reading of every value of a text that vouches, in any of the languages; also each number by itself."""
    keys: set[Key] = set()
    locales: tuple[Locale, ...] = ("pt-BR", "en", "es")
    folded = fold(text)
    for written in {with_figures(folded, locale) for locale in locales}:
        for value in _read(written):
            keys.update(value.keys)
            keys.update(_also(value))
        keys.update(("value", parse(number[0])) for number in _ANY.finditer(written))
    return frozenset(keys)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A folded word without the commonest plural endings; rough, the same for all three languages."""
    for plural, ending in (("oes", "ao"), ("ais", "al"), ("eis", "el"), ("ns", "m"), ("res", "r"), ("zes", "z")):
        if word.endswith(plural) and len(word) > 4:
            return word.removesuffix(plural) + ending
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _also(value: Value) -> Iterator[Key]:
    for key in value.keys:
        if key[0] == "date":
            yield ("day_month", key[1], key[2])
            yield ("day", key[1])


def _iso(match: re.Match[str]) -> list[Value]:
    year, month, day, hour, minute = match.groups()
    values = _dates(match, (int(day), int(month), int(year)))
    return values + _times(match, (int(hour), int(minute))) if values and hour else values


def _numeric_date(match: re.Match[str]) -> list[Value]:
    day, month, year = int(match[1]), int(match[2] or match[4] or 0), match[3] or match[5]
    if (day, month, year) == (24, 7, None):
        return [Value("span", (("span", "minute", Decimal(1440)),), match[0], *_place(match), Decimal(24))]
    full = int(year) + (2000 if len(year) == 2 else 0) if year else None
    return _dates(match, (day, month, full), (month, day, full))


def _day_month(match: re.Match[str]) -> list[Value]:
    return _dates(match, (int(match[1]), _MONTHS[match[2][:3]], int(match[3]) if match[3] else None))


def _month_day(match: re.Match[str]) -> list[Value]:
    return _dates(match, (int(match[2]), _MONTHS[match[1][:3]], int(match[3]) if match[3] else None))


def _dates(match: re.Match[str], *readings: tuple[int, int, int | None]) -> list[Value]:
    possible = [("date", *reading) for reading in readings if 1 <= reading[0] <= 31 and 1 <= reading[1] <= 12]
    return [Value("date", tuple(possible), match[0].strip(), *_place(match))] if possible else []


def _day(match: re.Match[str]) -> list[Value]:
    return [Value("date", (("day", int(match[1])),), match[0], *_place(match))] if 1 <= int(match[1]) <= 31 else []


def _clock(match: re.Match[str]) -> list[Value]:
    return _times(match, _of_day(int(match[1]), int(match[2]), match[3], match[4]))


def _hour(match: re.Match[str]) -> list[Value]:
    hours, minutes = int(match[1]), int(match[2] or 0)
    values = _times(match, _of_day(hours, minutes, None, match[3]))
    span = ("span", "minute", Decimal(60 * hours + minutes))
    if not values or match[3]:
        return values or [Value("span", (span,), match[0].strip(), *_place(match), Decimal(hours))]
    return [Value("time", (*values[0].keys, span), match[0].strip(), *_place(match), Decimal(hours))]


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
    return [Value("time", (("time", hour % 24, minute),), match[0].strip(), *_place(match))]


def _numbers(kind: ValueKind) -> Callable[[re.Match[str]], list[Value]]:
    def read(match: re.Match[str]) -> list[Value]:
        numbers = [parse(group) for group in match.groups() if group]
        return [Value(kind, ((kind, number),), match[0].strip(), *_place(match), number) for number in numbers]

    return read


def _place(match: re.Match[str]) -> tuple[int, str]:
    return match.start(), match.string[max(0, match.start() - 40) : match.start()]


def _workdays(match: re.Match[str]) -> list[Value]:
    return _spans(match, ("workday", 1), match[1], match[2])


def _span(match: re.Match[str]) -> list[Value]:
    return _spans(match, _SPANS[match[3]], match[1], match[2])


def _spans(match: re.Match[str], unit: tuple[str, int], *numbers: str | None) -> list[Value]:
    found = [parse(number) for number in numbers if number]
    return [Value("span", (("span", unit[0], number * unit[1]),), match[0], *_place(match), number) for number in found]


def _times_over(match: re.Match[str]) -> list[Value]:
    number = Decimal(match[1])
    return [Value("count", (("count", number, "x"),), match[0], *_place(match), number, "x")]


def _count(match: re.Match[str]) -> list[Value]:
    if match[2] in _NO_UNIT:
        return []
    number, unit = parse(match[1]), stem(match[2])
    return [Value("count", (("count", number, unit),), match[0], *_place(match), number, unit)]


# A pattern is tried where one of its signs stands, if it has any.
_READERS: tuple[tuple[re.Pattern[str], tuple[str, ...], Callable[[re.Match[str]], list[Value]]], ...] = (
    (_ISO, ("-",), _iso),
    (_AMOUNT, ("$", "€", "£", "brl", "usd", "eur", "rea", "dol", "peso"), _numbers("amount")),
    (_PERCENT, ("%", "cent", "cient"), _numbers("percent")),
    (_NUMERIC_DATE, ("/", "-", "."), _numeric_date),
    (_DAY_MONTH, (), _day_month),
    (_MONTH_DAY, (), _month_day),
    (_DAY, ("dia ", "day "), _day),
    (_CLOCK, (":",), _clock),
    (_HALF_DAY, ("am", "pm", ".m", "tarde", "noite", "noche", "manha", "manana"), _half_day),
    (_WORKDAYS, ("ute", "util", "habil", "business", "working"), _workdays),
    (_SPAN, (), _span),
    (_HOUR, ("h",), _hour),
    (_AT, ("as ",), _at),
    (_TIMES, (), _times_over),
    (_PRICE, (), _numbers("amount")),
    (_COUNT, (), _count),
    (_NUMBER, (), _numbers("number")),
)
