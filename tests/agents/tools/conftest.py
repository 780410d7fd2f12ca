"""The tools of the sample pack and of the clinic, called as a model would call them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from agente.agents.local.toolbox import Toolbox
from agente.agents.specialists.spec import Specialist
from agente.agents.tools.outside import OutsideTools
from agente.agents.tools.registry import ToolRegistry
from agente.agents.tools.running import ToolRecord, run_tool
from agente.agents.tools.tool import ToolContext, ToolResult
from agente.llm.messages import ToolCall
from agente.packs.loader import load_pack
from agente.packs.models import TOOLS, Locale
from agente.packs.pack import Pack
from agente.scheduling.requests import Busy
from tests.agents.conftest import SAMPLE, TUESDAY, clinic
from tests.support.shop import shop

__all__ = ["Desk", "registry_of", "shop"]


@dataclass
class Desk:
    """One conversation in front of all tools of a pack; what tools want remembered is, as between turns."""

    registry: ToolRegistry
    locale: Locale = "pt-BR"
    now: datetime = TUESDAY
    state: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    contact: dict[str, str] = field(default_factory=dict)
    busy: list[Busy] = field(default_factory=list)
    record: ToolRecord | None = None

    def context(self) -> ToolContext:
        async def taken(_start: datetime, _end: datetime) -> Sequence[Busy]:
            return self.busy

        return ToolContext("conversation", "contact", self.locale, self.now, self.state, taken, self.said, self.contact)

    async def call(self, name: str, /, **arguments: Any) -> ToolResult:
        everything = Specialist("sales", frozenset(), (*TOOLS, "order_status"))
        tool = self.registry.tools_for(everything).get(name)
        result, self.record = await run_tool(tool, ToolCall("1", name, arguments), self.context())
        return result

    def next_turn(self, result: ToolResult, said: str) -> None:
        self.state |= result.effects.remember
        self.said.append(said)


def registry_of(pack: Pack, outside: OutsideTools | None = None) -> ToolRegistry:
    tools = Toolbox(pack)
    return ToolRegistry(pack, tools.catalog, tools.search, tools.phrases, tools.prices, outside, sends_email=True)


@pytest.fixture(scope="session")
def sample_registry() -> ToolRegistry:
    return registry_of(load_pack(SAMPLE))


@pytest.fixture(scope="session")
def clinic_registry() -> ToolRegistry:
    return registry_of(clinic())


@pytest.fixture
def sample(sample_registry: ToolRegistry) -> Desk:
    return Desk(sample_registry)


@pytest.fixture
def sorriso(clinic_registry: ToolRegistry) -> Desk:
    return Desk(clinic_registry)
