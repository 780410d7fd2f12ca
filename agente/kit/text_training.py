"""Fits the linear text classifiers of `agente.kit.text_model`. Never imported by the server.

scikit-learn and SciPy would cost it 0.7 s and 60 MB; training runs in processes of its own.
"""

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from agente.kit.text_features import ngrams

VOCABULARY_LIMIT = 80_000  # with 19 float32 weights each, 6 MB; the open corpus has some 60,000
MIN_DOCUMENTS = 2
INVERSE_REGULARISATION = 8.0  # 3 to 20 do equally well in cross-validation on the open corpus; 80 does worse


def count_ngrams(texts: list[str]) -> list[Counter[str]]:
    return [Counter(ngrams(text)) for text in texts]


def choose_vocabulary(counts: list[Counter[str]]) -> dict[str, int]:
    """The n-grams seen in at least two messages, the most frequent ones when there are too many."""
    documents = Counter(ngram for count in counts for ngram in count)
    kept = [ngram for ngram, seen in documents.most_common(VOCABULARY_LIMIT) if seen >= MIN_DOCUMENTS]
    return {ngram: index for index, ngram in enumerate(sorted(kept))}


def term_frequencies(counts: list[Counter[str]], vocabulary: dict[str, int]) -> csr_matrix:
    """1 + log(count) of each known n-gram, one row a message."""
    rows, columns, values = [], [], []
    for row, count in enumerate(counts):
        for ngram, times in count.items():
            if (column := vocabulary.get(ngram)) is not None:
                rows.append(row)
                columns.append(column)
                values.append(1.0 + log(times))
    return csr_matrix((values, (rows, columns)), shape=(len(counts), len(vocabulary)))


def inverse_document_frequencies(frequencies: csr_matrix) -> Any:
    seen = frequencies.getnnz(axis=0)
    return np.log((1 + frequencies.shape[0]) / (1 + seen)) + 1


def weigh(frequencies: csr_matrix, idf: Any) -> csr_matrix:
    """TF-IDF with rows of length 1."""
    weighted = frequencies.multiply(idf).tocsr()
    norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return csr_matrix(weighted.multiply(1 / np.maximum(norms, 1e-9)[:, None]), dtype=np.float32)


def linear_model() -> LogisticRegression:
    return LogisticRegression(C=INVERSE_REGULARISATION, class_weight="balanced", max_iter=200, tol=1e-3)


def fit(texts: Sequence[str], *labellings: Sequence[str]) -> dict[str, Any]:
    """The arrays of one model that knows several labellings of the same texts, their columns side by side.

    `labels` names the columns, in the order of the labellings, each one's sorted.
    """
    counts = count_ngrams(list(texts))
    vocabulary = choose_vocabulary(counts)
    frequencies = term_frequencies(counts, vocabulary)
    idf = inverse_document_frequencies(frequencies)
    features = weigh(frequencies, idf)
    models = [linear_model().fit(features, list(labels)) for labels in labellings]
    return {
        "vocabulary": np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8),
        "idf": idf.astype(np.float32),
        "labels": np.concatenate([model.classes_.astype(str) for model in models]),
        "weights": np.hstack([_columns(model) for model in models]).astype(np.float32),
        "bias": np.hstack([_bias(model) for model in models]).astype(np.float32),
    }


def _columns(model: LogisticRegression) -> Any:
    """Weights with one column a class, also where two classes have one row between them."""
    coefficients = model.coef_
    return np.vstack([-coefficients / 2, coefficients / 2]).T if len(coefficients) == 1 else coefficients.T


def _bias(model: LogisticRegression) -> Any:
    intercept = model.intercept_
    return np.hstack([-intercept / 2, intercept / 2]) if len(intercept) == 1 else intercept
