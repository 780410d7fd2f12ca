"""What the stand-ins share: a server in a thread of its own, faults by script, and what was asked."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from aiohttp import web

Kind = Literal["status", "hang", "reset", "lost"]  # lost: done, and the answer never comes


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one request instead of its answer; `when` chooses the request."""

    kind: Kind
    status: int = 500
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    when: Callable[[web.Request], bool] = lambda _: True


def status(code: int, body: Any = None, **headers: str) -> Fault:
    return Fault("status", code, body, {name.replace("_", "-"): value for name, value in headers.items()})


@dataclass
class StandIn:
    key: str = "test-crm-key"
    violations: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)  # method and path of each request
    port: int = 0
    is_down: Fault | None = None  # every request fails like this
    _faults: deque[Fault] = field(default_factory=deque)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def script(self, *faults: Fault) -> None:
        """The next requests that each is meant for fail like this."""
        self._faults.extend(faults)

    def writes(self) -> list[tuple[str, str]]:
        return [(method, path) for method, path in self.asked if method in ("POST", "PATCH") and "/batch/" not in path]

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

    def routes(self, app: web.Application) -> None:
        raise NotImplementedError

    async def refusal(self, request: web.Request) -> web.StreamResponse | None:
        """What the vendor would not take: wrong credentials, a body that does not fit."""
        raise NotImplementedError

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(started))
        self._loop.close()

    async def _serve(self, started: threading.Event) -> None:
        self._stopped = asyncio.Event()
        app = web.Application(middlewares=[self._with_faults])
        self.routes(app)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        self.port = runner.addresses[0][1]
        started.set()
        await self._stopped.wait()
        await runner.cleanup()

    @web.middleware
    async def _with_faults(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.asked.append((request.method, request.path))
        fault = self.is_down or self._due(request)
        if fault and fault.kind != "lost":
            return await _fail(request, fault)
        if refused := await self.refusal(request):
            return refused
        answer: web.StreamResponse = await handler(request)
        return _abort(request) if fault else answer

    def _due(self, request: web.Request) -> Fault | None:
        for fault in self._faults:
            if fault.when(request):
                self._faults.remove(fault)
                return fault
        return None


async def _fail(request: web.Request, fault: Fault) -> web.StreamResponse:
    if fault.kind == "hang":
        await asyncio.sleep(600)
    if fault.kind == "reset":
        return _abort(request)
    return web.json_response(fault.body, status=fault.status, headers=fault.headers)


def _abort(request: web.Request) -> web.StreamResponse:
    assert request.transport
    request.transport.abort()
    return web.Response()
