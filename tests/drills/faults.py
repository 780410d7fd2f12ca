"""What breaks while customers write: a process, a database, a cache."""

import asyncio
import random
import signal
import statistics
import time
import uuid
from collections import Counter
from pathlib import Path

import httpx

from tests.drills.customers import TEXTS, Attempt, Customers, audit, until, writing
from tests.drills.scene import Scene, Size, missing, scene
from tests.support.redis import RedisServer
from tests.support.server import API_KEY, Server

READY_WITHIN_S = 5.0
FIRST_SUCCESS_WITHIN_S = 10.0
RECOVERY_WITHIN_S = 5.0
LONGEST_WAIT_S = 5.0  # of a request while the database is away
MOST_ERRORS = 0.005
REDIS_DEADLINE_S = 0.2  # which those wait who meet the fault; after them nobody does
HELD_S = 1.5  # a turn while its replica is asked to stop; the product waits 2 s for a lock
NOT_READY_WITHIN_S = 0.5
STOPPED_WITHIN_S = 30.0
FINISHED_WITHIN_S = 15.0  # by others, what a frozen replica has begun
FROZEN_TURNS = 3  # at least: one alone may be frozen where it has nothing to write any more

REDIS_TIMEOUT = '"event":"Redis connection timeout"'


def seconds(value: float) -> str:
    return f"{value:.1f} s".replace(".", ",")


def _longest(attempts: list[Attempt]) -> float:
    return max((attempt.seconds for attempt in attempts), default=0.0)


async def kills(folder: Path, size: Size) -> str:
    with scene(folder, size.replicas) as playing:
        orphans, slowest = 0, 0.0
        async with writing(playing.replicas, size.conversations, pause_s=size.pause_s) as customers:
            for _ in range(size.kills):
                await asyncio.sleep(random.uniform(0.5, size.calm_s))
                victim = random.choice(playing.replicas)
                await asyncio.to_thread(victim.kill)
                orphans += len(await asyncio.to_thread(playing.unanswered))
                began = time.monotonic()
                await asyncio.to_thread(victim.start)
                slowest = max(slowest, time.monotonic() - began)
        messages = audit(customers, playing.replicas[0])
    assert slowest < READY_WITHIN_S * size.slack, slowest
    figures = f"{size.kills} mortes, {messages} mensagens, {orphans} sem resposta no instante da morte e respondidas"
    return f"{figures}; réplica pronta em até {seconds(slowest)}"


async def power_cut(folder: Path, size: Size) -> str:
    with scene(folder, size.replicas) as playing:
        async with writing(playing.replicas, size.conversations, pause_s=size.pause_s) as customers:
            await asyncio.sleep(size.calm_s)
            victims = [asyncio.to_thread(replica.kill) for replica in playing.replicas]
            await asyncio.gather(*victims, asyncio.to_thread(playing.cluster.stop))
            await asyncio.to_thread(playing.cluster.start)
            for replica in playing.replicas:
                replica.spawn()
            started = time.monotonic()
            await until(lambda: customers.first_answer_after(started), FIRST_SUCCESS_WITHIN_S * size.slack)
            first = customers.first_answer_after(started)
            assert first
        messages = audit(customers, playing.replicas[0])
    figures = f"{messages} mensagens; primeira resposta {seconds(first - started)} depois da última partida"
    return figures


async def database_stop(folder: Path, size: Size) -> str:
    with scene(folder, size.replicas) as playing:
        async with writing(playing.replicas, size.conversations, pause_s=size.pause_s) as customers:
            await asyncio.sleep(size.calm_s)
            await asyncio.to_thread(playing.cluster.stop)
            stopped = time.monotonic()
            await asyncio.sleep(size.away_s)
            starting = time.monotonic()
            await asyncio.to_thread(playing.cluster.start)
            started = time.monotonic()
            await until(lambda: customers.first_answer_after(starting), RECOVERY_WITHIN_S * size.slack)
            await asyncio.sleep(size.calm_s)
            terminated = time.monotonic()
            await asyncio.to_thread(_terminate_backends, playing)
            await until(lambda: customers.first_answer_after(terminated), RECOVERY_WITHIN_S * size.slack)
        messages = audit(customers, playing.replicas[0])
        first = customers.first_answer_after(starting)
        away = customers.between(stopped, starting)
    assert first
    # One that began before may have been stored before, and read late by a busy client; the audit looks at those.
    unstored = [attempt for attempt in away if attempt.answered and attempt.began > stopped]
    assert not unstored, "a reply that could not be stored was given"
    assert away, "nobody asked while the database was away"
    assert _longest(away) < LONGEST_WAIT_S * size.slack
    recovery = max(0.0, first - started)
    assert recovery < RECOVERY_WITHIN_S * size.slack
    figures = f"{messages} mensagens; fora por {seconds(size.away_s)}, 0 respostas 200, espera máxima"
    return f"{figures} {seconds(_longest(away))}; de volta em {seconds(recovery)}"


