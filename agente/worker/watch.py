"""How much waits to leave? As figures for the alerts, and as the list in Redis that the runbook looks at."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from agente.kit.clock import utc_now
from agente.observability.metrics import OUTBOX_DEAD, OUTBOX_OLDEST, OUTBOX_PENDING
from agente.outbox import service as outbox
from agente.storage.database import Database

if TYPE_CHECKING:  # imported only where it is used: it takes 0.1 s
    from agente.worker.retry_queue import RetryQueue

EVENTS = "none"  # the label of what has no destination yet


class Watch:
    def __init__(
        self, database: Database, queue: "RetryQueue | None" = None, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock
        self._seen = {EVENTS}  # told from the start, at 0

    async def step(self) -> None:
        """Counts what waits and brings the list up to date; Redis may be away."""
        now = self._clock()
        waiting, ids = await self._database.read(_look, now)
        self._seen |= {destination for destination, _ in waiting}
        for destination in self._seen:
            number, oldest_at = waiting.get((destination, "pending"), (0, now))
            dead, _ = waiting.get((destination, "dead"), (0, now))
            OUTBOX_PENDING.labels(destination).set(number)
            OUTBOX_OLDEST.labels(destination).set(max((now - oldest_at).total_seconds(), 0))
            OUTBOX_DEAD.labels(destination).set(dead)
        if self._queue:
            await self._queue.show(ids)


def _look(connection: Connection, now: datetime) -> tuple[dict[tuple[str, str], tuple[int, datetime]], list[str]]:
    figures = {
        (row.destination or EVENTS, row.status): (row.number, row.oldest_at) for row in outbox.figures(connection)
    }
    return figures, outbox.waiting_ids(connection, "crm", now)
