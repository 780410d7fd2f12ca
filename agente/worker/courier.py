"""How do deliveries reach one destination? In batches, one an object, spaced as the vendor allows, until each is done.

No database connection is held while a vendor is asked. What one attempt left unknown is tried again, with the same key.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from agente.kit.clock import utc_now
from agente.observability.metrics import DELIVERIES
from agente.outbox import service as outbox
from agente.outbox.errors import BadCredentials, NotDelivered, TryLater
from agente.outbox.ports import Destination
from agente.outbox.service import Leased, Settled
from agente.storage.database import Database
from agente.worker.breaker import VendorBreaker

log = structlog.get_logger()

AT_ONCE = 16
BATCH_S = 5.0  # what a slow vendor takes in this time is a batch: far less than a lease
DELIVER_WITHIN_S = 30.0  # half a lease
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=30)
VENDOR_WAIT = timedelta(minutes=2)  # of one that failed because the vendor was away: once it is back, all leaves
MOST_FAILURES = 56  # about a day: 9 doubled waits, then every half hour
CRM_PUT_OFF = "CRM fallback active: CRM unavailable, queuing for retry"  # the runbook looks for both halves


class Courier:
    def __init__(
        self, database: Database, destination: Destination, token: str, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """`token` is the worker's, for its leases."""
        self.destination = destination
        self.refused_key = False  # whether the vendor did not accept our credentials when it was last asked
        self._database = database
        self._token = token
        self._clock = clock
        self._breaker = VendorBreaker(clock)
        self._next_call = 0.0
        self._successor: Destination | None = None

    def replace(self, destination: Destination) -> None:
        """Takes another destination of the same name, with new settings, once what is under way is done."""
        self._successor = destination

    async def step(self) -> bool:
        """Sends what is due; returns whether there was anything. Raises `Unavailable` without the database."""
        await self._take_over()
        if self._breaker.pause:
            return False
        to = self.destination
        most = 1 if self._breaker.open else max(1, min(AT_ONCE, int(to.per_second * BATCH_S)))
        batch = await self._database.write(
            outbox.lease_due, to.name, self._token, self._clock(), most, latest_only=to.latest_only
        )
        if not batch:
            return False
        settled = await asyncio.gather(*map(self._send, batch))
        await self._database.write(outbox.settle, to.name, self._token, settled, self._clock())
        self._tell(settled)
        return True

    async def close(self) -> None:
        await self._take_over()
        await self.destination.close()

    async def _take_over(self) -> None:
        if self._successor:
            old, self.destination, self._successor = self.destination, self._successor, None
            self.refused_key = False
            self._breaker = VendorBreaker(self._clock)
            await old.close()

    async def _send(self, delivery: Leased) -> Settled:
        await self._space()
        if self._breaker.pause:
            return Settled(delivery, "pending", self._clock(), delivery.failures, delivery.attempts, untried=True)
        try:
            async with asyncio.timeout(DELIVER_WITHIN_S):
                receipt = await self.destination.deliver(delivery)
        except NotDelivered as error:
            return self._failed(delivery, error)
        except TimeoutError:
            return self._failed(delivery, TryLater("Timeout waiting for response"))
        except Exception as error:
            log.exception("delivery failed by a mistake of ours", delivery_id=delivery.id)
            return self._failed(delivery, TryLater(f"internal error: {type(error).__name__}", vendor=False))
        self._breaker.succeeded()
        self.refused_key = False
        return Settled(delivery, "done", self._clock(), attempts=delivery.attempts + 1, receipt=receipt)

    async def _space(self) -> None:
        now = asyncio.get_running_loop().time()
        mine = max(self._next_call, now)
        self._next_call = mine + 1 / self.destination.per_second
        await asyncio.sleep(mine - now)

    def _failed(self, delivery: Leased, error: NotDelivered) -> Settled:
        attempts, failures = delivery.attempts + 1, delivery.failures
        if not isinstance(error, TryLater):
            self._breaker.succeeded()
            return Settled(delivery, "dead", self._clock(), failures, attempts, error.reason)
        vendor_away = error.vendor and (self._breaker.open or isinstance(error, BadCredentials))
        if error.vendor:
            self._breaker.failed(error.after)
            self.refused_key = isinstance(error, BadCredentials)
        if not vendor_away:
            # A vendor that took the one before may dislike this one, whatever it says. A day of that is enough;
            # while it takes nothing at all, nothing is given up.
            failures += 1
        if failures >= MOST_FAILURES:
            return Settled(delivery, "dead", self._clock(), failures, attempts, error.reason)
        longest = VENDOR_WAIT if error.vendor else LONGEST_WAIT
        wait = max(error.after or timedelta(0), _jittered(min(FIRST_WAIT * 2 ** min(attempts - 1, 10), longest)))
        return Settled(delivery, "pending", self._clock() + wait, failures, attempts, error.reason)

    def _tell(self, settled: Sequence[Settled]) -> None:
        name = self.destination.name
        for one in settled:
            if one.untried:
                continue
            outcome = "put_off" if one.outcome == "pending" else one.outcome
            DELIVERIES.labels(name, outcome).inc()
            told = {
                "destination": name,
                "delivery": one.delivery.event,
                "delivery_id": one.delivery.id,
                "attempts": one.attempts,
                "reason": one.reason,
            }
            if outcome == "dead":
                log.error("delivery parked, a person has to look", **told)
            elif outcome == "put_off":
                log.warning(CRM_PUT_OFF if name == "crm" else "delivery put off", **told)


def _jittered(wait: timedelta) -> timedelta:
    return wait * random.uniform(0.75, 1.25)  # noqa: S311 - spreads retries, no secret
