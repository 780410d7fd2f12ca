"""What is broken for each alert of the runbook, and how it is mended."""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from tests.ops.load import Load
from tests.ops.monitored import HASTY_S, Monitored, restart
from tests.ops.reviewing import review_turns
from tests.support.vendors import Asked, Reply, say
from tests.support.vendors.answering import agree

LOAD = Load()
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
    monitored.hasty.kill()
    try:
        yield
    finally:
        monitored.hasty.start()


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
    restart(monitored.hasty, MEMORY_LIMIT_MB="200")
    try:
        yield
    finally:
        restart(monitored.hasty, MEMORY_LIMIT_MB="2048")


@contextlib.contextmanager
def _wrong_intents(monitored: Monitored) -> Iterator[None]:
    review_turns(monitored.patient, right=20, wrong=10)
    try:
        yield
    finally:
        review_turns(monitored.patient, right=50)


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


def _hasty_load(*, quick: float, slow: float) -> Doing:
    return lambda monitored: LOAD.on(monitored.hasty, quick=quick, slow=slow)


def _patient_load(monitored: Monitored) -> AbstractContextManager[None]:
    return LOAD.on(monitored.patient, slow=2)


RESTARTED = "`kubectl rollout restart`: a réplica volta"
QUICK_AGAIN = "O fornecedor volta ao normal"
DRILLS = (
    Drill("SystemDown", _replica_killed, "`kill -9` em uma de duas réplicas", RESTARTED),
    Drill("DatabaseDown", _database_stopped, "PostgreSQL parado como numa queda", "PostgreSQL iniciado"),
    Drill("RedisDown", _redis_stopped, "Redis morto", "Redis iniciado"),
    Drill(
        "HighErrorRate",
        _models_take(2 * HASTY_S),
        f"Modelo em {2 * HASTY_S} s com `REQUEST_TIMEOUT={HASTY_S}`: um terço de respostas 504",
        QUICK_AGAIN,
        _hasty_load(quick=4, slow=4),
    ),
    Drill(
        "ElevatedErrorRate",
        _models_take(2 * HASTY_S),
        "O mesmo, 7 % de respostas 504",
        QUICK_AGAIN,
        _hasty_load(quick=16, slow=1.5),
    ),
    Drill("HighResponseTime", _models_take(12), "Modelo que responde em 12 s", QUICK_AGAIN, _patient_load),
    Drill("HighResponseTimeP95", _models_take(5), "Modelo que responde em 5 s", QUICK_AGAIN, _patient_load),
    Drill("HighMemoryUsage", _little_memory, "`MEMORY_LIMIT_MB=200`", "Réplica com limite maior"),
    Drill("LowIntentAccuracy", _wrong_intents, "Revisões: um terço das intenções erradas", "Revisões certas"),
)
