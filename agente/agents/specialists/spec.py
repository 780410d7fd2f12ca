"""What is a specialist?"""

from dataclasses import dataclass
from typing import Literal

from agente.packs.models import IntentName, SpecialistName, ToolName


@dataclass(frozen=True, slots=True)
class Specialist:
    """An agent with instructions and tools.

    `tools` may name a pack's own tools, and an MCP server for all that it has; what is not there is left out.
    """

    name: SpecialistName
    intents: frozenset[IntentName]
    tools: tuple[ToolName | str, ...]
    model: Literal["default", "simple"] = "default"
