"""Trains the models of needs and of spans from the corpus beside it: `python -m agente.leads.train`. Takes a minute."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from agente.kit.text_features import pair, within
from agente.kit.text_model import write_arrays
from agente.kit.text_training import (
    choose_vocabulary,
    inverse_document_frequencies,
    linear_model,
    term_frequencies,
    weigh,
)
from agente.leads import need_model, spans
from agente.leads.corpus_files import fingerprint, load, other_messages, spans_fingerprint
from agente.leads.need_signals import signals
from agente.leads.train_spans import fit, load_samples

OTHERS_WEIGH = 0.3  # the router's messages are many and easy: at their full weight a sixth more needs are missed


def ngrams(text: str) -> Iterator[str]:
    for first, second in pairwise(signals(text)):
        yield pair(first, second)
        yield from within(second)


def arrays() -> dict[str, Any]:
    needs, none, others = load("need"), load("none"), other_messages()
    counts = [Counter(ngrams(text)) for text in (*needs, *none, *others)]
    vocabulary = choose_vocabulary(counts)
    frequencies = term_frequencies(counts, vocabulary)
    idf = inverse_document_frequencies(frequencies)
    labels = [True] * len(needs) + [False] * (len(none) + len(others))
    shares = [1.0] * (len(needs) + len(none)) + [OTHERS_WEIGH] * len(others)
    model = linear_model().fit(weigh(frequencies, idf), labels, shares)
    return {
        "vocabulary": np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8),
        "idf": idf.astype(np.float16),
        "weights": model.coef_.T.astype(np.float16),  # a fraction of the size, three digits of precision
        "bias": model.intercept_.astype(np.float32),
        "fingerprint": np.array(fingerprint()),
    }


def main() -> None:
    need_model.MODEL.write_bytes(write_arrays(arrays()))
    fingerprint = np.array(spans_fingerprint())
    spans.MODEL.write_bytes(write_arrays({**fit(load_samples()), "fingerprint": fingerprint}))


if __name__ == "__main__":
    main()
