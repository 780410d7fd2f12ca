"""A small convolutional text classifier in a few lines of numpy: word vectors that know synonyms, read in their order.

It was taught by a large sentence encoder (`tools/distil`); here it only computes.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np

from agente.kit.text_model import Arrays, Vector, read_arrays
from agente.kit.word_vectors import WordVectors

SHIPPED = Path(__file__).parents[1] / "intents" / "encoder.npz"
MAX_TOKENS = 64  # what a message is for is said in its first sentences; the cost stays bounded
REMEMBERED = 4  # texts
CACHED_WORDS = 2048  # 4 kB each; of messages that were never seen they have three words of four


class _Word(NamedTuple):
    vector: Vector
    answers: Vector  # of each filter, for each place that the word can have in it


class ConvText:
    """Word vectors, filters over one, two and three neighbouring words, their strongest answers, one linear layer.

    The arrays: those of `WordVectors`; `filters` (size x blocks of filters) for: a word alone, the second of two, the
    middle of three, the first of two, the first of three, the last of three; `bias` of the three widths; `out` and
    `out_bias`.
    Raises KeyError or ValueError when something is missing or does not fit together.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._vectors = WordVectors(arrays)
        self._filters, self._bias, self._out, self._out_bias = (
            arrays[name].astype(np.float32) for name in ("filters", "bias", "out", "out_bias")
        )
        self.size = size = self._vectors.size  # of a word's vector
        self.width = len(self._out)  # of what the labels are judged from
        fit = [
            len(self._filters) == size,
            self._filters.shape[1] == 2 * len(self._bias),
            len(self._out) == len(self._bias) + size,
        ]
        if not all(fit):
            raise ValueError("the arrays of the text encoder do not fit together")
        self._middle = self._vectors.middle()
        # What was read of a few texts: a turn asks of its own twice.
        self._features_of = lru_cache(maxsize=REMEMBERED)(self._read_text)
        # Half a megabyte of filters, read for each message, cost a third of its classification.
        self._known = lru_cache(maxsize=CACHED_WORDS)(self._read)
        # Where a word stands among the others, as a vector of length 1; None for one that it was not taught.
        self.meaning = lru_cache(maxsize=CACHED_WORDS)(self._find_meaning)

    def logits(self, words: Sequence[str]) -> Vector:
        """One number a label, for the tokens of a text (at least one)."""
        return cast("Vector", self.features(words[:MAX_TOKENS]) @ self._out + self._out_bias)

    def features(self, words: Sequence[str]) -> Vector:
        """What the labels are judged from: the strongest answer of each filter, and the mean of the word vectors.

        Callers do not change it.
        """
        return self._features_of(tuple(words))

    def _read_text(self, words: tuple[str, ...]) -> Vector:
        known = [self._known(word) for word in words]
        mean = np.array([word.vector for word in known]).mean(axis=0)
        return np.concatenate([self._strongest(np.array([word.answers for word in known])), mean])

    def vector(self, word: str) -> Vector:
        """Of any word, folded: of one that it was not taught from the groups of its characters alone."""
        return self._known(word).vector

    def _find_meaning(self, word: str) -> Vector | None:
        known = self._vectors.known(word)
        if known is None:
            return None
        vector = known - self._middle
        return cast("Vector", vector / max(float(np.linalg.norm(vector)), 1e-6))

    def _strongest(self, answers: Vector) -> Vector:
        """What each filter answers where it answers most, from its answers to each word alone."""
        third = len(self._bias) // 3
        here = answers[:, : 3 * third]
        here[1:, third:] += answers[:-1, 3 * third : 5 * third]
        here[:-1, 2 * third :] += answers[1:, 5 * third :]
        return cast("Vector", np.maximum(here.max(axis=0) + self._bias, 0))

    def _read(self, token: str) -> _Word:
        vector = self._vectors.of(token)
        return _Word(vector, vector @ self._filters)


@cache
def shipped_encoder() -> ConvText:
    """The encoder that ships with the product, once for all who read with it; its columns are the intents, sorted."""
    return ConvText(read_arrays(SHIPPED.read_bytes()))
