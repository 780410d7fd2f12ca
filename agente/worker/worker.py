"""The background loop: shares events out, has a courier for each destination, and looks after what waits.

Several workers on one database share the work; whatever one of them held when it died, another takes over when the
lease ends.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from agente.kit.clock import utc_now
from agente.kit.ids import new_id
from agente.outbox import service as outbox
from agente.outbox.ports import Destination
from agente.packs.pack import Pack
from agente.settings import Settings
from agente.storage.database import Database
from agente.worker.courier import Courier
from agente.worker.destinations import renewable, renewable_periodic
from agente.worker.periodic import Periodic
from agente.worker.watch import Watch

if TYPE_CHECKING:  # imported only where it is used: it takes 0.1 s
    from agente.storage.redis import Redis
    from agente.worker.retry_queue import RetryQueue

log = structlog.get_logger()

POLL_S = 0.5
WATCH_EVERY_S = 2.0
RENEW_EVERY_S = 30.0  # at most, while a vendor refuses our credentials
STOP_WITHIN_S = 10.0  # what is being sent may be finished; what is not, another worker takes up


class Worker:
    def __init__(
        self,
        database: Database,
        build: Callable[[], Sequence[Destination]],
        *,
        periodic: Callable[[], Sequence[Periodic]] = list,
        enabled: bool = True,
        queue: "RetryQueue | None" = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """`build` makes the destinations of the settings and the pack as they are when it is called, `periodic` what is
        done again and again beside them.

        Not `enabled`, it sends nothing and what comes in waits; it is counted all the same.
        """
        self._database = database
        self._build = build
        self._build_periodic = periodic
        self._periodic: list[Periodic] = []
        self._enabled = enabled
        self._clock = clock
        self._token = new_id()
        self._watch = Watch(database, queue, clock)
        self._couriers: dict[str, Courier] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()
        self._renewed_at = 0.0

    def start(self) -> None:
        """Begins, in the loop that runs."""
        self._tasks["watch"] = asyncio.create_task(self._repeat(self._look, WATCH_EVERY_S))
        if not self._enabled:
            log.warning("integrations are off, what goes out waits", setting="ENABLE_INTEGRATIONS")
            return
        self._adopt(self._build())
        self._begin_periodic()
        self._tasks["share"] = asyncio.create_task(self._repeat(self._share))
        log.info("worker started", destinations=sorted(self._couriers))

    def renew(self) -> None:
        """Takes up the settings and the pack as they are now. What cannot be used is logged, and the old ones stay."""
        if not self._enabled or self._stopping.is_set():
            return
        self._renewed_at = asyncio.get_running_loop().time()
        try:
            built = self._build()
        except Exception:
            log.exception("destinations not renewed, the ones before go on")
            return
        self._adopt(built)
        self._begin_periodic()
        log.info("destinations renewed", destinations=sorted(self._couriers))

    async def stop(self) -> None:
        """Lets what is being sent finish, within limits."""
        self._stopping.set()
        if self._tasks:
            _, unfinished = await asyncio.wait(self._tasks.values(), timeout=STOP_WITHIN_S)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)
        for courier in self._couriers.values():
            await courier.close()
        for periodic in self._periodic:
            await periodic.close()

    def _adopt(self, destinations: Sequence[Destination]) -> None:
        """One that is configured no longer keeps its courier, with the old settings, until the process starts again."""
        for destination in destinations:
            name = destination.name
            if name in self._couriers:
                self._couriers[name].replace(destination)
                continue
            courier = Courier(self._database, destination, self._token, self._clock)
            self._couriers[name] = courier
            self._tasks[name] = asyncio.create_task(self._repeat(courier.step))

    def _begin_periodic(self) -> None:
        """Anew with the settings of now; what ran with those before ends."""
        for old in self._periodic:
            self._tasks.pop(old.name).cancel()
            self._tasks[f"close {old.name}"] = asyncio.create_task(old.close())
        self._periodic = list(self._build_periodic())
        for one in self._periodic:
            self._tasks[one.name] = asyncio.create_task(self._repeat(one.step, one.every_s))

    async def _share(self) -> bool:
        destinations = [courier.destination for courier in self._couriers.values()]
        return await self._database.write(outbox.share_out, destinations, self._clock()) > 0

    async def _look(self) -> bool:
        await self._watch.step()
        refused = any(courier.refused_key for courier in self._couriers.values())
        if refused and asyncio.get_running_loop().time() - self._renewed_at >= RENEW_EVERY_S:
            self.renew()
        return False

    async def _repeat(self, step: Callable[[], Awaitable[bool]], every_s: float = POLL_S) -> None:
        """Until the worker stops: again at once while there is something to do, else after a rest."""
        while not self._stopping.is_set():
            try:
                busy = await step()
            except Exception:
                log.exception("worker step failed, trying again")
                busy = False
            if not busy:
                with suppress(TimeoutError):
                    async with asyncio.timeout(every_s):
                        await self._stopping.wait()


def make_worker(settings: Settings, pack: Callable[[], Pack], database: Database, redis: "Redis | None") -> Worker:
    """The worker of this process; it is started in the loop that runs it."""
    queue = None
    if redis:
        from agente.worker.retry_queue import RetryQueue

        queue = RetryQueue(redis)
    build, periodic = renewable(settings, pack, database), renewable_periodic(settings, pack, database)
    return Worker(database, build, periodic=periodic, enabled=settings.enable_integrations, queue=queue)
