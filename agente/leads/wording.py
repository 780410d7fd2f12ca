"""A customer's message, prepared once so that every reader of details can point at the same characters."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

MAX_CHARACTERS: Final = 2000  # of a very long message only the beginning is read; the cost stays bounded

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]+")
_WORD = re.compile(r"[a-z]+")
_SENTENCE_END = re.compile(r"[!?;\n…]+|\.(?=\s|$)")
_LATIN = (range(0x41, 0x250), range(0x1E00, 0x1F00), range(0xFF01, 0xFF5F))
_SAME = {
    "'": "´`‘’ʼ′",
    '"': "“”„«»",
    "-": "‐‑‒–—―−",
    " ": "\t\r\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
}


def _fold_table() -> dict[int, str]:
    """Each character to exactly one: small, without accents, one kind of quote, dash and space."""
    table = {ord(char): plain for plain, chars in _SAME.items() for char in chars}
    for code in (code for block in _LATIN for code in block):
        plain = unicodedata.normalize("NFKD", chr(code).lower())[:1]
        if plain.isascii():
            table.setdefault(code, plain)
    return table


_FOLD = _fold_table()


@dataclass(frozen=True, slots=True)
class Message:
    """`text` as written (composed, without invisible characters); `folded` has a character for each of its own."""

    text: str
    folded: str
    words: frozenset[str]  # folded, letters only
    has_digits: bool
    ends: tuple[int, ...]  # where each sentence's closing mark begins
    starts: tuple[int, ...]  # where each sentence begins

    def sentence(self, position: int) -> tuple[int, int]:
        """The bounds of the sentence around a position, without its closing mark."""
        start = self.starts[bisect_right(self.starts, position) - 1]
        following = bisect_left(self.ends, position)
        return start, self.ends[following] if following < len(self.ends) else len(self.text)

    def sentences(self) -> Iterator[tuple[int, int]]:
        return (self.sentence(start) for start in self.starts)

    def is_question(self, position: int) -> bool:
        end = self.sentence(position)[1]
        return "?" in self.text[end : end + 3]

    def mentions(self, words: frozenset[str]) -> bool:
        return not self.words.isdisjoint(words)


def read(text: str) -> Message:
    text = _composed(text)
    folded = text.translate(_FOLD)
    marks = [(match.start(), match.end()) for match in _SENTENCE_END.finditer(folded)]
    return Message(
        text=text,
        folded=folded,
        words=frozenset(_WORD.findall(folded)),
        has_digits=any(map(folded.__contains__, "0123456789")),
        ends=tuple(start for start, _ in marks),
        starts=(0, *(end for _, end in marks)),
    )


def fold(text: str) -> str:
    return _composed(text).translate(_FOLD)


def _composed(text: str) -> str:
    text = text[:MAX_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the lists beside this module, folded words separated by white space."""
    return words((Path(__file__).parent / "words" / f"{name}.txt").read_text(encoding="utf-8"))
