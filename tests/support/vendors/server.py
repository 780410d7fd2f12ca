"""The stand-in's HTTP: both vendors at one address, told apart by path and headers as they are in the world."""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import ModuleType

import orjson
from aiohttp import web

from tests.support.threaded import ThreadedServer, abort
from tests.support.vendors import anthropic_wire, openai_wire
from tests.support.vendors.answering import agree, unscripted
from tests.support.vendors.replies import Answering, Asked, Reply

log = logging.getLogger("vendors")

WIRES: dict[str, ModuleType] = {"openai": openai_wire, "anthropic": anthropic_wire}
MODELS = {
    "openai": ["gpt-6.1-terra", "gpt-6-luna", "gpt-6-sol", "gpt-5.4-mini", "gpt-4o", "gpt-4o-mini", "gpt-3.5-turbo"],
    "anthropic": ["claude-sonnet-5-5", "claude-haiku-5-5", "claude-haiku-4-5", "claude-opus-5-5"],
}
KEY = "test-key"
WRONG_KEY = "wrong-key"  # any other is good


@dataclass
class Vendors(ThreadedServer):
    """Runs in a thread of its own between `start` and `stop`.

    `script` says what comes next for a vendor; without a script `answering` decides. `violations` holds why requests
    were refused, and has to be empty at the end of a test.
    """

    answering: Answering = agree
    requests: list[Asked] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    abandoned: list[Asked] = field(default_factory=list)  # whose caller left before the answer
    caller_ports: set[int] = field(default_factory=set)  # one for each connection
    _scripts: dict[str, deque[Reply]] = field(default_factory=lambda: {vendor: deque() for vendor in WIRES})

    @property
    def openai_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def anthropic_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Settings of the product that lead to this stand-in."""
        return {
            "OPENAI_BASE_URL": self.openai_url,
            "OPENAI_API_KEY": KEY,
            "ANTHROPIC_BASE_URL": self.anthropic_url,
            "ANTHROPIC_API_KEY": KEY,
        }

    def script(self, vendor: str, *replies: Reply) -> None:
        """What this vendor replies to the next requests, in this order."""
        self._scripts[vendor].extend(replies)

    def asked(self, vendor: str) -> list[Asked]:
        """The requests to this vendor so far."""
        return [request for request in self.requests if request.vendor == vendor]

    def reset(self) -> None:
        """As new: nothing asked, nothing scripted."""
        self.requests.clear()
        self.violations.clear()
        self.abandoned.clear()
        self.caller_ports.clear()
        self.answering = agree
        for script in self._scripts.values():
            script.clear()

    def app(self) -> web.Application:
        app = web.Application(client_max_size=8 * 1024 * 1024)
        app.router.add_post("/v1/chat/completions", self._openai)
        app.router.add_post("/v1/messages", self._anthropic)
        app.router.add_get("/v1/models", self._models)
        return app

    async def _openai(self, request: web.Request) -> web.StreamResponse:
        return await self._answer("openai", request)

    async def _anthropic(self, request: web.Request) -> web.StreamResponse:
        return await self._answer("anthropic", request)

    async def _models(self, request: web.Request) -> web.Response:
        vendor = "anthropic" if "anthropic-version" in request.headers else "openai"
        if not _has_key(request):
            return _error(vendor, "unauthorized")
        return web.json_response(WIRES[vendor].models(MODELS[vendor]))

    async def _answer(self, vendor: str, request: web.Request) -> web.StreamResponse:
        wire = WIRES[vendor]
        assert request.transport
        self.caller_ports.add(request.transport.get_extra_info("peername")[1])
        headers = {name.lower(): value for name, value in request.headers.items()}
        if not _has_key(request):
            return _error(vendor, "unauthorized")
        body = orjson.loads(await request.read())
        if problem := wire.problem(body, headers):
            self.violations.append(f"{vendor}: {problem}")
            log.warning("%s would refuse this request: %s", vendor, problem)
            return _error(vendor, "invalid", problem)
        asked = wire.asked(body, headers)
        self.requests.append(asked)
        if asked.model not in MODELS[vendor]:
            return _error(vendor, "unknown_model")
        script = self._scripts[vendor]
        reply = script.popleft() if script else unscripted(asked, self.answering)
        try:
            return await _send(request, asked, reply)
        except (asyncio.CancelledError, ConnectionResetError):
            self.abandoned.append(asked)
            raise


def _has_key(request: web.Request) -> bool:
    given = request.headers.get("x-api-key") or request.headers.get("authorization", "").removeprefix("Bearer ")
    return given not in ("", "Bearer", WRONG_KEY)


def _error(vendor: str, kind: str, parameter: str = "", retry_after: str | None = None) -> web.Response:
    status, body = WIRES[vendor].error(kind, parameter)
    return web.json_response(body, status=status, headers={"Retry-After": retry_after} if retry_after else {})


async def _send(request: web.Request, asked: Asked, reply: Reply) -> web.StreamResponse:
    wire = WIRES[asked.vendor]
    await asyncio.sleep(reply.delay_s)
    match reply.fault:
        case "hang":
            await asyncio.sleep(600)
        case "reset":
            return abort(request)
        case "malformed" if not asked.stream:
            return web.Response(body=b'{"choices": [', content_type="application/json")
        case "wrong_shape" if not asked.stream:
            return web.json_response({"hello": ["world"]})
        case None | "cut" | "ended_early" | "malformed" | "wrong_shape" | "error_in_stream":
            if asked.stream:
                return await _stream(request, asked, reply)
            if reply.fault:
                return await _half(request, orjson.dumps(wire.answer(asked, Reply(text="Uma resposta pela metade"))))
            return web.json_response(wire.answer(asked, reply))
    return _error(asked.vendor, reply.fault, reply.parameter, reply.retry_after)


async def _stream(request: web.Request, asked: Asked, reply: Reply) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    await response.prepare(request)
    for event in _with_fault(asked, reply):
        await response.write(event)
        await asyncio.sleep(reply.piece_delay_s)
    if reply.fault == "cut":
        return abort(request)
    await response.write_eof()
    return response


def _with_fault(asked: Asked, reply: Reply) -> Iterable[bytes]:
    wire = WIRES[asked.vendor]
    if not reply.fault:
        return wire.events(asked, reply)
    text = reply.text or "Uma resposta que"
    half = list(wire.events(asked, Reply(text=text)))
    kept = half[: len(half) // 2] if reply.text else half[:1]
    broken = {
        "malformed": b'data: {"choices": [\n\n',
        "wrong_shape": b'data: ["hello"]\n\n',
        "error_in_stream": wire.error_event(),
    }
    return [*kept, broken.get(reply.fault, b"")]


async def _half(request: web.Request, body: bytes) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    return abort(request)
