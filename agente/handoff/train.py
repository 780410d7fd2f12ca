"""Trains the judgement's model from the corpus beside it: `python -m agente.handoff.train`. Takes seconds."""

from collections import Counter
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from agente.handoff.corpus_files import fingerprint, load, shouted
from agente.handoff.moods import MODEL, MOODS
from agente.handoff.signals import groups_in, marked
from agente.intents.examples import everyday
from agente.kit.text_encoder import MAX_TOKENS, shipped_encoder
from agente.kit.text_features import tokens
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


INVERSE_REGULARISATION = 0.1  # of the model of meanings; 0.03 to 0.5 do about equally well
# Messages of the router's corpus that the model of meanings takes for calm, and what each counts beside a line of ours.
# Without them it hands over a third more of everyday messages.
EVERYDAY = 9000
EVERYDAY_WEIGHT = 0.5
_NOT_CALM = frozenset({"human_handoff", "complaint", "privacy_request"})


class Block:
    """One kind of features of the training texts, weighed by TF-IDF."""

    def __init__(self, counts: list[Counter[str]]) -> None:
        self.vocabulary = choose_vocabulary(counts)
        frequencies = term_frequencies(counts, self.vocabulary)
        self.idf = inverse_document_frequencies(frequencies)
        self.features: csr_matrix = weigh(frequencies, self.idf)

    def names(self) -> Any:
        return np.frombuffer("\n".join(self.vocabulary).encode(), dtype=np.uint8)


def blocks(texts: list[str]) -> tuple[Block, Block]:
    """The n-grams and the groups of words."""
    return Block(count_ngrams([marked(text) for text in texts])), Block([Counter(groups_in(text)) for text in texts])


def features(ngrams: Block, groups: Block) -> csr_matrix:
    return hstack([ngrams.features, groups.features * GROUP_SHARE]).tocsr()


def of_meanings(texts: list[str], moods: list[str]) -> dict[str, Any]:
    """The layer over what the encoder makes of a message; its columns are `MOODS`."""
    calm = everyday(EVERYDAY, _NOT_CALM)
    rows = np.array([shipped_encoder().features(tokens(text)[:MAX_TOKENS]) for text in (*texts, *calm)])
    shares = [1.0] * len(texts) + [EVERYDAY_WEIGHT] * len(calm)
    centre, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-3
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=300)
    model.fit((rows - centre) / spread, [*moods, *("none" for _ in calm)], shares)
    if tuple(model.classes_) != MOODS:
        raise ValueError("the moods are not in the order of their names, or one has no line in the corpus")
    weights = (model.coef_ / spread).T
    return {
        "meaning": weights.astype(np.float16),
        "meaning_bias": (model.intercept_ - centre @ weights).astype(np.float32),
    }


def arrays() -> dict[str, Any]:
    lines = load()
    moods, texts = zip(*lines, *shouted(lines), strict=True)
    ngrams, groups = blocks(list(texts))
    model = linear_model().fit(features(ngrams, groups), list(moods))
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
        **of_meanings(list(texts), [label.partition(".")[0] for label in moods]),
        "fingerprint": np.array(fingerprint()),
    }


def main() -> None:
    MODEL.write_bytes(write_arrays(arrays()))


if __name__ == "__main__":
    main()
