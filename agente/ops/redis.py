"""Redis: does it take writes, how full is it, and what does it do when it is full?"""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from agente.kit.clock import utc_now
from agente.ops.clock import compare
from agente.ops.findings import Finding, reason_of
from agente.settings import Settings
from agente.storage.redis import Away, Redis

TRIES = "redis-cli PING; systemctl status redis-server || kubectl get pods -l app=redis"
SLOW_MS = 50


def check(settings: Settings) -> list[Finding]:
    if settings.redis_url is None:
        return [Finding("redis", "off", "redis_off")]
    return asyncio.run(_look(settings.redis_url.get_secret_value()))


async def _look(url: str) -> list[Finding]:
    redis = Redis(url)
    try:
        began, asked_at = time.perf_counter(), utc_now()
        info = await redis.info()
        latency_ms = round((time.perf_counter() - began) * 1000, 2)
        return list(_told(info, latency_ms, asked_at + (utc_now() - asked_at) / 2))
    except Away as away:
        return [Finding("redis", "warn", "redis_away", {"reason": reason_of(away.__cause__ or away)}, TRIES)]
    finally:
        await redis.close()


def _told(info: dict[str, Any], latency_ms: float, asked_at: datetime) -> Iterator[Finding]:
    values = {
        "version": info["redis_version"],
        "ms": latency_ms,
        "used": info["used_memory_human"],
        "hits": _hit_percent(info),
        "policy": info["maxmemory_policy"],
    }
    slow = latency_ms > SLOW_MS
    yield Finding(
        "redis", "warn" if slow else "ok", "redis_slow" if slow else "redis_ok", values, TRIES if slow else ""
    )
    if "server_time_usec" in info:
        yield compare("Redis", datetime.fromtimestamp(info["server_time_usec"] / 1e6, UTC), asked_at)
    if not info["maxmemory"]:
        yield Finding("redis", "warn", "redis_unlimited", values, "redis-cli CONFIG SET maxmemory 256mb")
    elif info["maxmemory_policy"] == "noeviction":
        remedy = "redis-cli CONFIG SET maxmemory-policy allkeys-lru"
        yield Finding("redis", "warn", "redis_never_evicts", values, remedy)


def _hit_percent(info: dict[str, Any]) -> int:
    """Of all keys, not of answers alone; 0 before the first question."""
    asked = info["keyspace_hits"] + info["keyspace_misses"]
    return round(info["keyspace_hits"] / asked * 100) if asked else 0