def _terminate_backends(playing: Scene) -> None:
    ended = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'agente_user'"
    assert int(playing.cluster.execute(ended))


async def redis_trouble(folder: Path, size: Size) -> str:
    if not RedisServer.is_installed():
        missing("redis-server is missing: apt install redis-server redis-tools")
    redis = RedisServer(folder).start()
    try:
        with scene(folder, size.replicas, {"REDIS_URL": redis.url}) as playing:
            async with writing(playing.replicas, size.conversations, pause_s=size.pause_s) as customers:
                await asyncio.sleep(size.calm_s)
                frozen = time.monotonic()
                redis.signal(signal.SIGSTOP)
                await until(lambda: _health(playing.replicas) == {"degraded"}, 5)
                await asyncio.sleep(5)
                thawed = time.monotonic()
                once = {replica.log.count(REDIS_TIMEOUT) for replica in playing.replicas}
                redis.signal(signal.SIGCONT)
                await until(lambda: _health(playing.replicas) == {"healthy"}, 10)
                redis.kill()
                await until(lambda: _health(playing.replicas) == {"degraded"}, 5)
                await asyncio.sleep(size.calm_s)
                await asyncio.to_thread(redis.start)
                await until(lambda: _health(playing.replicas) == {"healthy"}, 10)
                await asyncio.to_thread(redis.cli, "FLUSHALL")
                await asyncio.sleep(size.calm_s)
            messages = audit(customers, playing.replicas[0])
            times = {replica.log.count(REDIS_TIMEOUT) for replica in playing.replicas}
    finally:
        redis.kill()
    assert once == {1}, "each replica waits once for a Redis that is frozen"
    _assert_waits(customers, frozen, thawed, size)
    assert times == {2}, "each replica says once that Redis is away: when it is frozen, and when it is killed"
    failed = [attempt for attempt in customers.attempts if not attempt.answered]
    rate = len(failed) / len(customers.attempts)
    assert rate < MOST_ERRORS, Counter(attempt.status for attempt in failed)
    figures = f"{messages} mensagens, {len(failed)} pedidos com erro ({rate:.2%})".replace(".", ",")
    return f"{figures}; uma linha de log por queda e réplica"


def _assert_waits(customers: Customers, frozen: float, thawed: float, size: Size) -> None:
    """Nobody waits longer than one call's deadline for a frozen Redis, and those who come later not at all."""
    calm = [each.seconds for each in customers.attempts if each.ended < frozen]
    meanwhile = customers.between(frozen, thawed)
    busy_s = 0.3 * size.slack  # what a busy machine adds to the slowest of hundreds
    assert _longest(meanwhile) < max(calm) + REDIS_DEADLINE_S + busy_s, (max(calm), _longest(meanwhile))
    later = [each.seconds for each in meanwhile if each.began > frozen + 5 * REDIS_DEADLINE_S]
    assert min(later) < REDIS_DEADLINE_S, "everybody waits for it"
    p95, later_p95 = (statistics.quantiles(taken, n=20)[-1] for taken in (calm, later))
    assert later_p95 < 2 * p95 + REDIS_DEADLINE_S / 2, (p95, later_p95)


def _health(replicas: list[Server]) -> set[str]:
    answers = [httpx.get(f"{replica.url}/health", timeout=10, trust_env=False) for replica in replicas]
    return {str(answer.json()["status"]) for answer in answers}


