"""What happens to every request: an id, one log line, a bounded body, and a problem+json if our code fails."""

import re
import time
from collections.abc import Mapping

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agente.api.activity import Activity
from agente.api.clients import reduced_user_agent
from agente.api.errors import render
from agente.errors import AgenteError, TooLarge
from agente.kit.ids import is_id, new_id
from agente.observability.metrics import request_answered
from agente.observability.tracing import request_span

log = structlog.get_logger()

# A UUID, with or without its dashes, as nginx makes them. Anything else might carry what no log may hold.
REQUEST_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
STREAM = "/events"  # how the paths end whose answer lasts as long as somebody listens


class RequestLog:
    """Gives each request an id (`X-Request-ID`, also in every log line of it), counts it, and writes one line."""

    def __init__(self, app: ASGIApp, activity: Activity) -> None:
        self._app = app
        self._activity = activity

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        headers = Headers(scope=scope)
        request_id = _request_id(headers)
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        counts = _is_work(scope["path"])
        if counts:
            self._activity.enter()
        with structlog.contextvars.bound_contextvars(request_id=request_id), request_span(headers) as span:
            try:
                await self._app(scope, receive, send_with_id)
            except Exception:
                log.exception("unhandled error")
                if status == 500:
                    refusal = AgenteError("internal_error", "Something failed on our side.", request_id=request_id)
                    await render(refusal, scope["path"])(scope, receive, send_with_id)
            finally:
                if counts:
                    self._activity.leave()
                span.set_attribute("http.response.status_code", status)
                span.set_attribute("http.route", _route(scope) or "unmatched")
                _note(scope, headers, status, time.perf_counter() - began)


def _request_id(headers: Headers) -> str:
    told = headers.get("x-request-id", "")
    return told if REQUEST_ID.fullmatch(told) else new_id()


def _is_work(path: str) -> bool:
    """Looking at the process keeps nobody from stopping it, nor does waiting for news."""
    return not (path.startswith(("/health", "/metrics", "/version")) or path.endswith(STREAM))


def _route(scope: Scope) -> str | None:
    return getattr(scope.get("route"), "path", None)


def _note(scope: Scope, headers: Headers, status: int, seconds: float) -> None:
    route = _route(scope)
    streams = scope["path"].endswith(STREAM)
    request_answered(route, scope["method"], status, None if streams else seconds)
    conversation = scope.get("path_params", {}).get("conversation_id")
    log.info(
        "request",
        method=scope["method"],
        route=route,
        status=status,
        duration_ms=round(seconds * 1000, 2),
        client_ip=scope["client"][0] if scope.get("client") else None,
        user_agent=reduced_user_agent(headers.get("user-agent", "")),
        **({"conversation_id": conversation} if conversation and is_id(conversation) else {}),
    )


class BodyLimit:
    """Refuses a body of more than `max_bytes` before it is read, or as soon as it grows over it.

    Starlette's own limit answers in plain text; a refusal of ours is always a problem+json.
    """

    def __init__(self, app: ASGIApp, max_bytes: int, larger: Mapping[str, int]) -> None:
        """`larger` are the limits of paths that take more."""
        self._app = app
        self._max = max_bytes
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._larger.get(scope["path"], self._max)
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdigit() and int(declared) > most:
            await render(_too_large(most), scope["path"])(scope, receive, send)
            return
        received = 0
        refused = False

        async def receive_bounded() -> Message:
            nonlocal received, refused
            message = await receive()
            received += len(message.get("body", b""))
            if received > most and not refused:
                refused = True
                await render(_too_large(most), scope["path"])(scope, receive, send)
            return {"type": "http.disconnect"} if refused else message

        async def send_unless_refused(message: Message) -> None:
            if not refused:
                await send(message)

        await self._app(scope, receive_bounded, send_unless_refused)


def _too_large(most: int) -> TooLarge:
    return TooLarge("body_too_large", f"A request may have {most} bytes at most.", limit=most)
