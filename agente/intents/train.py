"""Trains the router, in a process of its own: `python -m agente.intents.train`.

Reads `[[intent, locale, text], ...]` as JSON on standard input and writes the weights as one .npz on standard output.
"""

import json
import sys

from agente.kit.text_model import write_arrays
from agente.kit.text_training import fit


def main() -> None:
    intents, locales, texts = zip(*json.load(sys.stdin), strict=True)
    arrays = fit(texts, intents, locales)
    sys.stdout.buffer.write(write_arrays(arrays))


if __name__ == "__main__":
    main()
