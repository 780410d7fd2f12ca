"""Which texts are not worth a linear classifier's time? Nearly its answer for a tenth of what numpy takes on a clause.

For a model of one label and some ten thousand n-grams: they are kept as plain Python values, about a megabyte.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt

from agente.kit.text_features import pair, within
from agente.kit.text_model import Arrays

CACHED_WORDS = 16_384  # two figures each: about 3 MB


class TextEstimate:
    """The arrays are those of `agente.kit.text_model.LinearText`; only their first label counts."""

    def __init__(self, arrays: Arrays) -> None:
        ngrams = arrays["vocabulary"].tobytes().decode().split("\n")
        self._places = {ngram: place for place, ngram in enumerate(ngrams)}
        rarities = arrays["idf"].astype(float)
        self._adds: list[float] = (rarities * arrays["weights"][:, 0].astype(float)).tolist()
        self._squares: list[float] = (rarities * rarities).tolist()
        self._bias = float(arrays["bias"][0])
        self._share_within = lru_cache(maxsize=CACHED_WORDS)(self._find_share_within)

    def logit_of(self, words: Sequence[str]) -> float:
        """The label's logit, mostly a little above it: n-grams that words share are counted for each of them."""
        added = squared = 0.0
        for word, times in Counter(words[1:]).items():
            add, square = self._share_within(word)
            frequency = 1 + log(times)
            added += frequency * add
            squared += frequency * frequency * square
        for first, second in pairwise(words):
            if (place := self._places.get(pair(first, second))) is not None:
                added += self._adds[place]
                squared += self._squares[place]
        return added / sqrt(squared) + self._bias if squared else self._bias

    def _find_share_within(self, word: str) -> tuple[float, float]:
        """What a word's own n-grams add to the label, and to the square of a text's length."""
        added = squared = 0.0
        for place, times in Counter(map(self._places.get, within(word))).items():
            if place is not None:
                frequency = 1 + log(times)
                added += frequency * self._adds[place]
                squared += frequency * frequency * self._squares[place]
        return added, squared
