"""`agente worker`: delivers what the servers leave in the outbox."""

import asyncio
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from agente.cli.common import fail, open_database, set_up_logs, settings_or_fail, usable_pack
from agente.cli.terms import Exit
from agente.observability.metrics import serve_deliveries
from agente.packs.errors import PackInvalid
from agente.packs.loader import load_pack
from agente.packs.pack import Pack
from agente.settings import Settings
from agente.storage.database import Database
from agente.worker.worker import make_worker

if TYPE_CHECKING:  # imported only where it is used: it takes 0.1 s
    from agente.storage.redis import Redis

log = structlog.get_logger()


def run(pack: Path | None) -> None:
    settings = settings_or_fail(pack=pack)
    set_up_logs(settings)
    _serve_metrics(settings)
    with usable_pack(settings):
        loaded = load_pack(settings.pack)
    with open_database(settings) as database:
        asyncio.run(_work(settings, loaded, database))


def _serve_metrics(settings: Settings) -> None:
    if settings.worker_metrics_port is None:
        return
    try:
        serve_deliveries(settings.host, settings.worker_metrics_port)
    except OSError as error:
        fail(f"WORKER_METRICS_PORT={settings.worker_metrics_port}: {error.strerror}", Exit.INVALID)


async def _work(settings: Settings, pack: Pack, database: Database) -> None:
    """Until SIGTERM or SIGINT; SIGHUP takes up pack, settings and secrets as they are then."""
    redis = _redis(settings)
    packs = _Packs(settings.pack, pack)
    worker = make_worker(settings, packs.current, database, redis)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    loop.add_signal_handler(signal.SIGHUP, worker.renew)
    worker.start()
    await stop.wait()
    await worker.stop()
    if redis:
        await redis.close()


class _Packs:
    """The pack as it is on the disk; one with mistakes never replaces a good one."""

    def __init__(self, path: Path, pack: Pack) -> None:
        self._path = path
        self._pack = pack

    def current(self) -> Pack:
        try:
            self._pack = load_pack(self._path)
        except PackInvalid:
            log.error("pack has mistakes, the one before goes on", pack=str(self._path))
        return self._pack


def _redis(settings: Settings) -> "Redis | None":
    if settings.redis_url is None:
        return None
    from agente.storage.redis import Redis

    return Redis(settings.redis_url.get_secret_value())
