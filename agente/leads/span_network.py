"""How likely is each label of each word, seeing the whole message at once? The tagger's second reader.

A convolution over five words and two layers of attention, in a few lines of numpy. A large sentence encoder that was
taught the corpus read 165 thousand messages for it (`tools/distil/spans_student.py`); here it only computes.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt

from agente.kit.text_encoder import shipped_encoder
from agente.kit.text_model import Arrays
from agente.kit.word_vectors import WordVectors
from agente.leads.span_features import LABELS, kind_of, reading_of

REACH: Final = 2  # words to either side that the convolution sees
HEADS: Final = 4
ASKED: Final = (
    None, "name", "company", "need", "timeline", "team_size", "budget", "email", "phone", "document",
)  # fmt: skip
_CACHED_WORDS: Final = 2048  # 2.5 kB each
_EPSILON: Final = 1e-5

Numbers = npt.NDArray[np.float32]


def before(asked: str | None, later: bool) -> int:
    """What went before a message, as one number."""
    return 2 * ASKED.index(asked if asked in ASKED else None) + later


class SpanNetwork:
    """The arrays are those of `tools.distil.spans_student`. Safe to use from several threads.

    Raises KeyError or ValueError when something is missing or does not fit together.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._own = WordVectors(arrays)
        kinds = arrays["kinds"].tobytes().decode().split("\n")
        self._kinds = {kind: place for place, kind in enumerate(kinds, 1)}
        weights = {name: values.astype(np.float32, "C") for name, values in arrays.items() if name.startswith("net.")}
        self._kind, self._asked = weights["net.kind"], weights["net.asked"]
        self._filters = weights["net.filters"]  # what a word is x (offsets x size)
        self._size = self._asked.shape[1]
        self._layers = [_Layer(weights, f"net.{number}.") for number in range(int(arrays["layers"]))]
        self._out, self._out_bias = weights["net.out"], weights["net.out_bias"]
        told = shipped_encoder().size + self._kind.shape[1] + self._own.size + 1
        fit = [
            self._filters.shape == (told, (2 * REACH + 1) * self._size),
            self._out.shape == (self._size, len(LABELS)),
        ]
        if not all(fit):
            raise ValueError("the arrays of the tagger's network do not fit together")
        self._known = lru_cache(maxsize=_CACHED_WORDS)(self._answers)

    def log_likelihoods(self, words: Sequence[str], asked: str | None, later: bool) -> Numbers:
        """One row a word (at least one), one column a label of `span_features.LABELS`."""
        rows = self._convolved([self._known(reading_of(word), kind_of(word)) for word in words])
        rows += self._asked[before(asked, later)]
        np.maximum(rows, 0, out=rows)
        for layer in self._layers:
            rows = layer(rows)
        scores = rows @ self._out + self._out_bias
        scores -= scores.max(axis=1, keepdims=True)
        return cast("Numbers", scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)))

    def _convolved(self, answers: Sequence[Numbers]) -> Numbers:
        """What the words and their neighbours answer: the first answer of a word goes to the word two later."""
        count = len(answers)
        rows = np.zeros((count + 2 * REACH, self._size), np.float32)
        together = np.array(answers)
        for offset in range(2 * REACH + 1):
            start = 2 * REACH - offset
            rows[start : start + count] += together[:, offset]
        return rows[REACH : REACH + count]

    def _answers(self, word: str, kind: str) -> Numbers:
        """To each offset of the convolution what a word adds."""
        kinds = self._kind[self._kinds.get(kind, 0)]
        told = np.concatenate([shipped_encoder().vector(word), kinds, self._own.of(word), [1]])
        return cast("Numbers", (told.astype(np.float32) @ self._filters).reshape(2 * REACH + 1, self._size))


class _Layer:
    """Attention of each word to all, and two layers over what it has then; both add to what was there."""

    def __init__(self, weights: dict[str, Any], prefix: str) -> None:
        names = ("joint", "joint_bias", "mixed", "mixed_bias", "up", "up_bias", "down", "down_bias")
        self._weights = [weights[prefix + name] for name in names]

    def __call__(self, rows: Numbers) -> Numbers:
        joint, joint_bias, mixed, mixed_bias, up, up_bias, down, down_bias = self._weights
        count, size = rows.shape
        split = (_normal(rows) @ joint + joint_bias).reshape(count, 3, HEADS, size // HEADS).transpose(1, 2, 0, 3)
        query, key, value = split
        attention = query @ key.transpose(0, 2, 1)
        attention = np.exp(attention - attention.max(axis=2, keepdims=True))
        attention /= attention.sum(axis=2, keepdims=True)
        seen = (attention @ value).transpose(1, 0, 2).reshape(count, size)
        rows = rows + (seen @ mixed + mixed_bias)
        return cast("Numbers", rows + (np.maximum(_normal(rows) @ up + up_bias, 0) @ down + down_bias))


def _normal(rows: Numbers) -> Numbers:
    """Each row with mean 0 and variance 1."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", centred, centred) / rows.shape[1]
    centred /= np.sqrt(variance + _EPSILON)[:, None]
    return cast("Numbers", centred)
