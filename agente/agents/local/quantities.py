"""Which of a message's numbers count something, as far as its words alone tell?"""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from agente.packs.models import Locale

MIN_DIGITS_TOLD = 2  # of a number that may be a price once more
MAX_DIGITS_FOR = 2  # behind "por", of a number that is no amount of money

_PERCENTAGE = re.compile(r"(\d+)\s?(?:%|por ?cento|percent)")
_ALONE = re.compile(r"(?<![\w.,])(\d+)(?![\w.,]*\w)\s*(?:[?!.,;)]|$)")  # no noun behind it
_NOT_COUNTED = frozenset({
    "h", "hs", "hr", "hrs", "hora", "horas", "hour", "hours", "min", "mins", "minuto", "minutos", "minute",
    "minutes", "segundos", "seconds", "semana", "semanas", "week", "weeks", "dia", "dias", "day", "days", "mes",
    "meses", "month", "months", "ano", "anos", "year", "years", "reais", "real", "mil", "k", "dolares",
    "dollars", "euros", "pesos", "vezes", "x", "am", "pm", "de", "do", "da", "gb", "mb", "tb", "anual",
    # "Os dois preços do Pro" are those of one.
    "precos", "valores", "prices", "precios",
})  # fmt: skip
_COUNTING = frozenset(
    {
        "e",
        "pra",
        "para",
        "p",
        "com",
        "mais",
        "for",
        "and",
        "with",
        "more",
        "y",
        "con",
        "mas",
        "somos",
        "sao",
        "eram",
        "are",
        "son",
    }
)
_NOT_COUNTING = frozenset({
    "r", "us", "dia", "as", "das", "ate", "ramal", "pedido", "numero", "nota", "rua",
})  # fmt: skip
NUMERALS = {
    word: number
    for number, names in {
        2: "dois duas two dos",
        3: "tres three",
        4: "quatro four cuatro",
        5: "cinco five",
        6: "seis six",
        7: "sete seven siete",
        8: "oito eight ocho",
        9: "nove nine nueve",
        10: "dez ten diez",
        12: "doze duzia twelve doce",
        15: "quinze fifteen quince",
        20: "vinte twenty veinte",
        30: "trinta thirty treinta",
        50: "cinquenta fifty cincuenta",
        100: "cem hundred cien",
    }.items()
    for word in names.split()
}  # fmt: skip


def quantity_in(
    text: str, text_words: list[str], named: set[int], locale: Locale, told: Callable[[], Iterable[Decimal]] = tuple
) -> int | None:
    """How many the customer speaks of: not a part of a product's name, a time, a percentage or an amount of money.

    `told` are the amounts of our last reply: "nossa, 190?" of R$ 189,90 is the price once more.
    """
    percentages = _PERCENTAGE.findall(text) if "%" in text or "cent" in text else []
    for position, word in enumerate(text_words):
        if position in named or word in percentages or (word == "dos" and locale != "es"):  # "o preço dos planos"
            continue
        if (number := number_at(text_words, position)) > 1 and not (
            word.isdecimal() and _is_told(text, text_words, position, told)
        ):
            return number
    return None


def _is_told(text: str, text_words: Sequence[str], position: int, told: Callable[[], Iterable[Decimal]]) -> bool:
    """Whether the number stands alone, no noun behind it, and is about one of the amounts that were told."""
    number = text_words[position]
    before = text_words[position - 1] if position else ""
    if len(number) < MIN_DIGITS_TOLD or before in _COUNTING or number not in _ALONE.findall(text):
        return False
    return any(abs(amount - int(number)) < 1 for amount in told())


def number_at(text_words: Sequence[str], position: int) -> int:
    """How many of something the word there counts; 0 when it is no number, or one of a time, an amount or a label."""
    word = text_words[position]
    if not (word.isdecimal() or word in NUMERALS):
        return 0
    following = text_words[position + 1] if position + 1 < len(text_words) else ""
    before = text_words[position - 1] if position else ""
    if before == "por" and len(word) > MAX_DIGITS_FOR:
        return 0  # "faz por 1700?"
    if following in _NOT_COUNTED or before in _NOT_COUNTING or following.isdecimal() or before.isdecimal():
        return 0
    return NUMERALS.get(word) or (int(word) if len(word) <= 5 else 0)
