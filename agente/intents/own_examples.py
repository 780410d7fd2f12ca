"""What a pack's own examples teach the router beyond what every pack knows: learnt at start, in a tenth of a second."""

import random
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from agente.kit.text_features import pair, within
from agente.kit.text_model import CACHED_TOKENS, Vector, softmax

# Only n-grams that few messages of the corpus have, some 140 of 20,000: the others say nothing of the business.
RARE = 6.0
PASSES = 10
RATE = 1.0
LEARNT = 0.7  # an example that is read with this confidence teaches nothing more

Lesson = tuple[Sequence[str], Vector, int]  # tokens, the logits that the router gives them, the right label
Weighed = tuple[list[int], list[float], float]  # columns of the known rare n-grams, their values, the square of all


class OwnExamples:
    """A correction of the router's logits, learnt where it reads the examples wrong. Safe to use from several threads.

    `rarity` is the inverse document frequency of an n-gram in the corpus.
    """

    def __init__(self, lessons: Sequence[Lesson], rarity: Callable[[str], float]) -> None:
        self._rarity = rarity
        self._index: dict[str, int] = {}
        for words, _, _ in lessons:
            for first, second in pairwise(words):
                for ngram in (pair(first, second), *within(second)):
                    if rarity(ngram) > RARE:
                        self._index.setdefault(ngram, len(self._index))
        self._weigh_token = lru_cache(maxsize=CACHED_TOKENS)(lambda token: self._weigh(within(token)))
        self._weights = np.zeros((len(self._index), len(lessons[0][1]) if lessons else 0), np.float32)
        self._learn(lessons)

    def correction(self, words: Sequence[str]) -> Vector | None:
        """What to add to the logits of a message of these tokens; None when it shares nothing with the examples."""
        if not self._index:
            return None
        columns, values = self._read(words)
        return values @ self._weights.take(columns, axis=0) if columns else None

    def _learn(self, lessons: Sequence[Lesson]) -> None:
        read = [(*self._read(words), logits, label) for words, logits, label in lessons]
        read = [lesson for lesson in read if lesson[0]]
        order = random.Random(0)  # noqa: S311 - no secret
        for _ in range(PASSES):
            order.shuffle(read)
            for columns, values, logits, label in read:
                found = softmax(logits + values @ self._weights.take(columns, axis=0))
                if found[label] < LEARNT:
                    found[label] -= 1
                    np.subtract.at(self._weights, columns, RATE * np.outer(values, found))

    def _read(self, words: Sequence[str]) -> tuple[list[int], Vector]:
        """Columns and values of a message's rare n-grams that the examples have; all its rare ones have length 1."""
        columns: list[int] = []
        values: list[float] = []
        square = 0.0
        for first, second in pairwise(words):
            for own in (self._weigh_token(second), self._weigh([pair(first, second)])):
                columns += own[0]
                values += own[1]
                square += own[2]
        return columns, np.asarray(values, np.float32) / max(square, 1.0) ** 0.5

    def _weigh(self, ngrams: Sequence[str]) -> Weighed:
        weighed = [(self._index.get(ngram), rarity) for ngram in ngrams if (rarity := self._rarity(ngram)) > RARE]
        known = [(column, rarity) for column, rarity in weighed if column is not None]
        return [column for column, _ in known], [rarity for _, rarity in known], sum(rarity**2 for _, rarity in weighed)
