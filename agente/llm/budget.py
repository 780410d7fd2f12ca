"""How much may still be spent on models today? Past the limit answers become cheaper, never absent."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection

from agente.kit.clock import bounds_of_day, utc_now
from agente.llm import service
from agente.llm.messages import Attempt
from agente.observability.metrics import BUDGET_SHARE, COST_TODAY
from agente.storage.database import Database

log = structlog.get_logger()

Level = Literal["normal", "warning", "simple", "local"]

REFRESH_EVERY_S = 30.0  # how long the processes that share a database may disagree
WARNING_AT = 0.8
SIMPLE_AT = 1.0
# At today's prices a simple model costs a tenth of a default one or less, so that the fifth above the limit carries
# twice as many turns as the limit did. Past that it is a fault or an attack, and only the local engine costs nothing.
LOCAL_AT = 1.2

# From which share of the limit on which level holds, and what the log says once a day when it is reached.
STEPS: tuple[tuple[float, Level, str], ...] = (
    (LOCAL_AT, "local", "COST budget 120% spent, local engine only"),
    (SIMPLE_AT, "simple", "COST budget 100% spent, simple model only"),
    (WARNING_AT, "warning", "COST budget 80% spent"),
)


class DailyBudget:
    """What is spent today, from midnight to midnight of `zone`, and what follows from it.

    Money spent does not come back, so the larger of what this process counted and what the database has is true: calls
    of a turn under way are not in the database yet, those of other processes are nowhere else.
    """

    def __init__(self, limit_usd: float | None, zone: ZoneInfo, now: Callable[[], datetime] = utc_now) -> None:
        self.limit_usd = limit_usd
        self._zone = zone
        self._now = now
        self._begin_day()

    @property
    def spent_usd(self) -> float:
        self._keep_day()
        return self._spent

    def level(self) -> Level:
        """What may be asked now: `simple` means the simple model alone, `local` no model. Costs no I/O."""
        self._keep_day()
        return self._level

    def count(self, attempts: Iterable[Attempt]) -> None:
        """Adds calls that were made; those without a known price count nothing."""
        self._keep_day()
        self._set_spent(self._spent + sum(attempt.cost_usd or 0.0 for attempt in attempts))

    def load(self, connection: Connection) -> None:
        """Takes in what was spent today before this process started."""
        self._take_in(service.spent_between(connection, self._since, self._until))

    async def follow(self, database: Database) -> None:
        """Takes in what all processes have spent, every half a minute, for ever.

        While the database is away, this process's own count goes on.
        """
        while True:
            await asyncio.sleep(REFRESH_EVERY_S)
            try:
                await self.refresh(database)
            except Exception:
                log.exception("COST budget not refreshed, counting alone")

    async def refresh(self, database: Database) -> None:
        self._keep_day()
        since = self._since
        stored = await database.read(service.spent_between, since, self._until)
        if since == self._since:  # else midnight passed meanwhile, and the sum is yesterday's
            self._take_in(stored)

    def _take_in(self, stored: float) -> None:
        self._set_spent(max(self._spent, stored))

    def _keep_day(self) -> None:
        if self._now() >= self._until:
            self._begin_day()

    def _begin_day(self) -> None:
        self._since, self._until = bounds_of_day(self._now().astimezone(self._zone).date(), self._zone)
        self._told: set[Level] = set()
        self._set_spent(0.0)

    def _set_spent(self, spent: float) -> None:
        self._spent = spent
        share = spent / self.limit_usd if self.limit_usd else 0.0
        COST_TODAY.set(spent)
        BUDGET_SHARE.set(share)
        self._level: Level = "normal"
        for at, level, phrase in STEPS:
            if share >= at:
                self._level = level
                self._tell(level, phrase)
                break

    def _tell(self, level: Level, phrase: str) -> None:
        if level not in self._told:
            self._told.add(level)
            log.warning(phrase, spent_usd=round(self._spent, 4), budget_usd=self.limit_usd)
