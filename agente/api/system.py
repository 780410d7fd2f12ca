"""`/health*` and `/version`: is it well, and what is it?"""

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy import Connection, text

from agente import __version__
from agente.api.dependencies import parts_of
from agente.api.parts import Parts
from agente.errors import Unavailable
from agente.kit.serialization import dumps

router = APIRouter(tags=["system"])


class Health(BaseModel):
    status: Literal["healthy", "degraded", "unhealthy"]
    version: str


class Version(BaseModel):
    version: str
    pack: str
    pack_version: str


@router.get("/health", response_model=Health, responses={503: {"model": Health, "description": "Unhealthy."}})
@router.get("/health/ready", response_model=Health, responses={503: {"model": Health, "description": "Unhealthy."}})
@router.get("/health/db", response_model=Health, responses={503: {"model": Health, "description": "Unhealthy."}})
async def health(request: Request) -> Response:
    """Whether conversations can be served now: the database answers."""
    return await _health(parts_of(request))


@router.get("/health/live", response_model=Health)
async def live() -> Health:
    """Whether the process itself runs; says nothing of its dependencies, so that their failure restarts nobody."""
    return Health(status="healthy", version=__version__)


@router.get("/version", response_model=Version)
async def version(request: Request) -> Version:
    pack = parts_of(request).served.pack
    return Version(version=__version__, pack=pack.name, pack_version=pack.version)


async def _health(parts: Parts) -> Response:
    try:
        await parts.database.read(_answers)
    except Unavailable:
        return _rendered(Health(status="unhealthy", version=__version__), 503)
    return _rendered(Health(status="healthy", version=__version__), 200)


def _rendered(health: Health, status: int) -> Response:
    return Response(dumps(health.model_dump()), status, media_type="application/json")


def _answers(connection: Connection) -> None:
    connection.execute(text("SELECT version_num FROM alembic_version"))  # touches the file; SELECT 1 does not
