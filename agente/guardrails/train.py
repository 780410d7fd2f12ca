"""Trains the injection classifier from the corpus beside it: `python -m agente.guardrails.train`. Takes a minute.

Two judges are trained, one of the words and one of what they mean, and their margins are added. The threshold is the
sum that nine in a thousand look-alikes pass in cross-validation; hardly any everyday message comes near it.
"""

import random
import re
from collections import Counter
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from agente.guardrails import train_meaning
from agente.guardrails.corpus_files import EVERYDAY, fingerprint, lines
from agente.guardrails.folding import fold
from agente.guardrails.injection import MODEL
from agente.guardrails.injection_features import features, tokens
from agente.guardrails.unmasking import unmask
from agente.kit.text_encoder import shipped_encoder
from agente.kit.text_model import write_arrays
from agente.kit.text_training import choose_vocabulary, inverse_document_frequencies, term_frequencies, weigh

EVERYDAY_MESSAGES = 9000
WEIGHTS = {"attack": 1.0, "lookalike": 2.0, "talk": 0.5, "everyday": 0.5}
INVERSE_REGULARISATION = 1.0
# Among look-alikes, in cross-validation. Of a writer whose lines were left out of training, nearly 1 in 100 pass then.
FALSE_ALARMS = 0.009
KNOWN_FROM = 3  # a word that this many messages have is a word, and not a code
FOLDS = 5
STRETCH = 4.0  # of the margins, so that scores spread from 0 to 1
# Beside 1 for the words. Among the best for each of three groups of writers whose lines were left out of training.
MEANING = 0.4
EVERYDAY_MEANINGS = 3  # every third everyday message is enough for the judge of meanings, and trains in a minute


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


def arrays() -> dict[str, Any]:
    kinds = {
        "attack": lines("attacks"),
        "lookalike": lines("lookalikes"),
        "talk": lines("talks"),
        "everyday": everyday(),
    }
    kind = np.array([name for name, texts in kinds.items() for _ in texts])
    texts = [text for own in kinds.values() for text in own]
    words = usual_words(texts)
    read = [tokens(unmask(text, words)) for text in texts]
    counts = [Counter(features(one)) for one in read]
    vocabulary = choose_vocabulary(counts)
    frequencies = term_frequencies(counts, vocabulary)
    idf = inverse_document_frequencies(frequencies)
    rows = weigh(frequencies, idf)
    meanings = np.array([shipped_encoder().features(one) for one in read])
    factor, limit = cross_validated(rows, meanings, kind)
    model = words_model(rows, kind)
    return {
        "fingerprint": np.array(fingerprint()),
        "usual_words": as_bytes(sorted(words)),
        "vocabulary": as_bytes(list(vocabulary)),
        "idf": idf.astype(np.float16),
        "weights": (STRETCH * model.coef_[0]).astype(np.float16),
        "bias": (STRETCH * (model.intercept_ - limit)).astype(np.float32),
        **train_meaning.scaled(meanings_model(meanings, kind), STRETCH * factor),
    }


def words_model(rows: csr_matrix, kind: Any) -> LinearSVC:
    machine = LinearSVC(C=INVERSE_REGULARISATION, class_weight="balanced", random_state=0)
    return machine.fit(rows, kind == "attack", sample_weight=[WEIGHTS[name] for name in kind])


def meanings_model(meanings: Any, kind: Any) -> dict[str, Any]:
    taken = (kind != "everyday") | (np.arange(len(kind)) % EVERYDAY_MEANINGS == 0)
    weights = np.array([WEIGHTS[name] for name in kind[taken]])
    return train_meaning.fit(meanings[taken], kind[taken] == "attack", weights)


def cross_validated(rows: csr_matrix, meanings: Any, kind: Any) -> tuple[float, float]:
    """What the margins of meaning are multiplied by before they are added, and the threshold of the sum."""
    by_words, by_meaning = np.zeros(len(kind)), np.zeros(len(kind))
    for known, new in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(rows, kind):
        by_words[new] = words_model(rows[known], kind[known]).decision_function(rows[new])
        by_meaning[new] = train_meaning.margins(meanings_model(meanings[known], kind[known]), meanings[new])
    hard = kind != "everyday"
    factor = MEANING * float(by_words[hard].std() / by_meaning[hard].std())
    scores = by_words + factor * by_meaning
    limit = float(np.quantile(scores[kind == "lookalike"], 1 - FALSE_ALARMS))
    for name in WEIGHTS:
        print(f"{name}: {(scores[kind == name] > limit).mean():.4f} stopped")  # noqa: T201 - for whoever trains
    return factor, limit


def as_bytes(words: list[str]) -> Any:
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


if __name__ == "__main__":
    MODEL.write_bytes(write_arrays(arrays()))
