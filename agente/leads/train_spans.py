"""Trains the tagger of spans from the corpus beside it. Never imported by the server: it needs SciPy."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from agente.leads.corpus_files import SPANS
from agente.leads.span_features import (
    FIELDS,
    LABELS,
    PAIR_REACH,
    POSITIONS,
    REACH,
    UNKNOWN,
    Token,
    contexts_of,
    nature_of,
    pair_keys,
    positions_of,
    tokens_of,
)
from agente.leads.wording import read

_LEAST_NATURES: Final = 7
_LEAST_PAIRS: Final = 38
_REGULARISATION: Final = 1.0  # 0.5 to 2 do equally well on writers left out
_ROUNDS: Final = 80
_IMPOSSIBLE: Final = -30.0  # the score of what goes on with a span that never began
MARK = re.compile(r"\{(\w+):([^{}]*)\}")
_OFFSETS: Final = 2 * REACH + 1


Row = dict[str, Any]  # a line of the corpus: `text` with its marks, `asked`, `later`, `times`


class Marked(NamedTuple):
    """A message as it was written, its words, and which label each has."""

    row: Row
    text: str
    tokens: list[Token]
    labels: list[int]


@dataclass(frozen=True, slots=True)
class Sample:
    """A message of the corpus: its words and which label each has."""

    tokens: list[Token]
    natures: list[list[str]]
    contexts: list[str]
    positions: list[int]
    labels: list[int]


@dataclass(frozen=True, slots=True)
class Features:
    """The numbers that the features of the corpus have, one behind the other."""

    natures: dict[str, int]
    pairs: dict[int, int]
    contexts: dict[str, int]

    def starts(self) -> tuple[int, int, int, int]:
        """Where the pairs, the positions and the contexts begin, and where they all end."""
        pairs = len(self.natures) * _OFFSETS
        positions = pairs + len(self.pairs) * len(PAIR_REACH)
        return pairs, positions, positions + POSITIONS, positions + POSITIONS + len(self.contexts)


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and the place and field of each: "sou a {name:Bia}"."""
    text, last, spans = "", 0, []
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        last = mark.end()
    return text + marked[last:], spans


def marked_messages(rows: Iterable[Row]) -> Iterator[Marked]:
    """The rows of the corpus that have any word."""
    for row in rows:
        text, spans = unmarked(row["text"])
        text = read(text).text
        if tokens := tokens_of(text):
            yield Marked(row, text, tokens, labels_of(tokens, spans))


def samples(lines: Iterable[str]) -> list[Sample]:
    found = []
    for row, _, tokens, labels in marked_messages(map(json.loads, lines)):
        natures = [nature_of(text) for text, _, _ in tokens]
        contexts = contexts_of(row.get("asked"), row.get("later", False), len(tokens))
        sample = Sample(tokens, natures, contexts, positions_of(tokens).tolist(), labels)
        found += [sample] * row.get("times", 1)
    return found


def labels_of(tokens: Sequence[Token], spans: Sequence[tuple[int, int, str]]) -> list[int]:
    labels = [0] * len(tokens)
    for start, end, field in spans:
        inside = [place for place, (_, begin, stop) in enumerate(tokens) if start <= begin and stop <= end]
        for place in inside:
            labels[place] = 2 * FIELDS.index(field) + (1 if place == inside[0] else 2)
    return labels


def features_of(corpus: Sequence[Sample]) -> Features:
    seen = Counter(nature for sample in corpus for natures in sample.natures for nature in natures)
    natures = _numbered(nature for nature, times in seen.items() if times >= _LEAST_NATURES)
    paired = Counter(pair for sample in corpus for _, pair in _pairs(sample, natures))
    pairs = _numbered(pair for pair, times in paired.items() if times >= _LEAST_PAIRS)
    return Features(natures, pairs, _numbered({context for sample in corpus for context in sample.contexts}))


def _numbered(values: Iterable[Any]) -> dict[Any, int]:
    return {value: place for place, value in enumerate(sorted(values))}


def _pairs(sample: Sample, natures: dict[str, int]) -> Iterable[tuple[int, int]]:
    """The place and the number of each pair."""
    known = [[natures.get(nature, UNKNOWN) for nature in found[:2]] for found in sample.natures]
    for place, keys in enumerate(pair_keys(np.array(known)).reshape(-1, 4).tolist()):
        for key in keys:
            yield place, key


def matrix(corpus: Sequence[Sample], features: Features) -> csr_matrix:
    """Which features each word has, one row a word."""
    rows: list[int] = []
    columns: list[int] = []
    first = 0
    for sample in corpus:
        for place, column in _columns(sample, features):
            rows.append(first + place)
            columns.append(column)
        first += len(sample.tokens)
    return csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(first, features.starts()[-1]))


def _columns(sample: Sample, features: Features) -> Iterable[tuple[int, int]]:
    pairs, positions, contexts, _ = features.starts()
    count = len(sample.tokens)
    for place, natures in enumerate(sample.natures):
        for nature in filter(features.natures.__contains__, natures):
            for offset in range(-REACH, REACH + 1):
                if 0 <= place - offset < count:
                    yield place - offset, features.natures[nature] * _OFFSETS + offset + REACH
        yield place, positions + sample.positions[place]
        for context in sample.contexts:
            yield place, contexts + features.contexts[context]
    for place, pair in _pairs(sample, features.natures):
        if (number := features.pairs.get(pair)) is not None:
            for slot, offset in enumerate(PAIR_REACH):
                if 0 <= place + offset < count:
                    yield place + offset, pairs + number * len(PAIR_REACH) + slot


