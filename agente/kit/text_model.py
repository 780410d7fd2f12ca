"""Linear text classifiers: stored arrays, a few lines of numpy, nothing unpickled and no scikit-learn."""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from agente.kit.text_features import pair, tokens, within
from agente.kit.vocabulary import Vocabulary

Arrays = Mapping[str, npt.NDArray[Any]]
Vector = npt.NDArray[np.float32]

CACHED_TOKENS = 4096  # customers share most of their words; this many take about 1 MB and halve the time


class LinearText:
    """TF-IDF over n-grams times weights, one column a label. Safe to use from several threads.

    The arrays are those of `agente.kit.text_training.fit`: `vocabulary` (n-grams joined by newlines, as bytes), `idf`,
    `weights` (n-grams x labels) and `bias`. Raises ValueError when they do not fit together.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._vocabulary = Vocabulary(arrays["vocabulary"].tobytes())
        self._columns_within = lru_cache(maxsize=CACHED_TOKENS)(self._find_columns_within)
        # As they are stored, in half precision: only what a text needs of them is made wider.
        self._idf = arrays["idf"]
        self._rarest = float(self._idf.max(initial=0))
        self._weights = arrays["weights"]
        self.bias = arrays["bias"].astype(np.float32)
        size = len(self._vocabulary)
        if size != len(self._idf) or self._weights.shape != (size, len(self.bias)):
            raise ValueError("the arrays of the text model do not fit together")

    def logits(self, text: str) -> Vector:
        """One number a label; `bias` itself for a text without any known n-gram."""
        return self.logits_of(tokens(text))

    def logits_of(self, words: Sequence[str]) -> Vector:
        """The same for a text that is already cut into tokens."""
        known = self._known(words)
        if not known:
            return self.bias
        columns = np.fromiter(known, np.intp, len(known))
        frequencies = np.fromiter(known.values(), np.float32, len(known))
        values = (1 + np.log(frequencies)) * self._idf.take(columns).astype(np.float32)
        values /= np.sqrt(values @ values)
        return cast("Vector", values @ self._weights.take(columns, axis=0).astype(np.float32) + self.bias)

    def rarity(self, ngram: str) -> float:
        """Its inverse document frequency; that of the rarest for one that is not known."""
        index = self._vocabulary.get(ngram)
        return self._rarest if index is None else float(self._idf[index])

    def _known(self, words: Sequence[str]) -> Counter[int]:
        """The columns of the known n-grams, with how often each occurs."""
        columns = [column for word in words[1:] for column in self._columns_within(word)]
        columns += self._vocabulary.find([pair(first, second) for first, second in pairwise(words)]).tolist()
        return Counter(columns)

    def _find_columns_within(self, token: str) -> list[int]:
        return cast("list[int]", self._vocabulary.find(within(token)).tolist())


def softmax(logits: Vector) -> Vector:
    exponentials = np.exp(logits - logits.max())
    return cast("Vector", exponentials / exponentials.sum())


def log_softmax(logits: Vector) -> Vector:
    shifted = logits - logits.max()
    return cast("Vector", shifted - np.log(np.exp(shifted).sum()))


def read_arrays(content: bytes) -> dict[str, npt.NDArray[Any]]:
    """The arrays of an .npz file. Raises ValueError, KeyError, EOFError or BadZipFile for anything else."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def write_arrays(arrays: Arrays) -> bytes:
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)  # type: ignore[arg-type]
    return content.getvalue()
