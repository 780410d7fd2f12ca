"""Numbers in words written as figures: "dez dias" reads "10 dias", "mil e duzentos reais" reads "1200 reais"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from agente.packs.models import Locale

_SMALL: Mapping[Locale, dict[int, str]] = {
    "pt-BR": {
        2: "dois duas", 3: "tres", 4: "quatro", 5: "cinco", 6: "seis", 7: "sete", 8: "oito", 9: "nove", 10: "dez",
        11: "onze", 12: "doze", 13: "treze", 14: "quatorze catorze", 15: "quinze", 16: "dezesseis", 17: "dezessete",
        18: "dezoito", 19: "dezenove", 20: "vinte", 30: "trinta", 40: "quarenta", 50: "cinquenta", 60: "sessenta",
        70: "setenta", 80: "oitenta", 90: "noventa", 100: "cem cento", 200: "duzentos duzentas",
        300: "trezentos trezentas", 400: "quatrocentos quatrocentas", 500: "quinhentos quinhentas",
        600: "seiscentos seiscentas", 700: "setecentos setecentas", 800: "oitocentos oitocentas",
        900: "novecentos novecentas",
    },
    "en": {
        2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
        11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen",
        18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty",
        70: "seventy", 80: "eighty", 90: "ninety",
    },
    "es": {
        2: "dos", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis", 7: "siete", 8: "ocho", 9: "nueve", 10: "diez",
        11: "once", 12: "doce", 13: "trece", 14: "catorce", 15: "quince", 16: "dieciseis", 17: "diecisiete",
        18: "dieciocho", 19: "diecinueve", 20: "veinte", 21: "veintiuno veintiun veintiuna", 22: "veintidos",
        23: "veintitres", 24: "veinticuatro", 25: "veinticinco", 26: "veintiseis", 27: "veintisiete",
        28: "veintiocho", 29: "veintinueve", 30: "treinta", 40: "cuarenta", 50: "cincuenta", 60: "sesenta",
        70: "setenta", 80: "ochenta", 90: "noventa", 100: "cien ciento", 200: "doscientos doscientas",
        300: "trescientos trescientas", 400: "cuatrocientos cuatrocientas", 500: "quinientos quinientas",
        600: "seiscientos seiscientas", 700: "setecientos setecientas", 800: "ochocientos ochocientas",
        900: "novecientos novecientas",
    },
}  # fmt: skip
_SCALES: Mapping[Locale, dict[int, str]] = {
    "pt-BR": {1000: "mil", 1_000_000: "milhao milhoes"},
    "en": {100: "hundred", 1000: "thousand grand", 1_000_000: "million"},
    "es": {1000: "mil", 1_000_000: "millon millones"},
}
_ONE: Mapping[Locale, str] = {"pt-BR": "um|uma", "en": "one|a", "es": "uno|una|un"}
_AND: Mapping[Locale, str] = {"pt-BR": "e", "en": "and", "es": "y"}
_FIGURES = r"\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d{1,2})?"
_CENTS = re.compile(
    r"(\d+)( (?:reais|real|dollars|dolares|euros|pesos)) (?:e|and|y|con) (\d\d?) (?:centavos|cents|centimos)"
)


def with_figures(folded: str, locale: Locale) -> str:
    """A folded text with its number words in figures. A lone "um" or "one" stays a word: mostly it is an article."""
    numerals = _numerals(locale)
    if not numerals.words.isdisjoint(folded.replace("-", " ").split()) or numerals.scaled.search(folded):
        folded = numerals.phrase.sub(numerals.value, folded)
    return _CENTS.sub(lambda match: f"{match[1]}.{int(match[3]):02}{match[2]}", folded) if "cent" in folded else folded


def parse(figures: str) -> Decimal:
    """`1.234,50`, `1,234.50` and `1234.5`: a last group of one or two digits is the decimals, and all after "0."."""
    whole, mark, last = figures.replace(",", ".").rpartition(".")
    if mark and (len(last) < 3 or whole == "0"):
        return Decimal(f"{whole.replace('.', '')}.{last}")
    return Decimal(re.sub(r"[.,]", "", figures))


class _Numerals:
    def __init__(self, locale: Locale) -> None:
        self._small = {word: value for value, names in _SMALL[locale].items() for word in names.split()}
        self._scales = {word: value for value, names in _SCALES[locale].items() for word in names.split()}
        self._ones = frozenset(_ONE[locale].split("|"))
        self.words = frozenset(self._small) | frozenset(self._scales)
        either = "|".join(sorted(self.words, key=len, reverse=True))
        scale = "|".join(sorted(self._scales, key=len, reverse=True))
        join = rf"(?:[ -]| {_AND[locale]} )"
        first = rf"(?:{_FIGURES})(?= (?:{scale})\b)|(?:{_ONE[locale]})(?= (?:{scale})\b)|{either}"
        self.phrase = re.compile(
            rf"(?<![\w.,])(?!(?<=por )ci?ento\b)(?:{first})\b(?:{join}(?:{either}|{_ONE[locale]})\b)*(?![-\w])"
        )
        self.scaled = re.compile(rf"\d (?:{scale})\b")

    def value(self, match: re.Match[str]) -> str:
        """Sums are cut where a number stops growing downwards: "dois tres" are two numbers, and stay words."""
        total, group, room = Decimal(0), Decimal(0), Decimal(1000)
        for word in re.findall(rf"{_FIGURES}|[a-z]+", match[0]):
            if word in self._scales:
                scale = self._scales[word]
                if scale == 100:
                    group, room = (group or Decimal(1)) * 100, Decimal(100)
                else:
                    total, group, room = total + (group or Decimal(1)) * scale, Decimal(0), Decimal(1000)
            elif word in self._small or word in self._ones or word[0].isdigit():
                number = Decimal(self._small[word]) if word in self._small else Decimal(1)
                number = parse(word) if word[0].isdigit() else number
                if number >= room:
                    return match[0]
                group += number
                room = Decimal(100) if number >= 100 else Decimal(10) if number >= 20 else Decimal(1)
        return format((total + group).normalize(), "f")


@cache
def _numerals(locale: Locale) -> _Numerals:
    return _Numerals(locale)
