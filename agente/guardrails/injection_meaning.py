"""What a message means, judged by the encoder that the router reads with: each pair of its features has a weight.

Words that no attack of the corpus has still count here by those that are near to them in meaning.
"""

from collections.abc import Sequence
from typing import cast

import numpy as np

from agente.kit.text_encoder import shipped_encoder
from agente.kit.text_model import Arrays, Vector

CLIPPED = 5.0  # standard deviations


class Meaning:
    """A message's features, standardized, turned to their main directions and made as long as any other's.

    The arrays: `centre` and `spread` of the encoder's features, `directions` (features x directions), and what they are
    judged by: `squares` (directions x directions), `straight` and `offset`. Made by `agente.guardrails.train`.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._centre, self._spread, self._directions, self._squares, self._straight = (
            arrays[name].astype(np.float32) for name in ("centre", "spread", "directions", "squares", "straight")
        )
        self._offset = float(arrays["offset"][0])

    def margin(self, words: Sequence[str]) -> float:
        """Higher for attacks; on the scale of the linear classifier's. For the tokens of `injection_features`."""
        found = turned(shipped_encoder().features(words), self._centre, self._spread, self._directions)
        return float(found @ self._squares @ found + self._straight @ found) + self._offset


def turned(features: Vector, centre: Vector, spread: Vector, directions: Vector) -> Vector:
    """Of one message, or of one a row."""
    found = np.clip((features - centre) / spread, -CLIPPED, CLIPPED) @ directions
    return cast("Vector", found / np.maximum(np.linalg.norm(found, axis=-1, keepdims=True), 1e-6))
