"""Is it well? Each dependency is asked, once a second at most however many want to know."""

import asyncio
import time
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection, text

from agente.errors import Unavailable
from agente.llm.health import overall, provider_health
from agente.observability.metrics import DEPENDENCY_UP
from agente.storage.database import Database

if TYPE_CHECKING:
    from agente.llm.chain import Chain
    from agente.storage.redis import Redis

Status = Literal["healthy", "degraded", "unhealthy", "disabled"]

GOOD_FOR_S = 1.0
DATABASE_WITHIN_S = 3.0  # an answer that comes later helps no customer, and who asks must not hang


@dataclass(frozen=True, slots=True)
class Dependency:
    status: Status
    latency_ms: float | None = None  # None: nothing was asked


@dataclass(frozen=True, slots=True)
class State:
    dependencies: Mapping[str, Dependency]

    @property
    def status(self) -> Status:
        """Only the database is indispensable: what else is away makes it degraded."""
        if self.dependencies["database"].status == "unhealthy":
            return "unhealthy"
        impaired = any(found.status in ("degraded", "unhealthy") for found in self.dependencies.values())
        return "degraded" if impaired else "healthy"


class Checks:
    def __init__(self, database: Database, redis: "Redis | None", model: "Chain | None") -> None:
        self._database = database
        self._redis = redis
        self._model = model
        self._one_at_a_time = asyncio.Lock()
        self._known: State | None = None
        self._known_at = 0.0

    async def look(self) -> State:
        """The state, at most a second old."""
        async with self._one_at_a_time:
            if self._known is None or time.monotonic() - self._known_at > GOOD_FOR_S:
                database, redis = await asyncio.gather(_timed(self._database_answers()), self._look_at_redis())
                self._known = State({"database": database, "redis": redis, "llm": self._look_at_models()})
                self._known_at = time.monotonic()
                DEPENDENCY_UP.labels("database").set(database.status == "healthy")
            return self._known

    async def _database_answers(self) -> bool:
        try:
            async with asyncio.timeout(DATABASE_WITHIN_S):
                await self._database.read(_revision)
        except (Unavailable, TimeoutError):
            return False
        return True

    async def _look_at_redis(self) -> Dependency:
        return Dependency("disabled") if self._redis is None else await _timed(self._redis.is_up())

    def _look_at_models(self) -> Dependency:
        if self._model is None:
            return Dependency("disabled")
        return Dependency(overall(provider_health(self._model.routes)))


async def _timed(answers: Awaitable[bool]) -> Dependency:
    began = time.perf_counter()
    status: Status = "healthy" if await answers else "unhealthy"
    return Dependency(status, round((time.perf_counter() - began) * 1000, 2))


def _revision(connection: Connection) -> None:
    connection.execute(text("SELECT version_num FROM alembic_version"))  # touches the file; SELECT 1 does not
