"""Requests at a steady pace, until the block is left."""

import asyncio
import contextlib
import itertools
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping

import httpx

from tests.support.server import API_KEY, Server

# The router leaves this to a model; the number keeps two from having the same answer.
FOR_A_MODEL = "Vocês integram com o sistema de ponto número {} da minha padaria?"

Request = Callable[[httpx.AsyncClient], Awaitable[object]]


def requests(server: Server, a_second: Mapping[str, float]) -> contextlib.AbstractContextManager[None]:
    """GET of each path, so many a second."""
    return _load(server, {_get(path): pace for path, pace in a_second.items()})


def messages(server: Server, *, a_second: float) -> contextlib.AbstractContextManager[None]:
    """Each in a conversation of its own, and for a model."""
    numbers = itertools.count()

    async def ask(client: httpx.AsyncClient) -> None:
        conversation = (await client.post("/v1/conversations", json={})).json()["id"]
        text = FOR_A_MODEL.format(next(numbers))
        await client.post(f"/v1/conversations/{conversation}/messages", json={"text": text})

    return _load(server, {ask: a_second})


def _get(path: str) -> Request:
    return lambda client: client.get(path)


@contextlib.contextmanager
def _load(server: Server, paces: Mapping[Request, float]) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_drive(server, paces, stop)))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


async def _drive(server: Server, paces: Mapping[Request, float], stop: threading.Event) -> None:
    headers = {"Authorization": f"Bearer {API_KEY}"}
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(
        base_url=server.url, headers=headers, timeout=60, trust_env=False, limits=limits
    ) as client:
        await asyncio.gather(*(_pace(client, request, pace, stop) for request, pace in paces.items()))


async def _pace(client: httpx.AsyncClient, request: Request, a_second: float, stop: threading.Event) -> None:
    """None waits for the one before; what is under way at the end is abandoned."""
    under_way: set[asyncio.Task[None]] = set()

    async def try_once() -> None:
        with contextlib.suppress(httpx.HTTPError):
            await request(client)

    while not stop.is_set():
        task = asyncio.create_task(try_once())
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        await asyncio.sleep(1 / a_second)
    for task in under_way:
        task.cancel()
