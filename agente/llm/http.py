"""How is a vendor spoken to? Over one pool of connections, with every failure of the network as an `LLMError`."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from functools import partial

import aiohttp

from agente.llm.errors import CutOff, Garbled, LLMError, TimedOut, Unreachable
from agente.llm.faults import error_of_answer
from agente.observability.tracing import carry, span

CONNECT_WITHIN_S = 3.0
MAX_CONNECTIONS = 1000
MAX_LINE_BYTES = 1_000_000
DRAIN_WITHIN_S = 0.05  # for the end of a body whose last event is here: a body read to its end keeps its connection
NETWORK_FAILURES = (aiohttp.ClientError, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Endpoint:
    provider: str
    url: str
    headers: Mapping[str, str]


class Connections:
    """The pool; made in the event loop that uses it first. How long an answer may take is the caller's to say."""

    def __init__(self) -> None:
        self._opened: aiohttp.ClientSession | None = None

    @property
    def _session(self) -> aiohttp.ClientSession:
        if self._opened is None:
            self._opened = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=MAX_CONNECTIONS, ttl_dns_cache=60),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_WITHIN_S),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._opened

    async def get(self, endpoint: Endpoint) -> bytes:
        return await self._whole("GET", endpoint, None)

    async def post(self, endpoint: Endpoint, body: bytes) -> bytes:
        return await self._whole("POST", endpoint, body)

    async def _whole(self, method: str, endpoint: Endpoint, body: bytes | None) -> bytes:
        try:
            async with await self._ask(method, endpoint, body) as response:
                answer = await response.read()
        except NETWORK_FAILURES as error:
            raise _network_error(endpoint.provider, error, began=False) from error
        if response.status != 200:
            raise error_of_answer(endpoint.provider, response.status, response.headers, answer)
        return answer

    async def events(
        self, endpoint: Endpoint, body: bytes, is_last: Callable[[bytes], bool]
    ) -> AsyncIterator[list[bytes]]:
        """The data of server-sent events, up to the one that `is_last`; those that came together, together."""
        began = False
        try:
            async with await self._ask("POST", endpoint, body) as response:
                if response.status != 200:
                    told = await response.read()
                    raise error_of_answer(endpoint.provider, response.status, response.headers, told)
                reader = EventReader(endpoint.provider)
                async for chunk in response.content.iter_any():
                    if not (events := reader.feed(chunk)):
                        continue
                    began = True
                    if any(is_last(data) for data in events):
                        await _drain(response)
                        yield events
                        return
                    yield events
        except NETWORK_FAILURES as error:
            raise _network_error(endpoint.provider, error, began) from error

    async def _ask(self, method: str, endpoint: Endpoint, body: bytes | None) -> aiohttp.ClientResponse:
        with span("llm.request", **{"agente.provider": endpoint.provider}) as asking:
            headers = dict(endpoint.headers)
            carry(headers)
            ask = partial(self._session.request, method, endpoint.url, data=body, headers=headers)
            try:
                response = await ask(allow_redirects=False)
            except aiohttp.ClientConnectorError:
                raise
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
                # A server may close an idle connection just as it is used again, as llama.cpp does after a stream.
                # Nothing was answered, so asking over a new connection is safe.
                response = await ask(allow_redirects=False)
            asking.set_attribute("http.response.status_code", response.status)
            return response

    async def close(self) -> None:
        if self._opened is not None:
            await self._opened.close()


class EventReader:
    """Cuts a stream of bytes into the data of server-sent events; names, ids and comments are of no use here."""

    def __init__(self, provider: str) -> None:
        self._provider = provider
        self._rest = b""
        self._data: list[bytes] = []

    def feed(self, chunk: bytes) -> list[bytes]:
        """The events that this chunk completes."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        if len(self._rest) > MAX_LINE_BYTES:
            raise Garbled("a line without an end", provider=self._provider)
        complete = []
        for line in lines:
            text = line.rstrip(b"\r")
            if text.startswith(b"data:"):
                self._data.append(text[5:].lstrip())
            elif not text and self._data:
                complete.append(b"\n".join(self._data))
                self._data = []
        return complete


async def _drain(response: aiohttp.ClientResponse) -> None:
    with contextlib.suppress(*NETWORK_FAILURES):
        async with asyncio.timeout(DRAIN_WITHIN_S):
            await response.read()


def _network_error(provider: str, error: Exception, began: bool) -> LLMError:
    told = f"{type(error).__name__}: {error}"
    if isinstance(error, TimeoutError):
        return TimedOut(told, provider=provider)
    if began or isinstance(error, aiohttp.ClientPayloadError):
        return CutOff(told, provider=provider)
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.InvalidURL):
        return Garbled(told, provider=provider)
    return Unreachable(told, provider=provider)
