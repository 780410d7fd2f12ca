"""Trains the linear model that ships with the product: `python -m agente.intents.train`. Takes seconds.

Not reproducible to the last bit on another machine, so a test compares the fingerprint and not the weights.
"""

import hashlib
from math import log
from pathlib import Path
from typing import Any

import numpy as np

from agente.intents.examples import corpus_files, flatten, load_corpus
from agente.intents.router import LABELS, LINEAR, LOCALES
from agente.kit import text_model
from agente.kit.text_model import write_arrays
from agente.kit.text_training import fit

_CODE = [
    *(Path(text_model.__file__).with_name(f"text_{name}.py") for name in ("features", "training")),
    Path(__file__),
]


def fingerprint() -> str:
    """Changes with anything that training depends on: the corpus and the code."""
    digest = hashlib.sha256()
    for path in [*_CODE, *corpus_files()]:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def arrays() -> dict[str, Any]:
    intents, locales, texts = zip(*flatten(load_corpus()), strict=True)
    found = fit(texts, intents, locales)
    small = {name: found[name].astype(np.float16) for name in ("idf", "weights")}  # half the size, the same accuracy
    # Training weighs all labels alike; most customers do write in the language that most of the corpus is in.
    found["bias"][len(LABELS) :] += [log(locales.count(locale)) for locale in LOCALES]
    return found | small | {"fingerprint": np.array(fingerprint())}


if __name__ == "__main__":
    LINEAR.write_bytes(write_arrays(arrays()))
