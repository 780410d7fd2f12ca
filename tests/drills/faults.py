"""What breaks while customers write: a process, a database, a cache."""

import asyncio
import random
import signal
import time
from collections import Counter
from pathlib import Path

import httpx

from tests.drills.customers import Attempt, audit, until, writing
from tests.drills.scene import Scene, Size, missing, scene
from tests.support.redis import RedisServer
from tests.support.server import Server

READY_WITHIN_S = 5.0
FIRST_SUCCESS_WITHIN_S = 10.0
RECOVERY_WITHIN_S = 5.0
LONGEST_WAIT_S = 5.0  # of a request while the database is away
MOST_ERRORS = 0.005


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
                orphans += await asyncio.to_thread(playing.unanswered)
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
                redis.signal(signal.SIGSTOP)
                await until(lambda: _health(playing.replicas) == {"degraded"}, 5)
                await asyncio.sleep(5)
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
            times = {replica.log.count('"event":"Redis connection timeout"') for replica in playing.replicas}
    finally:
        redis.kill()
    assert times == {2}, "each replica says once that Redis is away: when it is frozen, and when it is killed"
    failed = [attempt for attempt in customers.attempts if not attempt.answered]
    rate = len(failed) / len(customers.attempts)
    assert rate < MOST_ERRORS, Counter(attempt.status for attempt in failed)
    figures = f"{messages} mensagens, {len(failed)} pedidos com erro ({rate:.2%})".replace(".", ",")
    return f"{figures}; uma linha de log por queda e réplica"


def _health(replicas: list[Server]) -> set[str]:
    answers = [httpx.get(f"{replica.url}/health", timeout=10, trust_env=False) for replica in replicas]
    return {str(answer.json()["status"]) for answer in answers}


async def rolling_stop(folder: Path, size: Size) -> str:
    with scene(folder, size.replicas) as playing:
        slowest = 0.0
        async with writing(playing.replicas, size.conversations, pause_s=size.pause_s) as customers:
            for replica in playing.replicas:
                await asyncio.sleep(size.calm_s)
                began = time.monotonic()
                stopping = asyncio.create_task(asyncio.to_thread(replica.stop))
                assert await stopping == 0
                slowest = max(slowest, time.monotonic() - began)
                await asyncio.to_thread(replica.start)
        messages = audit(customers, playing.replicas[0])
    failed = [attempt for attempt in customers.attempts if not attempt.answered]
    refused = Counter(attempt.status for attempt in failed if attempt.status)
    assert not refused, "a replica that was told to stop refused a request"
    again = Counter(attempt.key for attempt in failed if attempt.key)
    assert max(again.values(), default=0) <= 1, "a request needed more than one new connection"
    figures = f"{messages} mensagens, 0 recusadas, {len(failed)} com uma conexão repetida"
    return f"{figures}; fim em até {seconds(slowest)}"


async def zombie(folder: Path, size: Size) -> str:
    with scene(folder, size.replicas) as playing:
        victim = playing.replicas[-1]
        assert victim.process
        async with writing(playing.replicas, size.conversations, pause_s=size.pause_s, timeout_s=5) as customers:
            await asyncio.sleep(size.calm_s)
            left = await _freeze_amid_turns(playing, victim)
            frozen = time.monotonic()
            await asyncio.sleep(size.frozen_s)
            victim.process.send_signal(signal.SIGCONT)
            await asyncio.sleep(size.calm_s)
        messages = audit(customers, playing.replicas[0])
        refused = victim.log.count("lease lost, the answer is dropped")
        longest = _longest([each for each in customers.attempts if each.began > frozen and each.answered])
    figures = f"{messages} mensagens; {left} turnos congelados no meio, respondidos por outra"
    return f"{figures}, {refused} escritas tardias recusadas; resposta mais longa {seconds(longest)}"


async def _freeze_amid_turns(playing: Scene, victim: Server) -> int:
    """Freezes it at a moment in which it has accepted messages and not answered them; returns how many."""
    assert victim.process
    for _ in range(100):
        victim.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(0.5)  # what others had under way is answered by then
        if left := await asyncio.to_thread(playing.unanswered):
            return left
        victim.process.send_signal(signal.SIGCONT)
        await asyncio.sleep(random.uniform(0.1, 0.3))
    raise AssertionError("no turn was ever under way: nothing was tried")
