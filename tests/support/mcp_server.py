"""A little MCP server with the protocol's own package: over standard input and output, or HTTP on a given port."""

import os
import sys
import time

from mcp.server.mcpserver import MCPServer
from mcp_types import ToolAnnotations

server = MCPServer("shop")


@server.tool(annotations=ToolAnnotations(read_only_hint=True))
def stock(product: str) -> str:
    """How many of a product are in stock."""
    return f"{product}: 12 ({os.environ.get('SHOP_TOKEN', 'no token')}, {os.environ.get('OTHER', 'nothing else')})"


@server.tool()
def reserve(product: str, quantity: int) -> dict[str, int | str]:
    """Reserves some."""
    if quantity > 12:
        raise ValueError("not so many")
    return {"product": product, "reserved": quantity}


@server.tool()
def crash() -> str:
    """Ends the server."""
    os._exit(1)


@server.tool()
def slow() -> str:
    """Takes too long."""
    time.sleep(0.8)
    return "late"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        server.run("streamable-http", host="127.0.0.1", port=int(sys.argv[1]))
    else:
        server.run("stdio")
