"""How sure may the router be? `python -m tools.distil.calibrate ENCODER.npz`, with the messages that nobody learnt.

Prints, for each share of the linear model, how many it reads right and the factors of `agente.intents.router` under
which what it said is likeliest.
"""

import argparse
from pathlib import Path

import numpy as np

from agente.intents.examples import flatten, load_corpus
from agente.intents.router import LABELS
from agente.kit.text_encoder import ConvText
from agente.kit.text_features import tokens
from agente.kit.text_model import read_arrays
from tools.distil.label import is_aside, linear_model

SCALES = np.arange(0.8, 2.6, 0.1)
SHARES = (0.2, 0.35, 0.5)


def log_softmax(logits: np.ndarray) -> np.ndarray:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    encoder = ConvText(read_arrays(parser.parse_args().encoder.read_bytes()))
    examples = list(flatten(load_corpus()))
    linear = linear_model([one for one in examples if not is_aside(one)])
    aside = [one for one in examples if is_aside(one)]
    right = np.array([LABELS.index(one.intent) for one in aside])
    rows = np.arange(len(aside))
    counted = np.array([linear.logits(one.text) for one in aside])
    encoded = log_softmax(np.array([encoder.logits(tokens(one.text)) for one in aside]))
    scale = max(SCALES, key=lambda factor: log_softmax(factor * counted)[rows, right].sum())
    print(f"{len(aside)} messages, linear scale {scale:.2f}")
    for share in SHARES:
        blend = share * log_softmax(scale * counted) + (1 - share) * encoded
        sharp = max(SCALES, key=lambda factor: log_softmax(factor * blend)[rows, right].sum())
        loss = -log_softmax(sharp * blend)[rows, right].mean()
        accuracy = (blend.argmax(axis=1) == right).mean()
        print(f"share {share}: {accuracy:.3f} right, sharpness {sharp:.2f}, loss {loss:.4f}")


if __name__ == "__main__":
    main()