class Likelihood:
    """Of the corpus' labels under given weights, with its gradient; all messages advance word by word together."""

    def __init__(self, corpus: Sequence[Sample], words: csr_matrix) -> None:
        self.size = words.shape[1], len(LABELS)
        self._words, self._transposed = words, words.T.tocsr()
        lengths = np.array([len(sample.tokens) for sample in corpus])
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        order = np.argsort(-lengths, kind="stable")
        active = [int((lengths > step).sum()) for step in range(lengths.max())]
        self._steps = [starts[order][:count] + step for step, count in enumerate(active)]
        self._labels = np.array([label for sample in corpus for label in sample.labels])
        self._before = np.concatenate([[0, *sample.labels[:-1]] for sample in corpus])
        self._told = np.zeros((len(self._labels), len(LABELS)))
        self._told[np.arange(len(self._labels)), self._labels] = 1
        self._followed = np.zeros((len(LABELS), len(LABELS)))
        np.add.at(self._followed, (self._before, self._labels), 1)
        self.possible = np.array(
            [[_may_follow(first, then) for then in range(len(LABELS))] for first in range(len(LABELS))]
        )

    def split(self, weights: Any) -> tuple[Any, Any]:
        """The weights of the features and those of labels that follow each other."""
        count = self.size[0] * self.size[1]
        return weights[:count].reshape(self.size), weights[count:].reshape(len(LABELS), len(LABELS))

    def loss(self, weights: Any) -> tuple[float, Any]:
        of_features, of_labels = self.split(weights)
        scores = np.asarray(self._words @ of_features.astype(np.float32), np.float64)
        likely, follows, total = self._sums(scores, np.where(self.possible, np.exp(of_labels), 0))
        told = scores[np.arange(len(scores)), self._labels].sum() + of_labels[self._before, self._labels].sum()
        slopes = self._transposed @ (likely - self._told).astype(np.float32)
        turns = np.where(self.possible, follows - self._followed, 0)
        gradient = np.concatenate([slopes.ravel(), turns.ravel()]) + _REGULARISATION * weights
        return total - told + _REGULARISATION / 2 * float(weights @ weights), gradient

    def _sums(self, scores: Any, follows: Any) -> tuple[Any, Any, float]:
        """How likely each label is of each word, how often labels are to follow each other, and the sum's logarithm."""
        highest = scores.max(axis=1, keepdims=True)
        potentials = np.exp(scores - highest)
        forward, total = np.zeros_like(scores), float(highest.sum())
        norms = []
        rows = np.tile(np.eye(1, len(LABELS)), (len(self._steps[0]), 1))
        for step in self._steps:
            rows = (rows[: len(step)] @ follows) * potentials[step]
            norms.append(rows.sum(axis=1, keepdims=True))
            rows /= norms[-1]
            forward[step] = rows
            total += float(np.log(norms[-1]).sum())
        likely, turns = np.zeros_like(scores), np.zeros_like(follows)
        rows = np.ones((len(self._steps[-1]), len(LABELS)))
        for place in range(len(self._steps) - 1, -1, -1):
            step = self._steps[place]
            likely[step] = forward[step] * rows
            behind = rows * potentials[step] / norms[place]
            start = np.tile(np.eye(1, len(LABELS)), (len(step), 1))
            before = forward[self._steps[place - 1][: len(step)]] if place else start
            turns += before.T @ behind * follows
            if place:
                rows = np.ones((len(self._steps[place - 1]), len(LABELS)))
                rows[: len(step)] = behind @ follows.T
        return likely, turns, total


def _may_follow(first: int, then: int) -> bool:
    """Whether a label may stand behind another: a span goes on only where it is."""
    return then == 0 or then % 2 == 1 or first in (then - 1, then)


def fit(corpus: Sequence[Sample]) -> dict[str, Any]:
    """The arrays of `agente.leads.spans.Tagger`."""
    features = features_of(corpus)
    likelihood = Likelihood(corpus, matrix(corpus, features))
    start = np.zeros(likelihood.size[0] * likelihood.size[1] + len(LABELS) ** 2)
    found = minimize(likelihood.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    weights, follows = likelihood.split(found.x)
    natures, pairs, positions, contexts = np.split(weights.astype(np.float16), features.starts()[:-1])
    of_pairs = pairs.reshape(-1, len(PAIR_REACH), len(LABELS))
    return {
        "natures": _joined(features.natures),
        "nature_weights": natures.reshape(-1, _OFFSETS, len(LABELS)),
        "pairs": np.array(list(features.pairs), np.int64),
        "pair_weights": np.concatenate([of_pairs, np.zeros_like(of_pairs[:1])]),
        "position_weights": positions,
        "contexts": _joined(features.contexts),
        "context_weights": contexts,
        "follows": np.where(likelihood.possible, follows, _IMPOSSIBLE).astype(np.float32),
    }


def _joined(words: Iterable[str]) -> Any:
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def load_samples() -> list[Sample]:
    return samples(SPANS.read_text("utf-8").splitlines())
