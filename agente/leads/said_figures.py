"""Figures said in words, as in the middle of an address: "joao vinte e três arroba"."""

import re
from typing import Final

from agente.kit.patterns import regex
from agente.leads.phones import DIGIT_WORDS, TENS

_FIGURE: Final = "|".join((*DIGIT_WORDS, *TENS))
_AT_END = regex(rf"(?<=[a-z0-9] )(?:{_FIGURE})(?: (?:e )?(?:{_FIGURE}))* ?$")
_PAIR = regex(rf"({'|'.join(TENS)})(?: e ([a-z]+))?|([a-z]+)")


def figures_at_end(text: str) -> tuple[str, str]:
    """The digits that the last words of a folded text say, and the text before them."""
    match = _AT_END.search(text)
    if match is None:
        return "", text
    digits = "".join(_digits(piece) for piece in _PAIR.finditer(match.group()) if piece.group() != "e")
    return digits, text[: match.start()]


def _digits(piece: re.Match[str]) -> str:
    tens, unit, single = piece.groups()
    return TENS[tens] + DIGIT_WORDS.get(unit or "", "0") if tens else DIGIT_WORDS[single]
