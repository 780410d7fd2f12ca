"""Numbers as customers write them, in figures and in words: "1.500,00", "10k", "mil e quinhentos", "half a million"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from agente.leads.wording import Message

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|[^\sa-z\d]")
_MAX_FIGURES = 12
MAX_NUMBERS: Final = 40  # of a message; nobody means more, and what looks at each of them stays cheap


def _table(rows: dict[int, str]) -> dict[str, int]:
    return {word: value for value, names in rows.items() for word in names.split()}


ONE: Final = _table({1: "um uma un una uno one a"})
SMALL: Final = _table({
    2: "dois duas dos two", 3: "tres three", 4: "quatro cuatro four", 5: "cinco five", 6: "seis six",
    7: "sete siete seven", 8: "oito ocho eight", 9: "nove nueve nine", 10: "dez diez ten", 11: "onze once eleven",
    12: "doze doce twelve", 13: "treze trece thirteen", 14: "quatorze catorze catorce fourteen",
    15: "quinze quince fifteen", 16: "dezesseis dieciseis sixteen", 17: "dezessete diecisiete seventeen",
    18: "dezoito dieciocho eighteen", 19: "dezenove diecinueve nineteen", 20: "vinte veinte twenty",
    21: "veintiuno", 22: "veintidos", 23: "veintitres", 24: "veinticuatro", 25: "veinticinco",
    30: "trinta treinta thirty",
    40: "quarenta cuarenta forty", 50: "cinquenta cincuenta fifty", 60: "sessenta sesenta sixty",
    70: "setenta seventy", 80: "oitenta ochenta eighty", 90: "noventa ninety", 100: "cem cento cien ciento",
    200: "duzentos duzentas duzentao duzento doscientos doscientas",
    300: "trezentos trezentas trezentao trezento trescientos trescientas",
    400: "quatrocentos quatrocentas quatrocentao quatrocento cuatrocientos",
    500: "quinhentos quinhentas quinhentao quinhento quinientos quinientas",
    600: "seiscentos seiscentas seiscentao seiscento seiscientos",
    700: "setecentos setecentas setecentao setecento setecientos",
    800: "oitocentos oitocentas oitocento ochocientos", 900: "novecentos novecentas novecento novecientos",
})  # fmt: skip
SCALES: Final = _table({
    10: "dezena dezenas", 12: "duzia duzias docena docenas dozen", 100: "centena centenas hundred",
    1000: "mil milao milhar thousand grand k",
    100_000: "lakh lakhs", 1_000_000: "milhao milhoes millon millones million mi kk",
})  # fmt: skip
_HALF = frozenset({"meio", "meia", "half", "medio", "media"})
_HALF_VALUE = Decimal("0.5")
_AND = frozenset({"e", "y", "and", "-"})  # "forty-two"
_SPANISH = frozenset({
    "el",
    "los", "las", "y", "con", "tengo", "tenemos", "necesito", "necesitamos", "personas", "empleados", "hay", "una",
    "un",
    "unos", "mil", "millones", "hasta", "presupuesto", "hola",
})  # fmt: skip
_SPANISH_ONLY = frozenset({"dos", "once"})  # "dos" is no number in Portuguese, nor "once" in English
_NUMBER_WORDS = frozenset(SMALL) | frozenset(SCALES)
_BEGINNINGS = _NUMBER_WORDS | frozenset(ONE) | _HALF


@dataclass(frozen=True, slots=True)
class Number:
    start: int
    end: int
    value: Decimal
    scale: int = 1  # the thousand or million that was said with it: "10 a 15 mil" lends its own to the 10
    figures: bool = True


@dataclass(slots=True)
class _Sum:
    """A number while it is read word by word."""

    total: Decimal = Decimal(0)
    group: Decimal = Decimal(0)
    room: int = 1000  # what is added next must be smaller: "vinte e cinco" is 25, "vinte e trinta" are two numbers
    scale: int = 1
    empty: bool = True

    def add(self, value: Decimal) -> bool:
        if not self.empty and (value >= self.room or self.group % 1):
            return False
        self.group += value
        self.room = 100 if value >= 100 else 10 if value >= 20 else 1
        self.empty = False
        return True

    def multiply(self, scale: int) -> bool:
        if self.total and scale >= self.scale:
            return False
        if scale <= 100:
            self.group = (self.group or Decimal(1)) * scale
            self.room = 100 if scale == 100 else 1
        else:
            self.total += (self.group or Decimal(1)) * scale
            self.group, self.room, self.scale = Decimal(0), min(scale, 1000), scale
        self.empty = False
        return True


def is_spanish(message: Message) -> bool:
    """Whether "dos" is two: in Portuguese it is "of the"."""
    return message.mentions(_SPANISH)


def numbers_in(message: Message) -> list[Number]:
    """All numbers of a message, in order. A lone "um" or "one" is taken for an article."""
    if not message.has_digits and not message.mentions(_NUMBER_WORDS):
        return []
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(message.folded)]
    if message.mentions(_SPANISH_ONLY) and not is_spanish(message):
        tokens = [("" if word in _SPANISH_ONLY else word, start, end) for word, start, end in tokens]
        tokens = [token for token in tokens if token[0]]
    found: list[Number] = []
    position = 0
    while position < len(tokens) and len(found) < MAX_NUMBERS:
        if (word := tokens[position][0]) not in _BEGINNINGS and not word[0].isdigit():
            position += 1
            continue
        number, following = _number_at(tokens, position)
        if number is not None:
            found.append(number)
        position = max(following, position + 1)
    return found


def figures(text: str) -> Decimal | None:
    """The value of figures with separators: a last group of three is thousands, of one or two decimals."""
    parts = re.split(r"[.,]", text)
    if sum(map(len, parts)) > _MAX_FIGURES:
        return None
    if len(parts) > 1 and len(parts[-1]) != 3:
        return Decimal("".join(parts[:-1]) + "." + parts[-1])
    if len(parts) == 2 and parts[0].startswith("0"):
        return Decimal(".".join(parts))
    return Decimal("".join(parts))


_Token = tuple[str, int, int]


def _number_at(tokens: list[_Token], start: int) -> tuple[Number | None, int]:
    state = _Sum()
    position = end = start
    while position < len(tokens):
        word = tokens[position][0]
        if word in _AND and position > start:
            if not _continues(tokens, position + 1, state):
                break
            position += 1
            word = tokens[position][0]
        if word == "half" and tokens[position - 1][0] not in _AND and not state.empty:
            break  # "our team of seven half of every morning"
        if not _take(word, tokens, position, state):
            break
        position += 1
        end = position
    if state.empty or end == start:
        return None, start + 1
    value = state.total + state.group
    spelled = not tokens[start][0][0].isdigit()
    return Number(tokens[start][1], tokens[end - 1][2], value, state.scale, not spelled), end


def _take(word: str, tokens: list[_Token], position: int, state: _Sum) -> bool:
    following = tokens[position + 1][0] if position + 1 < len(tokens) else ""
    if word[0].isdigit():
        value = figures(word) if word.isascii() else None
        fresh = state.empty or (state.scale > 1 and value is not None and value < state.scale and not state.group)
        if value is None or not fresh or (not state.empty and following in SCALES):
            return False
        state.room = max(state.room, 1000) if state.empty else state.room
        state.group, state.room, state.empty = state.group + value, 0, False
        return True
    if word in SCALES:
        return not (word in {"k", "kk", "mi"} and state.empty) and state.multiply(SCALES[word])
    if word in _HALF:
        return _take_half(following, state)
    if word == "a" and state.group == _HALF_VALUE and following in SCALES:
        return True  # half a million
    if word in ONE:
        joined = word != "a" and state.group >= 20 and state.room >= 10 and following not in SCALES
        return (state.empty and following in SCALES and word != "a") or (joined and state.add(Decimal(1)))
    if word in SMALL:
        if not state.empty and state.scale > 1 and following in SCALES and SCALES[following] >= state.scale:
            return False
        return state.add(Decimal(SMALL[word]))
    return False


def _take_half(following: str, state: _Sum) -> bool:
    if state.empty:
        if following not in SCALES and following != "a":
            return False
        state.group, state.room, state.empty = _HALF_VALUE, 0, False
        return True
    state.group += Decimal(state.scale if not state.group else 1) / 2
    state.room = 0
    return True


def _continues(tokens: list[_Token], position: int, state: _Sum) -> bool:
    """Whether what follows an "e" still belongs to the number before it."""
    if position >= len(tokens):
        return False
    word = tokens[position][0]
    following = tokens[position + 1][0] if position + 1 < len(tokens) else ""
    if tokens[position - 1][0] == "-":
        tight = tokens[position - 2][2] == tokens[position - 1][1] and tokens[position - 1][2] == tokens[position][1]
        return tight and state.group >= 20 and SMALL.get(word, 10) < 10
    if word in _HALF:
        return following not in SCALES and not state.group % 1
    if SCALES.get(following) == 100 and state.group:
        return False  # "between fifty and two hundred"
    if following in SCALES and SCALES[following] >= max(state.scale, 1000) and not (state.group and state.scale == 1):
        return False
    if word[0].isdigit():
        return state.scale > 1 and not state.group
    return word in SMALL or (word in ONE and state.group >= 20)
