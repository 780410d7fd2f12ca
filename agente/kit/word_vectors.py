"""A vector for every word: of known ones their own, of all the mean of the groups of characters in them."""

import zlib
from typing import cast

import numpy as np

from agente.kit.text_features import within
from agente.kit.text_model import Arrays, Vector
from agente.kit.vocabulary import Vocabulary


class WordVectors:
    """The arrays: `words` (joined by newlines, as bytes) and `word` (words x size, int8) with `word_scale`; `gram`
    (buckets x size, int8) with `gram_scale`, so that unknown and misspelt words have vectors too.

    Raises KeyError or ValueError when something is missing or does not fit together.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._words = Vocabulary(arrays["words"].tobytes())
        self._word, self._word_scale = arrays["word"], arrays["word_scale"].astype(np.float32)
        self._gram, self._gram_scale = arrays["gram"], arrays["gram_scale"].astype(np.float32)
        self.size = self._word.shape[1]
        if len(self._words) != len(self._word) or self._gram.shape[1] != self.size:
            raise ValueError("the words and their vectors do not fit together")

    def of(self, word: str) -> Vector:
        buckets = [zlib.crc32(gram.encode(errors="replace")) % len(self._gram) for gram in within(word)[1:]] or [0]
        vector = self._gram[buckets].astype(np.float32).mean(axis=0) * self._gram_scale
        known = self.known(word)
        return cast("Vector", vector if known is None else vector + known)

    def known(self, word: str) -> Vector | None:
        """What is known of the word itself, without its characters."""
        place = self._words.get(word)
        return None if place is None else cast("Vector", self._word[place] * self._word_scale)

    def middle(self) -> Vector:
        """The mean of all known words."""
        return cast("Vector", (self._word.mean(axis=0) * self._word_scale).astype(np.float32))
