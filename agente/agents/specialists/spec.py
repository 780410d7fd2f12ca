"""What is a specialist?"""

from dataclasses import dataclass
from typing import Literal

from agente.packs.models import IntentName, SpecialistName

ToolName = Literal[
    "find_products", "list_products", "compare_products", "quote_price", "opening_hours", "contact_details",
    "search_knowledge", "hand_over",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Specialist:
    """An agent with instructions and tools. `tools` may name a pack's own tools too."""

    name: SpecialistName
    intents: frozenset[IntentName]
    tools: tuple[ToolName | str, ...]
    model: Literal["default", "simple"] = "default"
