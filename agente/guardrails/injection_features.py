"""From a message to what the injection classifier weighs. For training and for serving, so it imports nothing heavy."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

# Of a very long message the beginning and the end are read: an attack pasted in its middle costs its writer the rest.
MAX_CHARACTERS = 4000
MAX_TOKENS = 160
MAX_WORD = 24
CACHED_WORDS = 4096

_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_EMAIL = re.compile(r"(?<!\S)[^\s@]{1,64}@[^\s@]{1,64}\.[^\s@]{1,24}")
_DIGITS = re.compile(r"\d+")
_REPEATED = re.compile(r"([^\W\d])\1{2,}")
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_STEM = 5
_SKIPS = (1, 2, 3)


def tokens(text: str) -> list[str]:
    """Words in lower case without accents and each mark by itself, since code and tags tell much, between two ends."""
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text[:MAX_CHARACTERS].lower()))
    text = _EMAIL.sub(" xmailx ", _ADDRESS.sub(" xlinkx ", text))
    found = _TOKEN.findall(_DIGITS.sub("0", _REPEATED.sub(r"\1", text)))
    if len(found) > MAX_TOKENS:
        found = [*islice(found, MAX_TOKENS // 2), *found[-MAX_TOKENS // 2 :]]
    return ["^", *found, "$"]


def features(words: Sequence[str]) -> list[str]:
    """Words, their beginnings and ends, and pairs of beginnings up to three words apart, of the tokens of a text."""
    stems = [word[:_STEM] for word in words]
    pairs = [f"{skip}{one} {other}" for skip in _SKIPS for one, other in zip(stems, stems[skip:], strict=False)]
    return [part for word in words[1:-1] for part in _parts(word)] + pairs


@lru_cache(maxsize=CACHED_WORDS)
def _parts(word: str) -> tuple[str, ...]:
    if len(word) < 4:
        return (f"={word}",)
    return (f"={word[:MAX_WORD]}", f"<{word[:_STEM]}", f"{{{word[:4]}", f">{word[-3:]}")
