"""Fits what `agente.guardrails.injection_meaning` computes with: a support vector machine with a quadratic kernel.

Its support vectors are thousands; multiplied out they are one matrix, whatever their number.
"""

from typing import Any

import numpy as np
from sklearn.svm import SVC

from agente.guardrails.injection_meaning import CLIPPED, turned

DIRECTIONS = 192
SLOPE, INVERSE_REGULARISATION = 2.0, 1.0  # the kernel is (SLOPE * a.b + 1) squared


def fit(features: Any, attack: Any, weights: Any) -> dict[str, Any]:
    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    directions = _main_directions(np.clip((features - centre) / spread, -CLIPPED, CLIPPED))
    rows = turned(features, centre, spread, directions)
    machine = SVC(
        kernel="poly", degree=2, gamma=SLOPE, coef0=1, C=INVERSE_REGULARISATION, class_weight="balanced", cache_size=500
    ).fit(rows, attack, sample_weight=weights)
    vectors, shares = machine.support_vectors_, machine.dual_coef_[0]
    return {
        "centre": centre,
        "spread": spread,
        "directions": directions,
        "squares": SLOPE**2 * (vectors * shares[:, None]).T @ vectors,
        "straight": 2 * SLOPE * shares @ vectors,
        "offset": np.array([shares.sum() + machine.intercept_[0]]),
    }


def margins(model: dict[str, Any], features: Any) -> Any:
    """Of one message a row."""
    rows = turned(features, model["centre"], model["spread"], model["directions"])
    return np.einsum("nd,nd->n", rows @ model["squares"], rows) + rows @ model["straight"] + model["offset"][0]


def scaled(model: dict[str, Any], factor: float) -> dict[str, Any]:
    """As it is stored: its margins times `factor`."""
    judged = {name: model[name] * factor for name in ("squares", "straight", "offset")}
    half = {name: values.astype(np.float16) for name, values in {**model, **judged}.items() if name != "offset"}
    return {**half, "offset": judged["offset"].astype(np.float32)}


def _main_directions(rows: Any) -> Any:
    _, vectors = np.linalg.eigh(rows.T @ rows / len(rows))
    return vectors[:, ::-1][:, :DIRECTIONS]
