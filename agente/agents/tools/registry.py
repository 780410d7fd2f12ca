"""Which tools does a specialist have, in this business?"""

from collections.abc import Iterable, Mapping

from agente.agents.assistant import Assistant
from agente.agents.phrases import Phrases
from agente.agents.prices import PriceTexts
from agente.agents.specialists.spec import Specialist
from agente.agents.tools.builtin.company import CompanyTools
from agente.agents.tools.builtin.leads import LeadTools
from agente.agents.tools.builtin.meetings import MeetingTools
from agente.agents.tools.builtin.people import PeopleTools
from agente.agents.tools.builtin.products import ProductTools
from agente.agents.tools.catalog import Catalog
from agente.agents.tools.outside import OutsideTools
from agente.agents.tools.tool import Tool
from agente.knowledge.search import PassageSearch
from agente.packs.pack import Pack


class ToolRegistry:
    """Every tool of one pack, made once.

    Without `outside` there are only the built-in ones; without `sends_email` no summary is promised to anybody.
    """

    def __init__(
        self,
        pack: Pack,
        catalog: Catalog,
        search: PassageSearch,
        phrases: Phrases,
        prices: PriceTexts,
        outside: OutsideTools | None = None,
        sends_email: bool = False,
    ) -> None:
        subjects = (
            ProductTools(pack, catalog, prices),
            CompanyTools(pack, search, phrases),
            LeadTools(pack, sends_email),
            MeetingTools(pack, phrases),
            PeopleTools(pack, phrases),
        )
        self._builtin: dict[str, Tool] = {tool.spec.name: tool for subject in subjects for tool in subject.tools()}
        self.outside = outside

    @classmethod
    def of(cls, assistant: Assistant, environment: Mapping[str, str]) -> "ToolRegistry":
        """The tools of an assistant's pack; `environment` holds the secrets that its own tools name."""
        known, pack = assistant.toolbox, assistant.pack
        outside = OutsideTools(pack, environment)
        return cls(pack, known.catalog, known.search, known.phrases, known.prices, outside, known.sends_email)

    def tools_for(self, specialist: Specialist) -> Mapping[str, Tool]:
        """The tools that the specialist names and this business has now, by name, always in the same order."""
        return {tool.spec.name: tool for name in specialist.tools for tool in self._named(name)}

    def _named(self, name: str) -> Iterable[Tool]:
        if name in self._builtin:
            return (self._builtin[name],)
        return self.outside.named(name) if self.outside else ()
