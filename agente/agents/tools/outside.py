"""The tools that a pack brings along: its declared HTTP tools, and those of its MCP servers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import structlog

from agente.agents.tools.arguments import ArgumentCheck, UnusableSchema, object_schema
from agente.agents.tools.builtin.builtin import failed
from agente.agents.tools.own import own_details
from agente.agents.tools.tool import Tool, ToolContext, ToolResult
from agente.integrations.mcp_tools.connection import McpConnection, McpTool
from agente.llm.messages import ToolSpec
from agente.packs.models import HttpTool, McpServer, Qualification
from agente.packs.pack import Pack

if TYPE_CHECKING:
    from agente.integrations.http_tools.client import HttpTools

log = structlog.get_logger()


class OutsideTools:
    """One pack's. Tools and servers whose secrets are not in `environment` are left out, and that is logged."""

    def __init__(self, pack: Pack, environment: Mapping[str, str]) -> None:
        self._http = _http_tools(pack, environment) if pack.tools.http else None
        self._declared: dict[str, Tool] = {}
        if self._http is not None:
            for tool in self._http.tools:
                with _left_out_when_unusable(tool.name):
                    self._declared[tool.name] = DeclaredTool(tool, self._http, pack.qualification)
        self._servers = {
            server.name: ServerTools(McpConnection(server, environment, pack.path))
            for server in pack.tools.mcp
            if _is_configured(server, environment)
        }

    async def start(self) -> None:
        """Begins to connect to the MCP servers; their tools are there as soon as they answer."""
        for server in self._servers.values():
            server.connection.start()

    async def close(self) -> None:
        for server in self._servers.values():
            await server.connection.close()
        if self._http is not None:
            await self._http.close()

    def named(self, name: str) -> Iterator[Tool]:
        """The tool of that name, or all tools of the MCP server of that name; none when it is not there."""
        if name in self._declared:
            yield self._declared[name]
        server = self._servers.get(name.split("__")[0])
        for tool in server.tools() if server else ():
            if name in (tool.spec.name, name.split("__")[0]):
                yield tool


class DeclaredTool:
    """An HTTP tool of `tools.yaml`. Every method but GET counts as a change."""

    def __init__(self, declared: HttpTool, http: "HttpTools", rules: Qualification | None) -> None:
        parameters = {**object_schema({}), **declared.parameters}
        self.spec = ToolSpec(declared.name, declared.description, parameters)
        self.changes = declared.method != "GET"
        self._check = ArgumentCheck(parameters)
        self._declared = declared
        self._http = http
        self._rules = rules

    async def run(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        if problem := self._check.problem(arguments):
            return failed(problem)
        details = own_details(context, self._rules)
        own = {f"contact.{name}": value for name, value in details.items()}
        own["conversation.id"] = context.conversation_id
        answer = await self._http.call(self._declared, arguments, own)
        return ToolResult(answer.content, ok=answer.ok)


class ServerTools:
    """The tools of one MCP server, made anew when its list changes."""

    def __init__(self, connection: McpConnection) -> None:
        self.connection = connection
        self._listed: tuple[McpTool, ...] = ()
        self._made: list[ServerTool] = []

    def tools(self) -> "Sequence[ServerTool]":
        if self.connection.tools != self._listed:
            self._listed = self.connection.tools
            self._made = []
            for tool in self._listed:
                with _left_out_when_unusable(tool.name):
                    self._made.append(ServerTool(tool, self.connection))
        return self._made


class ServerTool:
    """A tool of an MCP server. One that its server does not call read-only counts as a change."""

    def __init__(self, tool: McpTool, connection: McpConnection) -> None:
        self.spec = ToolSpec(tool.name, tool.description, tool.parameters)
        self.changes = not tool.reads_only
        self._check = ArgumentCheck(tool.parameters)
        self._tool = tool
        self._connection = connection

    async def run(self, arguments: Mapping[str, Any], _context: ToolContext) -> ToolResult:
        if problem := self._check.problem(arguments):
            return failed(problem)
        answer = await self._connection.call(self._tool, arguments)
        return ToolResult(answer.content, ok=answer.ok)


@contextmanager
def _left_out_when_unusable(name: str) -> Iterator[None]:
    try:
        yield
    except UnusableSchema as unusable:
        log.warning("tool left out, its parameters are no schema for a model", tool=name, reason=str(unusable))


def _http_tools(pack: Pack, environment: Mapping[str, str]) -> "HttpTools":
    # Imported here: it takes a third of a second, and most packs declare no tools.
    from agente.integrations.http_tools.client import HttpTools

    return HttpTools(pack.tools.http, environment)


def _is_configured(server: McpServer, environment: Mapping[str, str]) -> bool:
    wanted = [*server.env_secrets, *([server.auth_secret] if server.auth_secret else [])]
    missing = [name for name in wanted if not environment.get(name)]
    if missing:
        log.warning("mcp server left out, a secret is not set", server=server.name, secret=missing[0])
    return not missing