async def rolling_stop(folder: Path, size: Size) -> str:
    with scene(folder, size.replicas) as playing:
        slowest = 0.0
        async with writing(playing.replicas, size.conversations, pause_s=size.pause_s) as customers:
            for replica in playing.replicas:
                await asyncio.sleep(size.calm_s)
                slowest = max(slowest, await _stop_amid_a_turn(playing, replica, customers, size))
                await asyncio.to_thread(replica.start)
        messages = audit(customers, playing.replicas[0])
        drained = [replica.log.count('"event":"drained"') for replica in playing.replicas]
    assert drained == [1] * size.replicas, "agent_active_requests did not reach 0"
    failed = [attempt for attempt in customers.attempts if not attempt.answered]
    refused = Counter(attempt.status for attempt in failed if attempt.status)
    assert not refused, "a replica that was told to stop refused a request"
    again = Counter(attempt.key for attempt in failed if attempt.key)
    assert max(again.values(), default=0) <= 1, "a request needed more than one new connection"
    figures = f"{messages} mensagens, 0 recusadas, {len(failed)} com uma conexão repetida"
    return f"{figures}; fim em até {seconds(slowest)}"


async def _stop_amid_a_turn(playing: Scene, replica: Server, customers: Customers, size: Size) -> float:
    """Asks it to stop while it cannot finish a turn; returns how long it took, that turn included."""
    assert replica.process
    async with httpx.AsyncClient(base_url=replica.url, timeout=30, trust_env=False) as client:
        client.headers["Authorization"] = f"Bearer {API_KEY}"
        conversation = str((await client.post("/v1/conversations", json={})).json()["id"])
        holding = asyncio.create_task(asyncio.to_thread(playing.hold, conversation, HELD_S))
        await until(lambda: playing.waiting("Timeout"), 5)
        key = str(uuid.uuid4())
        path = f"/v1/conversations/{conversation}/messages"
        turn = asyncio.create_task(client.post(path, json={"text": TEXTS[0]}, headers={"Idempotency-Key": key}))
        await until(lambda: playing.waiting("Lock"), 5)
        began = time.monotonic()
        replica.process.send_signal(signal.SIGTERM)
        code, told = await asyncio.to_thread(_watch_stop, replica)
        took = time.monotonic() - began
        answer = await turn
        await holding
    assert code == 0
    assert took < STOPPED_WITHIN_S
    assert answer.status_code == 200, "a turn that was under way was cut off"
    customers.sent[conversation], customers.replies[key] = [key], str(answer.json()["id"])
    ready = [moment - began for moment, status in told if status == 200]
    assert max(ready, default=0.0) < NOT_READY_WITHIN_S * size.slack, "it went on saying that it was ready"
    assert 503 in {status for _, status in told}, "it did not say that it was stopping while a turn was under way"
    return took


def _watch_stop(replica: Server) -> tuple[int, list[tuple[float, int]]]:
    """Its exit code, and what it said when, asked whether it was ready: 0 once it took no connection."""
    assert replica.process
    told: list[tuple[float, int]] = []
    give_up = time.monotonic() + STOPPED_WITHIN_S
    while (code := replica.process.poll()) is None:
        assert time.monotonic() < give_up, "it does not stop"
        told.append((time.monotonic(), replica.status_of("/health/ready")))
        time.sleep(0.02)
    return code, told


async def zombie(folder: Path, size: Size) -> str:
    with scene(folder, size.replicas) as playing:
        victim = playing.replicas[-1]
        assert victim.process
        async with writing(playing.replicas, size.conversations, pause_s=size.pause_s, timeout_s=5) as customers:
            await asyncio.sleep(size.calm_s)
            left = await _freeze_amid_turns(playing, victim)
            frozen = time.monotonic()
            await until(lambda: left.isdisjoint(playing.unanswered()), FINISHED_WITHIN_S)
            finished = time.monotonic()
            await asyncio.sleep(max(0.0, frozen + size.frozen_s - finished))
            victim.process.send_signal(signal.SIGCONT)
            await asyncio.sleep(size.calm_s)
        messages = audit(customers, playing.replicas[0])
        refused = victim.log.count("lease lost, the answer is dropped")
    assert refused, "no late write came and was refused: nothing was tried"
    figures = f"{messages} mensagens; {len(left)} turnos congelados no meio, respondidos por outra"
    return f"{figures} em até {seconds(finished - frozen)}, {refused} escritas tardias recusadas"


async def _freeze_amid_turns(playing: Scene, victim: Server) -> set[str]:
    """Freezes it at a moment in which it has accepted messages and not answered them; returns which."""
    assert victim.process
    for _ in range(100):
        victim.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(0.5)  # what others had under way is answered by then
        if len(left := await asyncio.to_thread(playing.unanswered)) >= FROZEN_TURNS:
            return set(left)
        victim.process.send_signal(signal.SIGCONT)
        await asyncio.sleep(random.uniform(0.1, 0.3))
    raise AssertionError("too few turns were ever under way: nothing was tried")
