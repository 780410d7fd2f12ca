"""Which values does a text state? Amounts, shares, times, dates, spans of time and counts, however they are written."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate

from agente.guardrails.checks import moments
from agente.guardrails.checks.moments import Reader
from agente.guardrails.checks.numerals import parse, with_figures
from agente.guardrails.checks.value import Key, Value, ValueKind, place
from agente.guardrails.folding import fold
from agente.packs.models import Locale

INSTALMENTS = "x"  # the unit of "12x" and "12 vezes"
_N = r"(?<![\d.,])\d+(?:[.,]\d+)*"
_TO = r"\s?(?:a|-|ate|e|ou|o|to|or|and|y)\s?"
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
    r"|preco(?: \w+)? (?:e|de)|valor(?: \w+)? (?:e|de)"
    r"|costs?|for (?:only|just)|priced at|price is|cuesta\w*|precio(?: \w+)? (?:es|de)|queda(?:n)? en"
)
_CURRENCY_WORD = r"(?:de )?(?:reais|real|dollars?|dolares|euros?|pesos|brl|usd|eur)\b"
_FUNCTION_WORDS = (
    "que para por com sem mas the and for per with pero sin con los las del dos das nos nas uma una mais more"
    " ate hasta from esta este this that ele ela voce you pode can sao are son ser ver ter tem has have foi was"
    " reais real dollars dolares euros pesos"
)
_NO_UNIT = frozenset(_FUNCTION_WORDS.split())

_AMOUNT = re.compile(
    rf"(?:[$€£]|\b(?:brl|usd|eur)\b)\s?({_N})"
    rf"(?:\s?(?:a|-|ate|to|ou|or)\s?({_N})(?=\s?(?:$|[.;:!?)/]|por\b|per\b|ao\b|a month)))?"
)
_AMOUNT_IN_WORDS = re.compile(rf"(?:({_N}){_TO})?({_N})\s?{_CURRENCY_WORD}")
_PRICE = re.compile(rf"({_N})(?:(?![.,]?\d|\s?[a-z%])|(?= (?:por|per|al|ao|a) ))")
_LETTERS = re.compile(r"(?:r|us)$")
_PRICED_BEFORE = re.compile(rf"\b(?:{_PRICED}) $")
_DECIMALS = re.compile(r"(\d+[.,]\d\d)(?![\d.,%]| ?(?:mm|cm|kg|g|gb|mb|km)\b)")
_PERCENT = re.compile(rf"(?:({_N}){_TO})?({_N})\s?(?:%|por ?cento\b|por ?ciento\b|per ?cent\b)")
_WORKDAYS = re.compile(rf"(?:({_N}){_TO})?({_N})\s?(?:{_WORKING})")
_SPAN = re.compile(rf"(?:({_N}){_TO})?({_N})[\s-]?({_SPAN_WORDS})\b")
_TIMES = re.compile(r"(?<!\w)(\d{1,3})\s?(?:x|vezes|times|veces|parcelas|cuotas|instal\w+|prestac\w+)\b")
_COUNT = re.compile(rf"(?<![\w/-])({_N})\s?([a-z]{{3,}}|mm|cm|kg|km|gb|mb|tb|g|m)\b")
# "em um dia", "half an hour": where no figure stands. A lone "um dia" is a way to speak.
_ONE_SPAN = re.compile(
    r"\b(?:em|ate|de|por|apos|in|within|of|for|after|en|hasta|dentro de) (?:uma?|one|an?|una?)"
    r" (hora|dia|semana|mes|ano|hour|day|week|month|year)\b|\b(meia hora|half an hour|media hora)\b"
)
_RATE = re.compile(r"(\d[\d.,]*)(?= ?(?:por|per|al|ao|a|/) ?(?:mes|ano|month|year|hora|hour|dia|day|semana|week)\b)")
_NUMBER = re.compile(r"(\d[\d.,]*\d{3})(?!\d)")
_ITEM = re.compile(r"(?:^|\n)[ \t]*(?:\*\*)?\d{1,2}[.)](?=\s)")
_FIGURE = re.compile(r"\d")
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
    """First what a word announces ("R$", "dia"), then each number that is left, by the first pattern that fits it."""
    found: list[Value] = []
    figures = _FIGURE.search(text) is not None
    text = _ITEM.sub(_blank, text) if figures else text
    for pattern, signs, read in _ANNOUNCED if figures else _ANNOUNCED_IN_WORDS:
        if any(sign in text for sign in signs):
            for match in pattern.finditer(text):
                if values := read(match):
                    found += values
                    text = text[: match.start()] + _blank(match) + text[match.end() :]
    end = 0
    for number in _ANY.finditer(text):
        if number.start() >= end:
            values, end = _value_at(text, number)
            found += values
    return found


def _value_at(text: str, number: re.Match[str]) -> tuple[list[Value], int]:
    for pattern, read in _PLAIN:
        match = pattern.match(text, number.start())
        if match and (values := read(match)):
            return values, match.end()
    return [], number.end()


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match[0])


@lru_cache(maxsize=512)
def keys_in(text: str) -> frozenset[Key]:
    """Every reading of every value of a text that vouches, in any of the languages; also each number by itself."""
    keys: set[Key] = set()
    locales: tuple[Locale, ...] = ("pt-BR", "en", "es")
    folded = fold(text)
    for written in {with_figures(folded, locale) for locale in locales}:
        read = _read(written)
        numbers = {parse(number[0]) for number in _ANY.finditer(written)}
        for value in read:
            keys.update(value.keys)
            keys.update(_also(value))
        keys.update(("value", number) for number in numbers)
        # "Em até 6 vezes, ou em até 12": what stands bare may be said with the unit of its neighbour.
        keys.update(("count", number, INSTALMENTS) for number in numbers - {value.number for value in read})
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


def _numbers(kind: ValueKind) -> Callable[[re.Match[str]], list[Value]]:
    def read(match: re.Match[str]) -> list[Value]:
        numbers = [parse(group) for group in match.groups() if group]
        return [Value(kind, ((kind, number),), match[0].strip(), *place(match), number) for number in numbers]

    return read


def _amount(match: re.Match[str]) -> list[Value]:
    """The letters before a "$" are a part of what is written."""
    letters = _LETTERS.search(match.string, max(0, match.start() - 2), match.start())
    values = _numbers("amount")(match)
    return [value._replace(written=letters[0] + value.written) for value in values] if letters else values


def _price(match: re.Match[str]) -> list[Value]:
    priced = _PRICED_BEFORE.search(match.string, max(0, match.start() - 24), match.start())
    return _numbers("amount")(match) if priced else []


def _workdays(match: re.Match[str]) -> list[Value]:
    return _spans(match, ("workday", 1), match[1], match[2])


def _span(match: re.Match[str]) -> list[Value]:
    return _spans(match, _SPANS[match[3]], match[1], match[2])


def _one_span(match: re.Match[str]) -> list[Value]:
    unit, factor = _SPANS[match[1]] if match[1] else ("minute", 30)
    return [Value("span", (("span", unit, Decimal(factor)),), match[0], *place(match), Decimal(1))]


def _spans(match: re.Match[str], unit: tuple[str, int], *numbers: str | None) -> list[Value]:
    found = [parse(number) for number in numbers if number]
    return [Value("span", (("span", unit[0], number * unit[1]),), match[0], *place(match), number) for number in found]


def _times_over(match: re.Match[str]) -> list[Value]:
    number = Decimal(match[1])
    return [Value("count", (("count", number, INSTALMENTS),), match[0], *place(match), number, INSTALMENTS)]


def _count(match: re.Match[str]) -> list[Value]:
    if match[2] in _NO_UNIT:
        return []
    number, unit = parse(match[1]), stem(match[2])
    return [Value("count", (("count", number, unit),), match[0], *place(match), number, unit)]


# A pattern is tried where one of its signs stands; most only in a text with figures.
_ANNOUNCED_IN_WORDS: tuple[tuple[re.Pattern[str], tuple[str, ...], Reader], ...] = (
    (_ONE_SPAN, (" um", " un", " one ", " a ", " an ", "meia ", "half ", "media "), _one_span),
)
_ANNOUNCED = (
    (_AMOUNT, ("$", "€", "£", "brl", "usd", "eur"), _amount),
    *_ANNOUNCED_IN_WORDS,
    *moments.ANNOUNCED,
)
_PLAIN: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_AMOUNT_IN_WORDS, _numbers("amount")),
    (_PERCENT, _numbers("percent")),
    *moments.PLAIN,
    (_WORKDAYS, _workdays),
    (_SPAN, _span),
    *moments.HOURS,
    (_TIMES, _times_over),
    (_PRICE, _price),
    (_DECIMALS, _numbers("amount")),
    (_COUNT, _count),
    (_RATE, _numbers("number")),
    (_NUMBER, _numbers("number")),
)
