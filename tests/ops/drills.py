"""What is broken for each alert of the runbook, and how it is mended."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from tests.ops.load import messages, requests
from tests.ops.monitored import Monitored, restart
from tests.ops.reviewing import review_turns
from tests.ops.stack import DATABASE
from tests.support.postgresql import Cluster
from tests.support.vendors import Asked, Reply, say
from tests.support.vendors.answering import agree

WELL, AT_THE_TABLE = "/v1/conversations?protocol=none", "/v1/leads?limit=1"
LOCK = "BEGIN; LOCK TABLE leads; SELECT pg_sleep(600)"
Doing = Callable[[Monitored], AbstractContextManager[Any]]


@dataclass(frozen=True, slots=True)
class Drill:
    """`fault` breaks something when it is entered and mends it when it is left; `load` goes on meanwhile and after."""

    alert: str
    fault: Doing
    what: str  # and
    remedy: str  # for the document
    load: Doing | None = None


@contextlib.contextmanager
def _replica_killed(monitored: Monitored) -> Iterator[None]:
    monitored.replicas[1].kill()
    try:
        yield
    finally:
        monitored.replicas[1].start()


@contextlib.contextmanager
def _database_stopped(monitored: Monitored) -> Iterator[None]:
    monitored.stack.cluster.stop()
    try:
        yield
    finally:
        monitored.stack.cluster.start()


@contextlib.contextmanager
def _redis_stopped(monitored: Monitored) -> Iterator[None]:
    monitored.stack.redis.kill()
    try:
        yield
    finally:
        monitored.stack.redis.start()


@contextlib.contextmanager
def _little_memory(monitored: Monitored) -> Iterator[None]:
    restart(monitored.replicas[1], MEMORY_LIMIT_MB="200")
    try:
        yield
    finally:
        restart(monitored.replicas[1], MEMORY_LIMIT_MB="2048")


@contextlib.contextmanager
def _wrong_intents(monitored: Monitored) -> Iterator[None]:
    review_turns(monitored.replicas[0], right=20, wrong=10)
    try:
        yield
    finally:
        review_turns(monitored.replicas[0], right=50)


def _models_take(seconds: float) -> Doing:
    def slowly(_: Asked) -> Reply:
        return say("Certo, posso ajudar com isso.", delay_s=seconds)

    @contextlib.contextmanager
    def provoke(monitored: Monitored) -> Iterator[None]:
        monitored.stack.vendors.answering = slowly
        try:
            yield
        finally:
            monitored.stack.vendors.answering = agree

    return provoke


@contextlib.contextmanager
def _table_locked(monitored: Monitored) -> Iterator[None]:
    """A forgotten transaction: who needs the table waits for it, and is told 503."""
    cluster = monitored.stack.cluster
    forgotten = threading.Thread(target=_hold_table, args=(cluster,))
    forgotten.start()
    try:
        yield
    finally:
        cluster.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = '{LOCK}'")
        forgotten.join()


def _hold_table(cluster: Cluster) -> None:
    with contextlib.suppress(RuntimeError):  # somebody ends it
        cluster.execute(LOCK, database=DATABASE)


def _requests(*, well: float, at_the_table: float) -> Doing:
    return lambda monitored: requests(monitored.replicas[0], {WELL: well, AT_THE_TABLE: at_the_table})


def _messages(monitored: Monitored) -> AbstractContextManager[None]:
    return messages(monitored.replicas[0], a_second=2)


RESTARTED = "A réplica é iniciada de novo"
QUICK_AGAIN = "O fornecedor volta ao normal"
LOCKED = "Tabela presa por uma transação esquecida: 503 em {} % dos pedidos"
ENDED = "`pg_terminate_backend`"
DRILLS = (
    Drill("SystemDown", _replica_killed, "`kill -9` em uma de duas réplicas", RESTARTED),
    Drill("DatabaseDown", _database_stopped, "PostgreSQL parado como numa queda", "PostgreSQL iniciado"),
    Drill("RedisDown", _redis_stopped, "Redis morto", "Redis iniciado"),
    Drill("HighErrorRate", _table_locked, LOCKED.format(25), ENDED, _requests(well=6, at_the_table=2)),
    Drill("ElevatedErrorRate", _table_locked, LOCKED.format(7), ENDED, _requests(well=18.6, at_the_table=1.4)),
    Drill("HighResponseTime", _models_take(12), "Modelo que responde em 12 s", QUICK_AGAIN, _messages),
    Drill("HighResponseTimeP95", _models_take(5), "Modelo que responde em 5 s", QUICK_AGAIN, _messages),
    Drill("HighMemoryUsage", _little_memory, "`MEMORY_LIMIT_MB=200`", "Réplica com limite maior"),
    Drill("LowIntentAccuracy", _wrong_intents, "Revisões: um terço das intenções erradas", "Revisões certas"),
)
