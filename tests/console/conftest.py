"""The real product in a process of its own, and a real browser that opens its pages."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.support.server import Server

ROOT = Path(__file__).parents[2]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is missing: the browser tests must run in CI")
        pytest.skip("chromium is not installed")
    return found


@pytest.fixture(scope="module")
def server(chromium: str, server: Server) -> str:
    """The address of a served sample pack."""
    return server.url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield launched
        await launched.close()


class CuttingProxy:
    """Carries bytes to the server and can break the line when the server's answer reaches a given word."""

    def __init__(self, upstream: str) -> None:
        self._host, port = upstream.removeprefix("http://").split(":")
        self._port = int(port)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._writers: set[asyncio.StreamWriter] = set()
        self.cut_at: bytes | None = None
        self.cuts = 0
        self.is_open = True

    async def __aenter__(self) -> "CuttingProxy":
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.hang_up()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def hang_up(self) -> None:
        """Breaks every connection that is open."""
        for writer in self._writers:
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.current_task())  # type: ignore[arg-type]
        self._writers.add(writer)
        if not self.is_open:
            writer.transport.abort()
            return
        up_reader, up_writer = await asyncio.open_connection(self._host, self._port)
        self._writers.add(up_writer)
        await asyncio.gather(self._pipe(reader, up_writer), self._pipe(up_reader, writer, may_cut=True))

    async def _pipe(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, may_cut: bool = False) -> None:
        try:
            while data := await reader.read(65536):
                if may_cut and self.cut_at and self.cut_at in data:
                    writer.write(data[: data.index(self.cut_at) + len(self.cut_at)])
                    await writer.drain()
                    self.cut_at = None
                    self.cuts += 1
                    self.is_open = False
                    self.hang_up()
                    return
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()
