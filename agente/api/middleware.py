"""What happens to every request: an id, one log line, a bounded body, and a problem+json if our code fails."""

import time

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agente.api.errors import render
from agente.errors import AgenteError, TooLarge
from agente.kit.ids import new_id

log = structlog.get_logger()


class RequestLog:
    """Gives each request an id (`X-Request-ID`, also in every log line of it) and writes one line when it is done."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        request_id = new_id()
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_with_id)
            except Exception:
                log.exception("unhandled error")
                if status == 500:
                    refusal = AgenteError("internal_error", "Something failed on our side.", request_id=request_id)
                    await render(refusal, scope["path"])(scope, receive, send_with_id)
            finally:
                self._write(scope, status, time.perf_counter() - began)

    def _write(self, scope: Scope, status: int, seconds: float) -> None:
        route = scope.get("route")
        log.info(
            "request",
            method=scope["method"],
            route=getattr(route, "path", None),
            status=status,
            duration_ms=round(seconds * 1000, 2),
            client_ip=scope["client"][0] if scope.get("client") else None,
        )


class BodyLimit:
    """Refuses a body of more than `max_bytes` before it is read, or as soon as it grows over it.

    Starlette's own limit answers in plain text; a refusal of ours is always a problem+json.
    """

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._max = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdigit() and int(declared) > self._max:
            await render(self._refusal(), scope["path"])(scope, receive, send)
            return
        received = 0
        refused = False

        async def receive_bounded() -> Message:
            nonlocal received, refused
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max and not refused:
                refused = True
                await render(self._refusal(), scope["path"])(scope, receive, send)
            return {"type": "http.disconnect"} if refused else message

        async def send_unless_refused(message: Message) -> None:
            if not refused:
                await send(message)

        await self._app(scope, receive_bounded, send_unless_refused)

    def _refusal(self) -> TooLarge:
        return TooLarge("body_too_large", f"A request may have {self._max} bytes at most.", limit=self._max)
