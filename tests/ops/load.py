"""Requests at a steady pace, until told to stop: quick ones, and messages that wait for a model."""

import asyncio
import contextlib
import itertools
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

import httpx

from tests.support.server import API_KEY, Server

# The router leaves this to a model; the number keeps two from having the same answer.
FOR_A_MODEL = "Vocês integram com o sistema de ponto número {} da minha padaria?"


@dataclass
class Load:
    """`quick` and `slow` are requests a second; those that fail are part of it."""

    numbers: Iterator[int] = field(default_factory=itertools.count)

    @contextlib.contextmanager
    def on(self, server: Server, *, quick: float = 0.0, slow: float = 0.0) -> Iterator[None]:
        stop = threading.Event()
        thread = threading.Thread(target=lambda: asyncio.run(self._drive(server, quick, slow, stop)))
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    async def _drive(self, server: Server, quick: float, slow: float, stop: threading.Event) -> None:
        headers = {"Authorization": f"Bearer {API_KEY}"}
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(
            base_url=server.url, headers=headers, timeout=60, trust_env=False, limits=limits
        ) as client:
            await asyncio.gather(
                _pace(quick, stop, lambda: client.get("/v1/conversations?limit=1")),
                _pace(slow, stop, lambda: self._ask(client)),
            )

    async def _ask(self, client: httpx.AsyncClient) -> None:
        conversation = (await client.post("/v1/conversations", json={})).json()["id"]
        text = FOR_A_MODEL.format(next(self.numbers))
        await client.post(f"/v1/conversations/{conversation}/messages", json={"text": text})


async def _pace(a_second: float, stop: threading.Event, request: Callable[[], Awaitable[object]]) -> None:
    """None waits for the one before; what is under way at the end is abandoned."""
    under_way: set[asyncio.Task[object]] = set()

    async def try_once() -> None:
        with contextlib.suppress(httpx.HTTPError, KeyError):
            await request()

    while a_second and not stop.is_set():
        task = asyncio.create_task(try_once())
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        await asyncio.sleep(1 / a_second)
    for task in under_way:
        task.cancel()
