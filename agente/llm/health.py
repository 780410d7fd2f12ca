"""How are the providers? From the calls that were made; nobody is asked for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from agente.llm.breaker import State
from agente.llm.messages import Tier
from agente.llm.route import Route

Status = Literal["healthy", "degraded", "unhealthy"]
FAILURES_TO_BE_UNHEALTHY = 2  # in a row; one alone may be an accident
WORST_FIRST: Sequence[State] = ("open", "half-open", "closed")


@dataclass(frozen=True, slots=True)
class ProviderHealth:
    provider: str
    status: Status
    breaker: State  # of the model that is worst off
    models: Sequence[str]
    last_success_at: datetime | None  # None: no answer yet
    last_error: str | None  # an `LLMError.kind`; None while all is well


def provider_health(routes: Mapping[Tier, Sequence[Route]]) -> list[ProviderHealth]:
    """One for each provider, the preferred one first."""
    by_provider: dict[str, list[Route]] = {}
    for route in dict.fromkeys(route for of_tier in routes.values() for route in of_tier):
        by_provider.setdefault(route.provider.name, []).append(route)
    return [_of(name, known) for name, known in by_provider.items()]


def overall(providers: Sequence[ProviderHealth]) -> Status:
    """Unhealthy only when nobody is left to be asked."""
    states = {provider.status for provider in providers}
    if states == {"unhealthy"}:
        return "unhealthy"
    return "healthy" if states == {"healthy"} else "degraded"


def _of(name: str, routes: Sequence[Route]) -> ProviderHealth:
    worst = min(routes, key=lambda route: (WORST_FIRST.index(route.breaker.state), -route.breaker.failures))
    failures = max(route.breaker.failures for route in routes)
    breaker = worst.breaker.state
    down = breaker == "open" or failures >= FAILURES_TO_BE_UNHEALTHY
    return ProviderHealth(
        provider=name,
        status="unhealthy" if down else "degraded" if failures or breaker != "closed" else "healthy",
        breaker=breaker,
        models=[route.model for route in routes],
        last_success_at=max((route.last_success_at for route in routes if route.last_success_at), default=None),
        last_error=next((route.last_error for route in (worst, *routes) if route.last_error), None),
    )
