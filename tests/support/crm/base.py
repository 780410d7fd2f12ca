"""What the stand-ins share: faults by script, and what was asked."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from aiohttp import web

from tests.support.threaded import ThreadedServer, abort

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
class StandIn(ThreadedServer):
    key: str = "test-crm-key"
    violations: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)  # method and path of each request
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

    def routes(self, app: web.Application) -> None:
        raise NotImplementedError

    async def refusal(self, request: web.Request) -> web.StreamResponse | None:
        """What the vendor would not take: wrong credentials, a body that does not fit."""
        raise NotImplementedError

    @classmethod
    @contextmanager
    def playing(cls) -> Iterator[Self]:
        """One that has to be without violations in the end."""
        running = cls().start()
        try:
            yield running
        finally:
            running.stop()
        assert not running.violations

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._with_faults])
        self.routes(app)
        return app

    @web.middleware
    async def _with_faults(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.asked.append((request.method, request.path))
        fault = self.is_down or self._due(request)
        if fault and fault.kind != "lost":
            return await _fail(request, fault)
        if refused := await self.refusal(request):
            return refused
        answer: web.StreamResponse = await handler(request)
        return abort(request) if fault else answer

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
        return abort(request)
    return web.json_response(fault.body, status=fault.status, headers=fault.headers)
