"""Trains the injection classifier from the corpus beside it: `python -m agente.guardrails.train`. Takes a minute.

The threshold is the score that three in two hundred look-alikes pass in cross-validation; hardly any everyday message
comes near it.
"""

import random
import re
from collections import Counter
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from agente.guardrails.corpus_files import EVERYDAY, fingerprint, lines
from agente.guardrails.folding import fold
from agente.guardrails.injection import MODEL
from agente.guardrails.injection_features import features
from agente.guardrails.unmasking import unmask
from agente.kit.text_model import write_arrays
from agente.kit.text_training import choose_vocabulary, inverse_document_frequencies, term_frequencies, weigh

EVERYDAY_MESSAGES = 9000
WEIGHTS = {"attack": 1.0, "lookalike": 2.0, "everyday": 1.0}
INVERSE_REGULARISATION = 30.0
FALSE_ALARMS = 0.015  # among look-alikes, in cross-validation; they are harder than what customers write
KNOWN_FROM = 3  # a word that this many messages have is a word, and not a code
FOLDS = 5


def everyday() -> list[str]:
    texts = [
        text
        for path in sorted(EVERYDAY.glob("*.yaml"))
        for own in yaml.safe_load(path.read_bytes()).values()
        for text in own
    ]
    return random.Random(0).sample(texts, EVERYDAY_MESSAGES)  # noqa: S311 - a sample, no secret


def usual_words(texts: list[str]) -> set[str]:
    seen = Counter(word for text in texts for word in set(re.findall(r"[^\W\d_]+", fold(text))))
    return {word for word, times in seen.items() if times >= KNOWN_FROM and len(word) > 1} | set("aeoyi")


def linear_model() -> LogisticRegression:
    return LogisticRegression(C=INVERSE_REGULARISATION, class_weight="balanced", max_iter=300)


def arrays() -> dict[str, Any]:
    kinds = {"attack": lines("attacks"), "lookalike": lines("lookalikes"), "everyday": everyday()}
    kind = np.array([name for name, texts in kinds.items() for _ in texts])
    texts = [text for own in kinds.values() for text in own]
    words = usual_words(texts)
    counts = [Counter(features(unmask(text, words))) for text in texts]
    vocabulary = choose_vocabulary(counts)
    frequencies = term_frequencies(counts, vocabulary)
    idf = inverse_document_frequencies(frequencies)
    rows = weigh(frequencies, idf)
    weights = np.array([WEIGHTS[name] for name in kind])
    model = linear_model().fit(rows, kind == "attack", sample_weight=weights)
    return {
        "fingerprint": np.array(fingerprint()),
        "usual_words": as_bytes(sorted(words)),
        "vocabulary": as_bytes(list(vocabulary)),
        "idf": idf.astype(np.float16),
        "weights": model.coef_[0].astype(np.float16),
        "bias": (model.intercept_ - threshold(rows, kind, weights)).astype(np.float32),
    }


def threshold(rows: csr_matrix, kind: Any, weights: Any) -> float:
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(rows, kind)
    scores = cross_val_predict(
        linear_model(), rows, kind == "attack", cv=folds, method="decision_function", params={"sample_weight": weights}
    )
    limit = float(np.quantile(scores[kind == "lookalike"], 1 - FALSE_ALARMS))
    for name in WEIGHTS:
        print(f"{name}: {(scores[kind == name] > limit).mean():.4f} stopped")  # noqa: T201 - for whoever trains
    return limit


def as_bytes(words: list[str]) -> Any:
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


if __name__ == "__main__":
    MODEL.write_bytes(write_arrays(arrays()))
