"""Which words of a message name the customer, their company, need, time, team or budget? Learnt from examples.

A conditional random field: what a word is, what stands around it and what was asked add up to a score for each label,
and labels that follow each other to another. A small network that sees the whole message adds what it makes of each
word. Stored arrays and numpy; nothing is unpickled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt

from agente.kit.remembering import remembered
from agente.kit.text_model import Arrays, read_arrays
from agente.leads.span_features import (
    FIELDS,
    LABELS,
    LARGEST_CONTEXT,
    PAIR_REACH,
    REACH,
    UNKNOWN,
    Token,
    contexts_of,
    nameless,
    nature_of,
    pair_keys,
    positions_of,
    tokens_of,
)
from agente.leads.span_network import SpanNetwork
from agente.leads.wording import Message

MODEL: Final = Path(__file__).with_name("spans.npz")  # made by `python -m agente.leads.train`
NETWORK: Final = Path(__file__).with_name("span_network.npz")  # made by `python -m tools.distil.spans_student`
_COLUMNS: Final = {field: (2 * place + 1, 2 * place + 2) for place, field in enumerate(FIELDS)}
_CACHED_WORDS: Final = 8192  # some 400 bytes each
# Log-odds below which a word is not worth the exact sum over all sequences of labels. At 0.3 the sum left out names
# that are introduced, and these were taken for impossible.
_COLD: Final = -1.5
# Of the likeliest word, without the network: four of five everyday messages have less and are not read twice, and the
# details that are found stay the same.
_WORTH_ANOTHER_LOOK: Final = 0.3
_NETWORK_WEIGHT: Final = 1.3  # beside 1 for the tagger; 1.3 to 2 do about as well on writers left out
_MARGIN: Final = 2  # words around the warm ones that are summed over with them

Scores = npt.NDArray[np.floating[Any]]
Known = tuple[bytes, tuple[int, int]]  # what a word adds, and the numbers of it and of its kind


@dataclass(frozen=True, slots=True)
class Span:
    field: str
    start: int
    end: int
    likely: float  # how likely the least likely of its words is what it is taken for


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tagger makes of a message: of each word how likely each label is, none where that is very little."""

    tokens: list[Token]
    likely: list[list[float]]
    spans: list[Span]

    def likelihood(self, field: str, start: int, end: int) -> float:
        """Of the word between these places that is most likely part of that detail."""
        begins, goes_on = _COLUMNS[field]
        rows = zip(self.likely, self.tokens, strict=True)
        inside = [row for row, (_, first, last) in rows if start <= first and last <= end]
        if not inside:
            return 1.0  # behind what the tagger reads; it has no say there
        return max((row[begins] + row[goes_on] for row in inside if row), default=0.0)

    @property
    def likeliest(self) -> float:
        """How likely the likeliest word is part of any detail."""
        return max((1 - row[0] for row in self.likely if row), default=0.0)

    def outside(self, places: Sequence[tuple[int, int]]) -> "Reading":
        """Without the spans that are part of something else there: an address spelt out has a name in it."""
        apart = [span for span in self.spans if not any(span.start < end and start < span.end for start, end in places)]
        return replace(self, spans=apart)


