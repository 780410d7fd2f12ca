"""What is measured from time to time, so that nobody who reads the metrics waits for it."""

import asyncio
import time
from datetime import timedelta

import structlog
from sqlalchemy import Connection

from agente.api.parts import Parts
from agente.conversations import service as conversations
from agente.kit.clock import utc_now
from agente.observability.metrics import (
    ACTIVE_USERS,
    CSAT,
    INTENT_ACCURACY,
    INTENT_ACCURACY_BOUND,
    LOOP_LAG,
    POOL_IN_USE,
    POOL_SIZE,
)
from agente.ratings import service as ratings
from agente.reviews import service as reviews
from agente.reviews.service import WINDOW, Accuracy
from agente.storage.database import Database
from agente.worker.watch import Watch

log = structlog.get_logger()

COUNT_EVERY_S = 15.0  # as often as Prometheus asks
LOOK_EVERY_S = 0.5
LAG_FADES = 0.9  # of the worst delay, at each look: a short one is still seen by the next scrape
USERS_WITHIN = timedelta(minutes=5)
RATINGS_WITHIN = timedelta(days=7)


async def count(parts: Parts) -> None:
    """Asks the database, for ever; one aggregate each. What waits in the outbox too, where no worker here counts it."""
    waiting = None if parts.worker else Watch(parts.database)
    while True:
        try:
            users, score, accuracy = await parts.database.read(_aggregates)
            ACTIVE_USERS.set(users)
            CSAT.set(score)
            _tell_accuracy(accuracy)
            if waiting:
                await waiting.step()
            await parts.health.look()
        except Exception:
            log.exception("gauges not counted, trying again")
        await asyncio.sleep(COUNT_EVERY_S)


async def watch(database: Database) -> None:
    """Looks at this process, for ever: how late its loop wakes up, how busy its connections are."""
    POOL_SIZE.set(database.connections)
    lag_s = 0.0
    while True:
        began = time.perf_counter()
        await asyncio.sleep(LOOK_EVERY_S)
        lag_s = max(time.perf_counter() - began - LOOK_EVERY_S, lag_s * LAG_FADES)
        LOOP_LAG.set(lag_s)
        POOL_IN_USE.set(database.connections_in_use)


def _tell_accuracy(accuracy: Accuracy | None) -> None:
    """Without enough reviews there is no series: an alarm on nothing would be a false one."""
    if accuracy is None:
        INTENT_ACCURACY.clear()
        INTENT_ACCURACY_BOUND.clear()
        return
    INTENT_ACCURACY.labels(f"{WINDOW.days}d").set(accuracy.share)
    INTENT_ACCURACY_BOUND.labels("low").set(accuracy.low)
    INTENT_ACCURACY_BOUND.labels("high").set(accuracy.high)


def _aggregates(connection: Connection) -> tuple[int, float, Accuracy | None]:
    now = utc_now()
    users = conversations.writers_since(connection, now - USERS_WITHIN)
    return users, ratings.mean_since(connection, now - RATINGS_WITHIN), reviews.accuracy(connection)
