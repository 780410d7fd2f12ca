"""`/health*` and `/version`: is it well, and what is it?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlalchemy import Connection, text

from agente import __version__
from agente.api.dependencies import parts_of
from agente.api.parts import Parts
from agente.errors import Unavailable
from agente.kit.serialization import dumps
from agente.llm.health import overall, provider_health

router = APIRouter(tags=["system"])


Status = Literal["healthy", "degraded", "unhealthy", "disabled"]
Mode = Literal["providers", "fallback", "local"]


class Health(BaseModel):
    status: Status
    version: str
    integrations: Literal["off"] | None = Field(None, description="off: by ENABLE_INTEGRATIONS; what goes out waits.")


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
    pack: str
    pack_version: str


@router.get("/health", response_model=Health, responses={503: {"model": Health, "description": "Unhealthy."}})
@router.get("/health/ready", response_model=Health, responses={503: {"model": Health, "description": "Unhealthy."}})
@router.get("/health/db", response_model=Health, responses={503: {"model": Health, "description": "Unhealthy."}})
async def health(request: Request) -> Response:
    """Whether conversations can be served now: the database answers.

    It is degraded without Redis, and while ENABLE_INTEGRATIONS is false.
    """
    return await _health(parts_of(request))


@router.get("/health/live", response_model=Health, response_model_exclude_none=True)
async def live() -> Health:
    """Whether the process itself runs; says nothing of its dependencies, so that their failure restarts nobody."""
    return Health(status="healthy", version=__version__)


@router.get("/health/redis", response_model=Health, responses={503: {"model": Health, "description": "Unhealthy."}})
async def health_of_redis(request: Request) -> Response:
    """Whether Redis can be used now; `disabled` where none is set up. Conversations are served without it too."""
    redis = parts_of(request).redis
    if redis is None:
        return _rendered(Health(status="disabled", version=__version__), 200)
    up = await redis.is_up()
    return _rendered(Health(status="healthy" if up else "unhealthy", version=__version__), 200 if up else 503)


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
async def version(request: Request) -> Version:
    pack = parts_of(request).served.pack
    return Version(version=__version__, pack=pack.name, pack_version=pack.version)


async def _health(parts: Parts) -> Response:
    try:
        await parts.database.read(_answers)
    except Unavailable:
        return _rendered(Health(status="unhealthy", version=__version__), 503)
    degraded = parts.redis is not None and not await parts.redis.is_up()
    off = not parts.settings.enable_integrations
    status: Status = "degraded" if degraded or off else "healthy"
    return _rendered(Health(status=status, version=__version__, integrations="off" if off else None), 200)


def _rendered(health: Health, status: int) -> Response:
    return Response(
        dumps(health.model_dump(exclude=None if health.integrations else {"integrations"})),
        status,
        media_type="application/json",
    )


def _answers(connection: Connection) -> None:
    connection.execute(text("SELECT version_num FROM alembic_version"))  # touches the file; SELECT 1 does not
