"""Plain letters and digits in place of their many look-alikes, one for one, so that positions stay what they were."""

import unicodedata

GAP = "\u200b"  # stands for whatever takes no room: zero-width characters, variation selectors, the frame of a keycap
_KEPT_BELOW = 0x3000  # what is folded below it is remembered; the rest is too much to keep and too rare to matter

_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d\u02d7\u00ad")
_MARKS = {"\u2024": ".", "\u3002": ".", "\u00b7": ".", "\u2022": ".", "\u2044": "/", "\u2215": "/", "\ufe6b": "@"}


class _Folds(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = _fold(chr(code))
        if code < _KEPT_BELOW:
            self[code] = folded
        return folded


def _fold(char: str) -> str:
    if char in _DASHES:
        return "-"
    if char in _MARKS:
        return _MARKS[char]
    if char.isspace():
        return "\n" if char in "\n\r\u2028\u2029\x0b\x0c" else " "
    if unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return GAP
    if (digit := unicodedata.decimal(char, None)) is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKD", char)
    lowered = parts[0].lower() if all(unicodedata.combining(other) for other in parts[1:]) else char
    return lowered if len(lowered) == 1 else char


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text in lower case without accents, its digits, dashes and spaces in ASCII; as long as before."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)
