"""A loaded pack: what the rest of the system may know of one business."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from agente.packs.hours import BusinessHours
from agente.packs.models import (
    AgentOverride,
    Business,
    CrmMapping,
    EvalConversation,
    IntentName,
    Locale,
    LocalText,
    MailRules,
    Policies,
    Product,
    Qualification,
    Scenario,
    SpecialistName,
    Tools,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One headed piece of a knowledge document, small enough to be an answer."""

    document: str  # relative to the pack, such as "knowledge/entrega.md"
    heading: str  # the whole way down, such as "Entrega > Prazos"
    text: str  # Markdown, without the heading
    locale: Locale | None = None  # None: the pack's default
    url: str | None = None

    @property
    def title(self) -> str:
        """Its own heading, without those above it."""
        return title_of(self.heading)


def title_of(heading: str) -> str:
    """The last part of a passage's heading: "Prazos" of "Entrega > Prazos"."""
    return heading.rpartition(" > ")[2]


@dataclass(frozen=True, slots=True)
class EvalCase:
    """A conversation test, and where each of its turns stands."""

    conversation: EvalConversation
    file: str  # relative to the pack, such as "evals/precos.yaml"
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ScenarioCase:
    scenario: Scenario
    file: str  # relative to the pack, such as "evals/scenarios/compras.yaml"


@dataclass(frozen=True, slots=True)
class Pack:
    """One business, valid and immutable."""

    path: Path
    version: str  # the first 12 hex digits of the SHA-256 over all files
    business: Business
    hours: BusinessHours | None
    products: tuple[Product, ...] = ()
    attribute_names: Mapping[str, Mapping[Locale, str]] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    qualification: Qualification | None = None
    responses: Mapping[str, Mapping[Locale, Sequence[str]]] = field(default_factory=dict)
    intent_examples: Mapping[IntentName, Mapping[Locale, Sequence[str]]] = field(default_factory=dict)
    specialists: Mapping[SpecialistName, AgentOverride] = field(default_factory=dict)
    policies: Policies = field(default_factory=Policies)
    tools: Tools = field(default_factory=Tools)
    crm: CrmMapping = field(default_factory=CrmMapping)
    mail: MailRules = field(default_factory=MailRules)
    evals: tuple[EvalCase, ...] = ()
    scenarios: tuple[ScenarioCase, ...] = ()

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def default_locale(self) -> Locale:
        return self.business.locales[0]

    def localize(self, text: LocalText, locale: Locale) -> str:
        """The text in `locale`, else in the pack's default locale, else in whichever it has."""
        if isinstance(text, str):
            return text
        return text.get(locale) or text.get(self.default_locale) or next(iter(text.values()))