class Tagger:
    """The arrays are those of `agente.leads.train_spans`. Safe to use from several threads."""

    def __init__(self, arrays: Arrays, network: SpanNetwork | None = None) -> None:
        self._network = network
        self._natures = _numbered(arrays["natures"])
        self._nature_weights = arrays["nature_weights"].astype(np.float32)  # natures x offsets x labels
        self._pairs = arrays["pairs"]
        self._pair_weights = arrays["pair_weights"].astype(np.float32)  # pairs and an empty row x offsets x labels
        self._positions = arrays["position_weights"].astype(np.float32)
        self._contexts = _numbered(arrays["contexts"])
        self._context_weights = arrays["context_weights"].astype(np.float32)
        self._follows = np.exp(arrays["follows"].astype(np.float64))
        self._start = np.eye(1, len(LABELS))[0]  # in front of a message stands nothing
        self._beyond = bytes(self._nature_weights[0].nbytes)
        self._known = lru_cache(maxsize=_CACHED_WORDS)(self._find)
        self._context = lru_cache(maxsize=None)(self._find_context)
        self._read_text = remembered(self._read)

    def read(self, message: Message, asked: str | None, later: bool, *, thorough: bool = False) -> Reading:
        """`asked`: for which detail the agent asked last; `later`: something was said before this message; `thorough`:
        the network is heard too, though the tagger may find nothing."""
        # An answer to a question about them is one person's, and stays nowhere.
        read = self._read if asked else self._read_text
        return read(message.text, asked, later, thorough)

    def _read(self, text: str, asked: str | None, later: bool, thorough: bool) -> Reading:
        tokens = tokens_of(text)
        if not tokens:
            return Reading(tokens, [], [])
        scores = self._scores(tokens, asked, later)
        reading = self._reading(tokens, scores)
        if self._network and (thorough or reading.likeliest >= _WORTH_ANOTHER_LOOK):
            opinion = self._network.log_likelihoods([text for text, _, _ in tokens], asked, later)
            scores += _NETWORK_WEIGHT * opinion
            reading = self._reading(tokens, scores)
        return reading

    def _reading(self, tokens: list[Token], scores: Scores) -> Reading:
        likely: list[list[float]] = [[]] * len(tokens)
        warm = np.flatnonzero(scores[:, 1:].max(axis=1) > scores[:, 0] + _COLD).tolist()
        if not warm:
            return Reading(tokens, likely, [])
        first, last = max(0, warm[0] - _MARGIN), warm[-1] + _MARGIN + 1
        around = self._marginals(scores[first:last])
        likely[first:last] = around.tolist()
        return Reading(tokens, likely, _spans(tokens[first:last], around))

    def _scores(self, tokens: list[Token], asked: str | None, later: bool) -> Scores:
        count = len(tokens)
        known = [self._known(nameless(text)) for text, _, _ in tokens]
        beyond = [self._beyond] * REACH  # there is nothing on either side of a message
        words = b"".join([*beyond, *[weights for weights, _ in known], *beyond])
        scores = _summed(words, count, 2 * REACH + 1)
        scores += _summed(self._paired(known), count, len(PAIR_REACH))
        scores += self._positions[positions_of(tokens)]
        scores += self._context(asked, later, min(count, LARGEST_CONTEXT))
        return scores

    def _find(self, text: str) -> Known:
        """What a word adds to itself and its neighbours, its number and that of its kind."""
        natures = nature_of(text)
        places = [place for place in map(self._natures.get, natures) if place is not None]
        weights = self._nature_weights[places].sum(axis=0, dtype=np.float32)
        return weights.tobytes(), (self._natures.get(natures[0], UNKNOWN), self._natures.get(natures[1], UNKNOWN))

    def _find_context(self, asked: str | None, later: bool, size: int) -> Scores:
        places = [self._contexts[context] for context in contexts_of(asked, later, size) if context in self._contexts]
        return cast("Scores", self._context_weights[places].sum(axis=0))

    def _paired(self, known: list[Known]) -> bytes:
        """What each pair adds to the words around it, with room for what it would add beyond either end."""
        keys = pair_keys(np.array([numbers for _, numbers in known]))
        found = self._pairs.searchsorted(keys)
        found[self._pairs.take(found, mode="clip") != keys] = len(self._pairs)  # the empty row
        slots = np.full((len(known) + len(PAIR_REACH) - 1, 2, 2), len(self._pairs))
        slots[PAIR_REACH[0] : len(known) + PAIR_REACH[0] - 1] = found
        return cast("bytes", self._pair_weights[slots].sum(axis=(1, 2)).tobytes())

    def _marginals(self, scores: Scores) -> Scores:
        """How likely each label is of each word, over all sequences of labels."""
        potentials = np.exp(scores - scores.max(axis=1, keepdims=True), dtype=np.float64)
        forward, backward = np.empty_like(potentials), np.empty_like(potentials)
        row = self._start
        for place, potential in enumerate(potentials):
            forward[place] = row = row.dot(self._follows) * potential
        row = np.ones(len(LABELS))
        for place in range(len(potentials) - 1, -1, -1):
            backward[place] = row
            row = self._follows.dot(row * potentials[place])
        forward *= backward
        return cast("Scores", forward / forward.sum(axis=1, keepdims=True))


def _summed(weights: bytes, count: int, offsets: int) -> Scores:
    """Of rows of weights for several offsets each, what they add to each word: the first of its own row, the second of
    the row behind it, and so on."""
    size = np.dtype(np.float32).itemsize
    row = offsets * len(LABELS) * size
    strides = row, row + len(LABELS) * size, size
    return cast("Scores", np.ndarray((count, offsets, len(LABELS)), np.float32, weights, 0, strides).sum(axis=1))


def _numbered(joined: npt.NDArray[Any]) -> dict[str, int]:
    return {word: place for place, word in enumerate(joined.tobytes().decode().split("\n"))}


def _spans(tokens: list[Token], likely: Scores) -> list[Span]:
    """The runs of words whose likeliest label is of one detail."""
    found: list[Span] = []
    labels, best = likely.argmax(axis=1).tolist(), likely.max(axis=1).tolist()
    place = 0
    while place < len(labels):
        stop = place + 1
        if label := labels[place]:
            field = (label - 1) // 2
            while stop < len(labels) and labels[stop] == 2 * field + 2:
                stop += 1
            found.append(Span(FIELDS[field], tokens[place][1], tokens[stop - 1][2], min(best[place:stop])))
        place = stop
    return found


@cache
def shipped() -> Tagger:
    return Tagger(read_arrays(MODEL.read_bytes()), SpanNetwork(read_arrays(NETWORK.read_bytes())))
