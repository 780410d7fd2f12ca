"""`/health*` and `/version`: is it well, and what is it?"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from agente import __version__
from agente.api.dependencies import parts_of
from agente.api.health import State, Status
from agente.api.parts import Parts
from agente.kit.serialization import dumps
from agente.llm.health import overall, provider_health
from agente.settings import MaintenanceMode

router = APIRouter(tags=["system"])

Mode = Literal["providers", "fallback", "local"]


class Health(BaseModel):
    status: Status
    version: str


class DependencyHealth(BaseModel):
    """`latency_ms` is null where nothing was asked: the models are judged by the calls that were made."""

    status: Status
    latency_ms: float | None


class FullHealth(Health):
    """`degraded`: conversations are served, something that makes them better or faster is away."""

    pack: str
    pack_version: str
    maintenance: MaintenanceMode
    integrations: Literal["on", "off"] = Field(description="off: by ENABLE_INTEGRATIONS; what goes out waits.")
    dependencies: Mapping[str, DependencyHealth]


class ProviderHealth(BaseModel):
    provider: str
    status: Status
    breaker: Literal["closed", "half-open", "open"]
    models: Sequence[str]
    last_success_at: datetime | None
    last_error: str | None


class ModelHealth(Health):
    """`mode`: who answers. providers: language models; fallback: none, by FALLBACK_MODE; local: none is set up."""

    mode: Mode
    providers: list[ProviderHealth]


class Version(BaseModel):
    version: str


@router.get("/health", response_model=FullHealth, responses={503: {"model": FullHealth, "description": "Unhealthy."}})
async def health(request: Request) -> Response:
    """Whether conversations can be served now: the database answers. Looked at once a second at most.

    It is degraded without Redis, and while ENABLE_INTEGRATIONS is false.
    """
    parts = parts_of(request)
    state = await parts.health.look()
    pack = parts.served.pack
    integrated = parts.settings.enable_integrations
    told = FullHealth(
        status=state.status if integrated or state.status == "unhealthy" else "degraded",
        version=__version__,
        pack=pack.name,
        pack_version=pack.version,
        maintenance=parts.switches.maintenance.mode,
        integrations="on" if integrated else "off",
        dependencies={
            name: DependencyHealth(status=found.status, latency_ms=found.latency_ms)
            for name, found in state.dependencies.items()
        },
    )
    return _rendered(told, _code(state))


@router.get("/health/ready", response_model=Health, responses={503: {"model": Health, "description": "Unhealthy."}})
async def ready(request: Request) -> Response:
    """Whether to send it work: not without its database, nor once it has been asked to stop."""
    parts = parts_of(request)
    if parts.activity.draining:
        return _rendered(Health(status="unhealthy", version=__version__), 503)
    state = await parts.health.look()
    return _rendered(Health(status=state.status, version=__version__), _code(state))


@router.get("/health/db", response_model=Health, responses={503: {"model": Health, "description": "Unhealthy."}})
async def health_of_database(request: Request) -> Response:
    """Whether the database answers."""
    return await _one(parts_of(request), "database")


@router.get("/health/live", response_model=Health)
async def live() -> Health:
    """Whether the process itself runs; says nothing of its dependencies, so that their failure restarts nobody."""
    return Health(status="healthy", version=__version__)


@router.get("/health/redis", response_model=Health, responses={503: {"model": Health, "description": "Unhealthy."}})
async def health_of_redis(request: Request) -> Response:
    """Whether Redis can be used now; `disabled` where none is set up. Conversations are served without it too."""
    return await _one(parts_of(request), "redis")


@router.get(
    "/health/llm", response_model=ModelHealth, responses={503: {"model": ModelHealth, "description": "Unhealthy."}}
)
async def health_of_models(request: Request) -> Response:
    """How the language models are, by the calls that were made. Without them the local engine still answers."""
    parts = parts_of(request)
    if parts.model is None:
        forced = parts.settings.fallback_mode
        status: Status = "degraded" if forced else "healthy"
        mode: Mode = "fallback" if forced else "local"
        return _rendered(ModelHealth(status=status, version=__version__, mode=mode, providers=[]), 200)
    found = provider_health(parts.model.routes)
    told = [ProviderHealth.model_validate(provider, from_attributes=True) for provider in found]
    status = overall(found)
    health = ModelHealth(status=status, version=__version__, mode="providers", providers=told)
    return _rendered(health, 503 if status == "unhealthy" else 200)


@router.get("/version", response_model=Version)
async def version() -> Version:
    """The same version as in `/health`, where the pack's is too."""
    return Version(version=__version__)


async def _one(parts: Parts, dependency: str) -> Response:
    status = (await parts.health.look()).dependencies[dependency].status
    return _rendered(Health(status=status, version=__version__), 503 if status == "unhealthy" else 200)


def _code(state: State) -> int:
    return 503 if state.status == "unhealthy" else 200


def _rendered(health: Health, status: int) -> Response:
    return Response(dumps(health.model_dump()), status, media_type="application/json")
