"""Calls the HTTP tools of one pack, over one pool of connections."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import structlog
from aiohttp.abc import AbstractResolver
from pydantic import SecretStr

from agente.integrations.answers import AWAY, Answer, failed, shown
from agente.integrations.http_tools.addresses import AddressRefused, GuardedResolver, is_public, literal_address
from agente.integrations.http_tools.requests import Prepared, Unfit, host_of, prepare
from agente.observability.tracing import carry, span
from agente.packs.models import HttpTool

log = structlog.get_logger()

MAX_BYTES = 64 * 1024
CONNECTIONS = 20
RETRY_PAUSE_S = 0.2
_TRY_AGAIN = (502, 503, 504)
_WRONG = {
    400: "The outside system finds these arguments wrong.",
    401: "The outside system does not let us in. Say that this cannot be looked up right now.",
    403: "The outside system does not let us in. Say that this cannot be looked up right now.",
    404: "The outside system has nothing under this.",
    409: "The outside system refuses this in its present state.",
    410: "The outside system has nothing under this any more.",
    422: "The outside system finds these arguments wrong.",
}


class HttpTools:
    """The declared tools whose secrets are set. Start none, close once; connections are made when first needed."""

    def __init__(
        self, tools: Sequence[HttpTool], environment: Mapping[str, str], resolver: AbstractResolver | None = None
    ) -> None:
        self.tools = tuple(tool for tool in tools if _is_configured(tool, environment))
        self._secrets = {tool.name: SecretStr(environment[tool.auth_secret]) for tool in self.tools if tool.auth_secret}
        self._private_hosts = {host_of(tool) for tool in tools if _may_be_private(tool)}
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def call(self, tool: HttpTool, arguments: Mapping[str, Any], own: Mapping[str, str]) -> Answer:
        """One call within the tool's time. A GET that gets no answer is tried once more; what changes never is."""
        try:
            prepared = prepare(tool, arguments, own)
        except Unfit as unfit:
            return failed(str(unfit))
        if not self._may_call(tool):
            log.warning("http tool refused", tool=tool.name, host=host_of(tool), reason="host not allowed")
            return failed(AWAY)
        try:
            async with asyncio.timeout(tool.timeout_s):
                return await self._try(tool, prepared)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            # The error's own words may hold the address with what was filled into it.
            refused = isinstance(error.__cause__ or error, AddressRefused)
            reason = "private address" if refused else type(error).__name__
            log.warning("http tool failed", tool=tool.name, host=host_of(tool), reason=reason)
            return failed(AWAY)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _try(self, tool: HttpTool, prepared: Prepared) -> Answer:
        if tool.method != "GET":
            return await self._send(tool, prepared)
        try:
            answer = await self._send(tool, prepared)
            if answer is not _BUSY:
                return answer
        except aiohttp.ClientConnectionError as error:
            if isinstance(error.__cause__, AddressRefused):
                raise
        await asyncio.sleep(RETRY_PAUSE_S)
        return await self._send(tool, prepared)

    async def _send(self, tool: HttpTool, prepared: Prepared) -> Answer:
        headers = {"Accept": "application/json, text/plain;q=0.5", "Accept-Encoding": "identity", **prepared.headers}
        secret = self._secrets.get(tool.name)
        if secret is not None:
            headers["Authorization"] = f"Bearer {secret.get_secret_value()}"
        with span("tool.request", **{"agente.tool": tool.name}):
            carry(headers)
            async with self._pool().request(
                tool.method, prepared.url, headers=headers, data=prepared.body, allow_redirects=False
            ) as response:
                body = await _read(response)
        if secret is not None and body:
            body = body.replace(secret.get_secret_value().encode(), b"***")
        return _answer(tool, response, body)

    def _pool(self) -> aiohttp.ClientSession:
        if self._session is None:
            resolver = GuardedResolver(self._resolver or aiohttp.ThreadedResolver(), self._private_hosts)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=resolver, limit=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
            )
        return self._session

    def _may_call(self, tool: HttpTool) -> bool:
        """Whether the pack allows the host. An address is judged here, a name when it is resolved."""
        host = host_of(tool)
        if tool.allowed_hosts and host not in tool.allowed_hosts:
            return False
        address = literal_address(host)
        return address is None or is_public(address) or host in self._private_hosts


def _is_configured(tool: HttpTool, environment: Mapping[str, str]) -> bool:
    if tool.auth_secret is None or environment.get(tool.auth_secret):
        return True
    log.warning("http tool left out, its secret is not set", tool=tool.name, secret=tool.auth_secret)
    return False


def _may_be_private(tool: HttpTool) -> bool:
    return tool.allow_private and host_of(tool) in tool.allowed_hosts


async def _read(response: aiohttp.ClientResponse) -> bytes | None:
    """The body; None when it is larger than we take, or packed although we asked for it plain."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        return None
    body = bytearray()
    async for piece in response.content.iter_chunked(MAX_BYTES):
        body += piece
        if len(body) > MAX_BYTES:
            return None
    return bytes(body)


_BUSY = failed(AWAY)


def _answer(tool: HttpTool, response: aiohttp.ClientResponse, body: bytes | None) -> Answer:
    content_type = response.headers.get("Content-Type", "")
    content = shown(content_type, body) if body is not None else None
    if 200 <= response.status < 300:
        if content is not None:
            return Answer(content)
        reason = "too large" if body is None else "neither JSON nor text"
        log.warning("http tool answer unusable", tool=tool.name, host=host_of(tool), reason=reason)
        return failed("The outside system's answer cannot be used.")
    log.warning("http tool refused", tool=tool.name, host=host_of(tool), status=response.status)
    if response.status in _TRY_AGAIN:
        return _BUSY
    problem = _WRONG.get(response.status, AWAY)
    return failed(problem, content if response.status in (400, 409, 422) else None)
