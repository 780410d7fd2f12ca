"""Which passages are near to a question that none of them has the words of? Words that mean about the same count too.

"Quero desistir da compra" is near to "Qual o prazo de arrependimento?". What words mean the router's encoder knows.
Nearness finds more than the words alone, and is wrong more often: it is good for a choice, and not for an answer.
"""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import cast

import numpy as np
import numpy.typing as npt

from agente.kit.text_encoder import shipped_encoder
from agente.kit.text_model import Vector

UNRELATED = 0.7  # the cosine of two words up to which they have nothing to do with each other
HEADING_WEIGHT = 0.5  # beside 1 for the words of the question that a passage has
SUBJECT_WEIGHT = 0.4  # for being about the same as a whole
MOST_WORDS = 64  # of a passage, for its subject

Word = tuple[str, str]  # as it was written, folded, and its term


class Nearness:
    """Of the passages of one language to questions. Immutable, safe to use from several threads.

    Reads through all of them: 0.25 ms for a hundred, 2.4 for five thousand.
    """

    def __init__(
        self, passages: Sequence[Sequence[Word]], headings: Sequence[Sequence[str]], rarities: Mapping[str, float]
    ) -> None:
        """`passages` with all their words, `headings` as terms; each of these terms has its rarity."""
        self._places = {term: place for place, term in enumerate(rarities)}
        # One more, of no term, stands for what has no words at all.
        self._rarities = np.fromiter([*rarities.values(), 1.0], np.float32, len(rarities) + 1)
        words = sorted({word for passage in passages for word in passage}, key=lambda word: self._places[word[1]])
        vectors = {word: vector for word in words if (vector := shipped_encoder().meaning(word[0])) is not None}
        self._vectors = np.array([*vectors.values()], np.float32).reshape(len(vectors), -1)
        owners = np.array([self._places[term] for _, term in vectors], np.intp)
        self._owners, self._first_words = np.unique(owners, return_index=True)
        self._terms, self._first_terms = self._joined([{term for _, term in passage} for passage in passages])
        self._heading_terms, self._first_headings = self._joined(headings)
        self._subjects = np.array([self._subject(passage) for passage in passages])

    def to(self, question: Mapping[str, str], rarities: Mapping[str, float]) -> Vector:
        """How near each passage is, in their order, 0 to about 2.

        `question` has its terms with the words that stand for them, at least one; `rarities` those of its terms.
        """
        weights = np.array([rarities[term] for term in question], np.float32)
        nothing = np.zeros(shipped_encoder().size, np.float32)
        meanings = [shipped_encoder().meaning(word) for word in question.values()]
        asked = np.array([nothing if meaning is None else meaning for meaning in meanings])
        likeness = self._likeness(list(question), asked)
        covered = np.maximum.reduceat(likeness[self._terms], self._first_terms) @ weights / weights.sum()
        about = self._subjects @ _unit(weights @ asked)
        return cast("Vector", covered + HEADING_WEIGHT * self._headed(likeness) + SUBJECT_WEIGHT * about)

    def _likeness(self, terms: Sequence[str], asked: Vector) -> Vector:
        """How much each term of the collection means what each of the question's does, 0 to 1."""
        found = np.zeros((len(self._rarities), len(terms)), np.float32)
        if len(self._vectors):
            near = np.maximum.reduceat(self._vectors @ asked.T, self._first_words)
            found[self._owners] = ((near - UNRELATED) / (1 - UNRELATED)).clip(0, 1)
        for column, term in enumerate(terms):
            if term in self._places:
                found[self._places[term], column] = 1
        return found

    def _headed(self, likeness: Vector) -> Vector:
        """How much of each passage's heading the question has."""
        rarities = self._rarities[self._heading_terms]
        asked = np.add.reduceat(likeness.max(axis=1)[self._heading_terms] * rarities, self._first_headings)
        return cast("Vector", asked / np.add.reduceat(rarities, self._first_headings))

    def _subject(self, passage: Sequence[Word]) -> Vector:
        """The mean of what its words mean, the rare ones first."""
        total = np.zeros(shipped_encoder().size, np.float32)
        for word, term in islice(passage, MOST_WORDS):
            if (meaning := shipped_encoder().meaning(word)) is not None:
                total += self._rarities[self._places[term]] * meaning
        return _unit(total)

    def _joined(self, groups: Sequence[Sequence[str] | set[str]]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """The places of all groups' terms one after the other, and where each group begins."""
        placed = [[self._places[term] for term in group] or [len(self._places)] for group in groups]
        firsts = np.cumsum([0, *map(len, placed[:-1])], dtype=np.intp)
        return np.array([place for group in placed for place in group], np.intp), firsts


def _unit(vector: Vector) -> Vector:
    """Of length 1; nothing stays nothing."""
    return cast("Vector", vector / max(float(np.linalg.norm(vector)), 1e-6))
