"""Keeps the connection to one MCP server, in the background, and calls its tools over it."""

import asyncio
import importlib
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from agente.integrations.answers import AWAY, Answer, failed, marked
from agente.packs.models import McpServer

if TYPE_CHECKING:
    from mcp.client import Client
    from mcp_types import CallToolResult, Tool

log = structlog.get_logger()

CONNECT_S = 20.0  # a server that is installed when first started takes its time
REFRESH_S = 60.0  # how often the list of tools is read again, which also notices a server that died
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
MAX_TOOLS = 64
MAX_PAGES = 10
MAX_DESCRIPTION = 1000  # characters
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")  # what every vendor of models takes


@dataclass(frozen=True, slots=True)
class McpTool:
    """A tool as its server describes it; `name` is the prefixed one that models see."""

    name: str
    own_name: str
    description: str
    parameters: Mapping[str, Any]
    reads_only: bool


class McpConnection:
    """`tools` is the last list that the server gave: it stays while the server is away.

    Secrets reach the server as the environment of its command, or as the bearer of its address, and nothing else.
    """

    def __init__(
        self, server: McpServer, environment: Mapping[str, str], folder: Path, first_pause_s: float = FIRST_PAUSE_S
    ) -> None:
        self.server = server
        self.tools: tuple[McpTool, ...] = ()
        self.connected = asyncio.Event()
        self._environment = environment
        self._folder = folder
        self._first_pause_s = first_pause_s
        self._lost = asyncio.Event()
        self._client: Client | None = None
        self._task: asyncio.Task[None] | None = None
        self._closing = False  # a cancellation can be lost in a connection that fails at the same moment

    def start(self) -> None:
        self._task = asyncio.create_task(self._keep())

    async def close(self) -> None:
        self._closing = True
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def call(self, tool: McpTool, arguments: Mapping[str, Any]) -> Answer:
        """One call, never repeated. Never raises."""
        client = self._client
        if client is None:
            return failed(AWAY)
        try:
            async with asyncio.timeout(self.server.timeout_s):
                return _answer(await client.call_tool(tool.own_name, dict(arguments)))
        except TimeoutError:
            log.warning("mcp tool failed", tool=tool.name, reason="timeout")
            return failed(AWAY)
        except Exception as error:
            # Whatever it was: the connection is made anew, which is cheap and cures a server that was restarted.
            log.warning("mcp tool failed", tool=tool.name, reason=type(error).__name__)
            self._lost.set()
            return failed(AWAY)

    async def _keep(self) -> None:
        pause_s = self._first_pause_s
        while not self._closing:
            try:
                await self._serve()
                pause_s = self._first_pause_s
            except Exception as error:
                log.warning("mcp server not available", server=self.server.name, reason=_reason(error))
                pause_s = self._first_pause_s if self.connected.is_set() else min(2 * pause_s, LONGEST_PAUSE_S)
            finally:
                self._client = None
                self.connected.clear()
            await asyncio.sleep(0 if self._closing else pause_s)

    async def _serve(self) -> None:
        """Connects, and returns when a call found the connection lost; raises when it cannot be made or kept."""
        async with self._connect() as client:
            self._lost.clear()
            self._client = client
            self.connected.set()
            log.info("mcp server connected", server=self.server.name, tools=len(self.tools))
            while not self._lost.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._lost.wait(), REFRESH_S)
                    return
                async with asyncio.timeout(self.server.timeout_s):
                    self.tools = await self._listed(client)

    @asynccontextmanager
    async def _connect(self) -> AsyncIterator["Client"]:
        # Loading takes a second, which must not stand in the way of others: it happens in a thread.
        module = await asyncio.to_thread(importlib.import_module, "agente.integrations.mcp_tools.transport")
        transport = module.transport_to(self.server, self._environment, self._folder)
        limit = asyncio.timeout(CONNECT_S)
        async with limit, transport as client:
            self.tools = await self._listed(client)
            limit.reschedule(None)
            yield client

    async def _listed(self, client: "Client") -> tuple[McpTool, ...]:
        found: list[Tool] = []
        cursor = None
        for _ in range(MAX_PAGES):
            page = await client.list_tools(cursor=cursor, cache_mode="refresh")
            found += page.tools
            cursor = page.next_cursor
            if not cursor:
                break
        described = [self._described(tool) for tool in found if self._is_wanted(tool)]
        return tuple(described[:MAX_TOOLS])

    def _is_wanted(self, tool: "Tool") -> bool:
        if self.server.tools is not None and tool.name not in self.server.tools:
            return False
        if _NAME.fullmatch(self._prefixed(tool)):
            return True
        log.warning("mcp tool left out, models cannot call its name", server=self.server.name)
        return False

    def _prefixed(self, tool: "Tool") -> str:
        return f"{self.server.name}__{tool.name}"

    def _described(self, tool: "Tool") -> McpTool:
        hints = tool.annotations
        return McpTool(
            self._prefixed(tool),
            tool.name,
            (tool.description or tool.title or tool.name)[:MAX_DESCRIPTION],
            {"type": "object", **tool.input_schema},
            bool(hints and hints.read_only_hint),
        )


def _answer(result: "CallToolResult") -> Answer:
    texts = [part.text for part in result.content if part.type == "text"]
    data = result.structured_content if result.structured_content is not None else "\n".join(texts)
    if result.is_error:
        return failed("The outside system could not do this.", marked(data))
    return Answer(marked(data))


def _reason(error: BaseException) -> str:
    """The first cause, by its kind alone: its words may hold what was sent."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return type(error).__name__
