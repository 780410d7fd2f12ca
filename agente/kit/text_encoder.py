"""A small convolutional text classifier in a few lines of numpy: word vectors that know synonyms, read in their order.

It was taught by a large sentence encoder (`tools/distil`); here it only computes.
"""

import zlib
from functools import lru_cache
from typing import cast

import numpy as np
import numpy.typing as npt

from agente.kit.text_features import tokens, within
from agente.kit.text_model import CACHED_TOKENS, Arrays, Vector

MAX_TOKENS = 64  # what a message is for is said in its first sentences; the cost stays bounded
WIDTHS = (1, 2, 3)  # how many words in a row a filter looks at


class ConvText:
    """Word vectors, filters over neighbouring words, their strongest answers, one linear layer.

    The arrays: `words` (joined by newlines, as bytes) and `word` (words x size, int8) with `word_scale`; `gram`
    (buckets x size, int8) with `gram_scale` for the groups of characters in a word, so that unknown and misspelt words
    have vectors too; `filters_1` to `filters_3` (width * size x filters) with `bias_1` to `bias_3`; `out`, `out_bias`.
    Raises KeyError or ValueError when something is missing or does not fit together.
    """

    def __init__(self, arrays: Arrays) -> None:
        words = arrays["words"].tobytes().decode().split("\n")
        self._index = {word: index for index, word in enumerate(words)}
        self._word, self._word_scale = arrays["word"], arrays["word_scale"].astype(np.float32)
        self._gram, self._gram_scale = arrays["gram"], arrays["gram_scale"].astype(np.float32)
        self._filters = [arrays[f"filters_{width}"].astype(np.float32) for width in WIDTHS]
        self._biases = [arrays[f"bias_{width}"].astype(np.float32) for width in WIDTHS]
        self._out = arrays["out"].astype(np.float32)
        self._out_bias = arrays["out_bias"].astype(np.float32)
        size = self._word.shape[1]
        features = size + sum(len(bias) for bias in self._biases)
        if len(words) != len(self._word) or self._gram.shape[1] != size or len(self._out) != features:
            raise ValueError("the arrays of the text encoder do not fit together")
        self._vector = lru_cache(maxsize=CACHED_TOKENS)(self._find_vector)

    def logits(self, text: str) -> Vector:
        return cast("Vector", self.features(text) @ self._out + self._out_bias)

    def features(self, text: str) -> Vector:
        rows = np.stack([self._vector(token) for token in tokens(text)[:MAX_TOKENS]])
        length, size = rows.shape
        padded = np.zeros((length + 2, size), np.float32)
        padded[1:-1] = rows
        views = (rows, np.hstack([padded[:-2], rows]), np.hstack([padded[:-2], rows, padded[2:]]))
        found = [
            np.maximum(view @ filters + bias, 0).max(axis=0)
            for view, filters, bias in zip(views, self._filters, self._biases, strict=True)
        ]
        return np.concatenate([*found, rows.mean(axis=0)])

    def _find_vector(self, token: str) -> npt.NDArray[np.float32]:
        buckets = [zlib.crc32(gram.encode()) % len(self._gram) for gram in within(token)[1:]] or [0]
        vector = self._gram[buckets].astype(np.float32).mean(axis=0) * self._gram_scale
        if (index := self._index.get(token)) is not None:
            vector = vector + self._word[index] * self._word_scale
        return cast("npt.NDArray[np.float32]", vector)
