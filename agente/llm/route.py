"""Whom can a question be put to? To a model at a provider, as long as its breaker lets it through."""

from dataclasses import dataclass
from datetime import datetime

from agente.llm.breaker import Breaker
from agente.llm.provider import Provider


@dataclass(slots=True, eq=False)
class Route:
    """One model at one provider, and how it has been doing."""

    provider: Provider
    model: str
    breaker: Breaker
    last_success_at: datetime | None = None
    last_error: str | None = None  # an `LLMError.kind`; None after a success
