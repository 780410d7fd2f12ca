"""How is an MCP server reached? The only module that loads the protocol's package, which takes a second."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from mcp.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

from agente.packs.models import McpServer


@asynccontextmanager
async def transport_to(server: McpServer, environment: Mapping[str, str], folder: Path) -> AsyncIterator[Client]:
    """A connected client. A command runs in the pack's folder, and sees of our environment only what it is given."""
    if server.command is not None:
        secrets = {name: environment[name] for name in server.env_secrets if name in environment}
        command = StdioServerParameters(command=server.command, args=server.args, env=secrets, cwd=folder)
        async with Client(command) as client:
            yield client
        return
    token = environment.get(server.auth_secret or "")
    headers = {"Authorization": f"Bearer {token}"} if token else None
    async with (
        create_mcp_http_client(headers) as http,
        Client(streamable_http_client(str(server.url), http_client=http)) as client,
    ):
        yield client
