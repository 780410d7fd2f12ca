"""From a message to what the tagger of spans knows of each of its words. For training and for serving."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, cast

import numpy as np
import numpy.typing as npt

from agente.leads.moments import TIME_WORDS
from agente.leads.need_signals import GROUP_OF
from agente.leads.wording import fold, word_list

FIELDS: Final = ("name", "company", "need", "timeline", "team_size", "budget")
LABELS: Final = ("", *(f"{mark}{field}" for field in FIELDS for mark in "BI"))  # nothing; a span begins, goes on
LONGEST: Final = 120  # words; what a longer message tells of its writer stands in front of that
REACH: Final = 2  # words to either side whose own nature counts for a word
PAIR_REACH: Final = (2, 1, 0, -1)  # the words for which a pair counts, from its first one on
POSITIONS: Final = 40
LARGEST_CONTEXT: Final = 7  # words; longer messages are not told apart by their length
_SORTS: Final = np.array([[0, 1 << 40], [2 << 40, 3 << 40]])
UNKNOWN: Final = 0xFFFFF  # what no training message has

_TOKEN = re.compile(r"\n|[^\s@]+@[^\s@]+|[^\W\d_]+|\d+(?:[.,/:]\d+)*|[^\w\s]|_")
_DIGIT = re.compile(r"\d")
LISTS: Final = (
    ("given_names", "g"), ("family_names", "f"), ("trades", "t"), ("places", "l"), ("not_names", "n"),
)  # fmt: skip
_SENTENCE_ENDS: Final = frozenset(".!?\n")


Token = tuple[str, int, int]  # as written, and where it begins and ends


def tokens_of(text: str) -> list[Token]:
    """The words, figures and marks of a message's text, the ends of its lines among them."""
    found: list[Token] = []
    end = 0
    for word in _TOKEN.findall(text)[:LONGEST]:
        start = text.index(word, end)
        end = start + len(word)
        found.append((word, start, end))
    return found


def nature_of(text: str) -> list[str]:
    """What a word is by itself: the word, how it is written, and of words their ends, subject and sense of time."""
    if text == "\n":
        return ["w/n", "k/n"]
    if "@" in text:
        return ["w@", "k@"]
    if not text[0].isalpha():
        digits = _DIGIT.sub("0", text)
        return ["w" + digits, "k" + (digits if len(digits) == 1 else "00" if digits.isdigit() else "0.")]
    folded = fold(text)
    found = ["w" + folded, "k" + _kind(text, folded), "s" + folded[-3:], "p" + folded[:4]]
    if group := GROUP_OF.get(folded):
        found.append("g" + group)
    if folded in TIME_WORDS:
        found.append("t")
    return found


def _kind(text: str, folded: str) -> str:
    """Its capitals, and the lists that have it: "Xg" is a given name with a capital."""
    shape = "x" if text.islower() else "X" if len(text) == 1 or text[1:].islower() else "XX"
    return shape + "".join(sign for name, sign in LISTS if folded in word_list(name))


def kind_of(text: str) -> str:
    """How a word is written, and the lists that have it."""
    return nature_of(text)[1]


def reading_of(text: str) -> str:
    """A word as the network knows it: folded, every digit a zero, any address the same, a line's end a full stop."""
    if "@" in text:
        return "xmailx"
    return "." if text == "\n" else _DIGIT.sub("0", fold(text))


def nameless(text: str) -> str:
    """A word that has the same nature and says of nobody who they are, to be remembered by."""
    return "@" if "@" in text else _DIGIT.sub("0", text)


def positions_of(tokens: Sequence[Token]) -> npt.NDArray[np.intp]:
    """Where each word stands in its message, and whether its sentence asks, as one number a word."""
    places = _places(len(tokens))
    asks, found = 0, []
    for text, _, _ in reversed(tokens):
        if text in _SENTENCE_ENDS:
            asks = int(text == "?")
        found.append(asks)
    return places + found[::-1] if 1 in found else places


@lru_cache(maxsize=LONGEST)
def _places(count: int) -> npt.NDArray[np.intp]:
    """How far each of so many words is from the first and from the last, as far as that is told apart."""
    return np.array([2 * (min(count - place, 4) + 5 * min(place, 3)) for place in range(count)])


def pair_keys(known: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The numbers of each pair of neighbours: of both words, a word and the other's kind, and of both kinds.

    `known` has the numbers of each word and of its kind, one row a word.
    """
    return cast("npt.NDArray[np.int64]", known[:-1, :, None] << 20 | known[1:, None, :] | _SORTS)


def contexts_of(asked: str | None, later: bool, size: int) -> list[str]:
    """What is true of a whole message of `size` words; `later`: something was said before it."""
    return ["message", f"later {later}", f"asked {asked}", f"asked {asked} of {min(size, LARGEST_CONTEXT)}"]
