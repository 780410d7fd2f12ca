"""Which specialist serves an intent, in this business?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from agente.agents.specialists.aftersales import AFTERSALES
from agente.agents.specialists.concierge import CONCIERGE
from agente.agents.specialists.privacy import PRIVACY
from agente.agents.specialists.sales import SALES
from agente.agents.specialists.scheduling import SCHEDULING
from agente.agents.specialists.spec import Specialist
from agente.agents.specialists.support import SUPPORT
from agente.packs.models import AgentOverride, IntentName, SpecialistName

SPECIALISTS = (SALES, SUPPORT, SCHEDULING, AFTERSALES, CONCIERGE, PRIVACY)


class Registry:
    """The specialists with a pack's changes.

    An intent that a pack gives to one specialist is taken from the others; one that it leaves to none is the
    concierge's.
    """

    def __init__(self, overrides: Mapping[SpecialistName, AgentOverride]) -> None:
        claimed = {intent for override in overrides.values() for intent in override.intents or ()}
        self._specialists = {
            specialist.name: _apply(specialist, overrides.get(specialist.name), claimed) for specialist in SPECIALISTS
        }
        self._by_intent = {intent: specialist for specialist in self for intent in specialist.intents}

    def __iter__(self) -> Iterator[Specialist]:
        return iter(self._specialists.values())

    def __getitem__(self, name: SpecialistName) -> Specialist:
        return self._specialists[name]

    def serving(self, intent: IntentName) -> Specialist:
        return self._by_intent.get(intent, self._specialists["concierge"])


def _apply(specialist: Specialist, override: AgentOverride | None, claimed: set[IntentName]) -> Specialist:
    if override is None:
        return replace(specialist, intents=specialist.intents - claimed)
    return replace(
        specialist,
        intents=specialist.intents - claimed if override.intents is None else frozenset(override.intents),
        tools=specialist.tools if override.tools is None else tuple(override.tools),
        model=override.model or specialist.model,
    )
