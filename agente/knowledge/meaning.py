"""What a question means, and what a passage: near to each other when the one answers the other, whatever the words.

A small network, taught by a large encoder (`tools/distil`); here it only computes.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

import numpy as np

from agente.kit.text_encoder import shipped_encoder
from agente.kit.text_features import tokens
from agente.kit.text_model import Arrays, Vector, read_arrays
from agente.kit.vocabulary import Vocabulary
from agente.packs.pack import Passage

SHIPPED = Path(__file__).with_name("meaning_network.npz")
MAX_TOKENS = 64
CACHED_WORDS = 1024  # 3 kB each
ASKS, TELLS = "^?", "^"  # what stands before the words
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


class Meanings:
    """Word vectors, a filter over three neighbours, and a few ways of choosing which of them count.

    The arrays: `words` (joined by newlines, as bytes) with their own vectors `own` (int8) and `own_scale`; `filters`
    (the encoder's and the word's own numbers x before, here, behind) with `middle` and `bias`; `weigh` and
    `weigh_bias`; `out` and `out_bias`; `none` and `none_bias`, of a question that nothing answers.
    Raises KeyError or ValueError when something is missing or does not fit together.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._words = Vocabulary(arrays["words"].tobytes())
        self._own, self._own_scale = arrays["own"], arrays["own_scale"].astype(np.float32)
        (
            self._filters,
            self._middle,
            self._bias,
            self._weigh,
            self._weigh_bias,
            self._out,
            self._out_bias,
            self._none,
        ) = (
            arrays[name].astype(np.float32)
            for name in ("filters", "middle", "bias", "weigh", "weigh_bias", "out", "out_bias", "none")
        )
        self._none_bias = float(arrays["none_bias"])
        width = len(self._bias)
        fit = [
            len(self._words) == len(self._own),
            self._filters.shape == (shipped_encoder().size + self._own.shape[1], 3 * width),
            self._middle.shape == (3 * width,),
            self._weigh.shape == (width, len(self._weigh_bias)),
            self._out.shape == ((len(self._weigh_bias) + 1) * width, len(self._none)),
            self._out_bias.shape == self._none.shape,
        ]
        if not all(fit):
            raise ValueError("the arrays of the meanings do not fit together")
        self._read_word = lru_cache(maxsize=CACHED_WORDS)(self._answers)

    def question(self, text: str) -> Vector:
        """Where it stands among all that can be meant, of length 1."""
        read = [self._read_word(word) for word in _words(ASKS, text)]
        return cast("Vector", self._placed(self._pooled(np.array(read))[None])[0])

    def passages(self, texts: Sequence[str]) -> Vector:
        """The same, of what a company tells: a row each."""
        told = [_words(TELLS, text) for text in texts]
        places = {word: place for place, word in enumerate(dict.fromkeys(word for words in told for word in words))}
        answers = np.array([self._numbers(word) for word in places]) @ self._filters + self._middle
        return self._placed(np.array([self._pooled(answers[[places[word] for word in words]]) for words in told]))

    def none(self, question: Vector) -> float:
        """How near a passage must be to a question to be likelier its answer than none."""
        return float(question @ self._none) + self._none_bias

    def _pooled(self, read: Vector) -> Vector:
        """Of what the filter answers to each word of a text (changed by this): what counts, and what is strongest."""
        width = len(self._bias)
        rows = read[:, width : 2 * width] + self._bias
        rows[1:] += read[:-1, :width]
        rows[:-1] += read[1:, 2 * width :]
        rows = np.maximum(rows, 0)
        weights = np.exp(rows @ self._weigh + self._weigh_bias)
        chosen = (weights / weights.sum(axis=0)).T @ rows
        return np.concatenate([chosen.ravel(), rows.max(axis=0)])

    def _placed(self, pooled: Vector) -> Vector:
        places = pooled @ self._out + self._out_bias
        return cast("Vector", places / np.maximum(np.linalg.norm(places, axis=1, keepdims=True), 1e-6))

    def _answers(self, word: str) -> Vector:
        """What the filter answers to a word: as the one before, as the one here, as the one behind."""
        return cast("Vector", self._numbers(word) @ self._filters + self._middle)

    def _numbers(self, word: str) -> Vector:
        """The encoder's and its own."""
        known = self._words.get(word)
        own = np.zeros_like(self._own_scale) if known is None else self._own[known] * self._own_scale
        return np.concatenate([shipped_encoder().vector(word), own])


def _words(side: str, text: str) -> list[str]:
    return [side, *tokens(text)[1 : MAX_TOKENS + 1]]


class PassageMeanings:
    """Those of a collection, each read once. Immutable, safe to use from several threads."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        told = [pieces(passage.heading, passage.text) for passage in passages]
        self._pieces = shipped_meanings().passages([piece for own in told for piece in own])
        self._firsts = np.cumsum([0, *map(len, told[:-1])], dtype=np.intp)

    def near(self, question: Vector) -> Vector:
        """The cosine of the question and of what of each passage is nearest to it, in their order; at least one."""
        return cast("Vector", np.maximum.reduceat(self._pieces @ question, self._firsts))


def pieces(heading: str, text: str) -> list[str]:
    """What of a passage may answer a question: all of it, or one of its sentences under its own heading.

    `heading` is the whole way down, such as "Entrega > Prazos".
    """
    titles, _, own = heading.rpartition(" > ")
    sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
    whole = f"{titles.partition(' > ')[0]}. {own} {text}"
    return [whole, *(f"{own} {sentence}" for sentence in sentences if len(sentences) > 1)]


@cache
def shipped_meanings() -> Meanings:
    """The network that ships with the product, once for all who search with it."""
    return Meanings(read_arrays(SHIPPED.read_bytes()))
