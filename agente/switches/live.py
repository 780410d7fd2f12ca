"""What is switched now, in memory: read from the database every few seconds, asked by every request."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence

import structlog
from sqlalchemy import Connection

from agente.errors import Unavailable
from agente.observability.metrics import MAINTENANCE_MODE
from agente.settings import MaintenanceMode
from agente.storage.database import Database
from agente.switches.service import MAINTENANCE, Maintenance, Switch, maintenance_of, switches

log = structlog.get_logger()

FOLLOW_EVERY_S = 2.0
LEVELS: Mapping[MaintenanceMode, int] = {"off": 0, "partial": 1, "full": 2}


class LiveSwitches:
    """`appliers` carry a setting's value to whoever uses it; `own` is what this process was started with."""

    def __init__(
        self,
        maintenance: MaintenanceMode,
        own: Mapping[str, object],
        appliers: Mapping[str, Callable[[object], None]],
    ) -> None:
        self._started_in = maintenance
        self._own = own
        self._appliers = appliers
        self._applied = dict(own)
        self._enter(Maintenance(maintenance))

    @property
    def maintenance(self) -> Maintenance:
        return self._maintenance

    async def follow(self, database: Database) -> None:
        """Keeps up with what operators change, for ever; while the database is away everything stays as it is."""
        while True:
            with contextlib.suppress(Unavailable):
                await self.refresh(database)
            await asyncio.sleep(FOLLOW_EVERY_S)

    async def refresh(self, database: Database) -> None:
        self._take(await database.read(switches))

    def load(self, connection: Connection) -> None:
        """Takes what is switched at start."""
        self._take(switches(connection))

    def _take(self, found: Sequence[Switch]) -> None:
        now = maintenance_of(found, self._started_in)
        if now != self._maintenance:
            log.warning("maintenance changed", mode=now.mode, until=now.until.isoformat() if now.until else None)
            self._enter(now)
        wanted = dict(self._own) | {switch.name: switch.value for switch in found if switch.name != MAINTENANCE}
        for name, apply in self._appliers.items():
            if wanted[name] != self._applied[name]:
                log.warning("setting changed", setting=name, value=wanted[name])
                apply(wanted[name])
                self._applied[name] = wanted[name]

    def _enter(self, maintenance: Maintenance) -> None:
        self._maintenance = maintenance
        MAINTENANCE_MODE.set(LEVELS[maintenance.mode])
