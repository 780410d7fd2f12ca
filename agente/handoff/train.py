"""Trains the judgement's model from the corpus beside it: `python -m agente.handoff.train`. Takes seconds."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack  # type: ignore[import-untyped]

from agente.handoff.corpus_files import everyday, fingerprint, load, shouted
from agente.handoff.moods import MODEL
from agente.handoff.signals import groups_in, marked
from agente.kit.text_model import write_arrays
from agente.kit.text_training import (
    choose_vocabulary,
    count_ngrams,
    inverse_document_frequencies,
    linear_model,
    term_frequencies,
    weigh,
)

GROUP_SHARE = 0.5  # of the groups beside the n-grams; 0.8 does slightly worse in cross-validation, 0 far worse


class Block:
    """One kind of features of the training texts, weighed by TF-IDF; of `others` only what those before them have."""

    def __init__(self, counts: list[Counter[str]], others: list[Counter[str]]) -> None:
        self.vocabulary = choose_vocabulary(counts)
        frequencies = term_frequencies(counts, self.vocabulary)
        self.idf = inverse_document_frequencies(frequencies)
        everything = vstack([frequencies, term_frequencies(others, self.vocabulary)]).tocsr()
        self.features: csr_matrix = weigh(everything, self.idf)

    def names(self) -> Any:
        return np.frombuffer("\n".join(self.vocabulary).encode(), dtype=np.uint8)


def blocks(texts: Sequence[str], others: Sequence[str] = ()) -> tuple[Block, Block]:
    """The n-grams and the groups of words."""
    return Block(_ngrams(texts), _ngrams(others)), Block(_groups(texts), _groups(others))


def _ngrams(texts: Sequence[str]) -> list[Counter[str]]:
    return count_ngrams([marked(text) for text in texts])


def _groups(texts: Sequence[str]) -> list[Counter[str]]:
    return [Counter(groups_in(text)) for text in texts]


def features(ngrams: Block, groups: Block) -> csr_matrix:
    return hstack([ngrams.features, groups.features * GROUP_SHARE]).tocsr()


def arrays() -> dict[str, Any]:
    lines = load()
    moods, texts = zip(*lines, *shouted(lines), strict=True)
    calm, others = zip(*everyday(), strict=True)
    ngrams, groups = blocks(texts, others)
    model = linear_model().fit(features(ngrams, groups), [*moods, *calm])
    weights = model.coef_.T.astype(np.float16)  # half the size, three digits of precision
    return {
        "labels": model.classes_.astype(str),
        "vocabulary": ngrams.names(),
        "idf": ngrams.idf.astype(np.float16),
        "weights": weights[: len(ngrams.vocabulary)],
        "bias": model.intercept_.astype(np.float32),
        "group_vocabulary": groups.names(),
        "group_idf": groups.idf.astype(np.float16),
        "group_weights": (weights[len(ngrams.vocabulary) :] * np.float16(GROUP_SHARE)),
        "fingerprint": np.array(fingerprint()),
    }


def main() -> None:
    MODEL.write_bytes(write_arrays(arrays()))


if __name__ == "__main__":
    main()
