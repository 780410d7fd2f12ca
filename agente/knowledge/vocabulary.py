"""The words of a collection of passages: which terms they stand for, how rare they are, and what a typo meant."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from agente.knowledge.analysis import Analyzer

MIN_FUZZY_LETTERS = 5


class Vocabulary:
    """Grows while passages are added; then it reads questions."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._terms: dict[str, str] = {}  # each word of the collection, to its term
        self._passages: dict[str, int] = defaultdict(int)  # each term, to the number of passages with it
        self._size = 0
        # A single edit leaves the first two or the last two letters of a long enough word as they were.
        self._by_ends: dict[str, list[str]] = defaultdict(list)

    def add(self, heading: str, text: str) -> tuple[list[str], list[str]]:
        """Takes in one passage; the terms of its heading and of its text, in order, as often as they occur."""
        parts = tuple(self._learn_all(part) for part in (heading, text))
        for term in {term for part in parts for term in part}:
            self._passages[term] += 1
        self._size += 1
        return parts[0], parts[1]

    def read(self, question: str, limit: int) -> list[str]:
        """The distinct terms of a question, at most `limit`; words that no passage has stand for themselves."""
        return list(self.read_words(question, limit))

    def read_words(self, question: str, limit: int) -> dict[str, str]:
        """The same, each with the word that was written for it first."""
        terms: dict[str, str] = {}
        for word, term in self._understand_all(question):
            if len(terms) == limit:
                break
            terms.setdefault(term, word)
        return terms

    def written(self, text: str) -> list[tuple[str, str]]:
        """The words of a passage that was added, each with its term, as often as they occur."""
        return [(word, self._terms[word]) for word in self._analyzer.content_words(text)]

    def rarities(self) -> dict[str, float]:
        """Of all terms."""
        return {term: self.rarity(term) for term in self._passages}

    def knows(self, term: str) -> bool:
        return term in self._passages

    def rarity(self, term: str) -> float:
        """Inverse document frequency; a term of no passage has the highest."""
        seen = self._passages.get(term, 0)
        return math.log(1 + (self._size - seen + 0.5) / (seen + 0.5))

    def _learn_all(self, text: str) -> list[str]:
        """The terms of a passage's words, and those of the pairs that mean one thing."""
        content = list(self._analyzer.content_words(text))
        paired = [self._analyzer.pair(*two) for two in pairwise(content)]
        return [*map(self._learn, content), *filter(None, paired)]

    def _learn(self, word: str) -> str:
        term = self._terms.get(word)
        if term is None:
            term = self._terms[word] = self._analyzer.term(word)
            if len(word) >= MIN_FUZZY_LETTERS - 1:
                self._by_ends[word[:2] + "…"].append(word)
                self._by_ends["…" + word[-2:]].append(word)
        return term

    def _understand_all(self, question: str) -> Iterator[tuple[str, str]]:
        """Each word with its term; of two that mean one thing, which the collection knows, the first with its term."""
        content = [*self._analyzer.content_words(question), ""]
        following = pairwise(content)
        for word, other in following:
            paired = self._analyzer.pair(word, other)
            if paired is not None and self.knows(paired):
                next(following)
                yield word, paired
            else:
                yield word, self._understand(word)

    def _understand(self, word: str) -> str:
        if word in self._terms:
            return self._terms[word]
        term = self._analyzer.term(word)
        if term in self._passages or len(word) < MIN_FUZZY_LETTERS or word.isdigit():
            return term
        if self._analyzer.has_synonyms(word):
            return term
        meant = self._nearest(word)
        return term if meant is None else self._terms[meant]

    def _nearest(self, word: str) -> str | None:
        """The word of the collection that is one edit away; of several, the one whose term is commonest."""
        same_ends: Iterable[str] = {*self._by_ends.get(word[:2] + "…", ()), *self._by_ends.get("…" + word[-2:], ())}
        near = [other for other in same_ends if one_edit_apart(word, other)]
        return max(near, key=lambda other: (self._passages[self._terms[other]], other), default=None)


def one_edit_apart(a: str, b: str) -> bool:
    """Whether one letter added, left out, changed or swapped with its neighbour turns one word into the other."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(a) != len(b):
        return rest_a[1:] == rest_b or rest_a == rest_b[1:]
    return rest_a[1:] == rest_b[1:] or (rest_a[2:] == rest_b[2:] and rest_a[:2] == rest_b[1::-1])
