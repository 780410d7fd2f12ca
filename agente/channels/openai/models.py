"""Under which names may the agent be asked? `agente`, and one for each specialist."""

from datetime import UTC, datetime
from typing import Any, Final

from agente.agents.specialists.registry import SPECIALISTS
from agente.errors import NotFound

AGENTE: Final = "agente"
MODELS: Final = (AGENTE, *(f"{AGENTE}-{specialist.name}" for specialist in SPECIALISTS))
_OFFERED_SINCE = int(datetime(2026, 11, 25, tzinfo=UTC).timestamp())


def model_json(name: str) -> dict[str, Any]:
    """In the shape of `ModelRead`; raises `NotFound` for a name that is none of `MODELS`."""
    if name not in MODELS:
        raise NotFound(
            "model_not_found", f"There is no such model. Those that exist: {', '.join(MODELS)}.", param="model"
        )
    return {"id": name, "object": "model", "created": _OFFERED_SINCE, "owned_by": AGENTE}
