"""A server of aiohttp in a thread of its own, for vendors that tests play."""

import asyncio
import threading
from dataclasses import dataclass
from typing import Self

from aiohttp import web


@dataclass
class ThreadedServer:
    """Runs `app()` between `start` and `stop`; port 0 takes a free one, which `port` then has."""

    port: int = 0

    def app(self) -> web.Application:
        raise NotImplementedError

    def start(self) -> Self:
        started = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait(10)
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(started))
        self._loop.close()

    async def _serve(self, started: threading.Event) -> None:
        self._stopped = asyncio.Event()
        runner = web.AppRunner(self.app(), access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        self.port = runner.addresses[0][1]
        started.set()
        await self._stopped.wait()
        await runner.cleanup()


def abort(request: web.Request) -> web.Response:
    """The connection breaks off; what is returned goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
