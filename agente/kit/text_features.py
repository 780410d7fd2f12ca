"""From a message to the n-grams that a classifier weighs. For training and for serving, so it imports nothing heavy."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

# Only the beginning of a very long message is read: what it is for is said there, and the cost stays bounded.
MAX_CHARACTERS = 1000
MAX_WORD = 24

_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_LINK = re.compile(r"https?://\S+|www\.\S+")
_DIGITS = re.compile(r"\d+")
_REPEATED = re.compile(r"([^\W\d])\1{2,}")
_TOKEN = re.compile(r"[^\W_]+|[?!@$%+]")


def normalize(text: str) -> str:
    """Lower case without accents; e-mail addresses, links and numbers as classes; "oiiii" as "oi"."""
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text[:MAX_CHARACTERS].lower()))
    text = _LINK.sub(" xlinkx ", _EMAIL.sub(" xmailx ", text))
    return _DIGITS.sub("0", _REPEATED.sub(r"\1", text))


def tokens(text: str) -> list[str]:
    """The words of a message and the marks that tell something, behind the mark of its beginning."""
    return ["^", *_TOKEN.findall(normalize(text))]


def pair(first: str, second: str) -> str:
    return f"={first} {second}"


def within(token: str) -> list[str]:
    """The token itself and the groups of 2 to 4 characters in it, where a space stands for either end."""
    word = f" {token[:MAX_WORD]} "
    return ["=" + token, *(word[start : start + size] for size in range(2, 5) for start in range(len(word) - size + 1))]


def ngrams(text: str) -> Iterator[str]:
    """All n-grams of a message, repeated as often as they occur."""
    for first, second in pairwise(tokens(text)):
        yield pair(first, second)
        yield from within(second)
