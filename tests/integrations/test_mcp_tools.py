import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from agente.integrations.answers import Answer
from agente.integrations.mcp_tools.connection import McpConnection
from agente.packs.models import McpServer

SERVER = Path(__file__).parents[1] / "support" / "mcp_server.py"
ENVIRONMENT = {"SHOP_TOKEN": "s3cr3t", "OTHER": "other"}


@pytest.fixture
async def over_stdio(tmp_path: Path) -> AsyncIterator[McpConnection]:
    server = McpServer(
        name="shop", command=sys.executable, args=[str(SERVER)], env_secrets=["SHOP_TOKEN"], timeout_s=0.5
    )
    connection = McpConnection(server, ENVIRONMENT, tmp_path, first_pause_s=0.05)
    connection.start()
    yield connection
    await connection.close()


class HttpServer:
    """The same server on a port of its own, which can be stopped and started again."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/mcp"
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, str(SERVER), str(self.port)], stderr=subprocess.DEVNULL)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def http_server() -> Iterator[HttpServer]:
    server = HttpServer()
    yield server
    server.stop()


async def connected(connection: McpConnection) -> None:
    await asyncio.wait_for(connection.connected.wait(), 30)


async def call(connection: McpConnection, tool: str, **arguments: object) -> Answer:
    return await connection.call(next(known for known in connection.tools if known.own_name == tool), arguments)


class TestOverStdio:
    async def test_tools_are_listed_called_and_survive_the_servers_death(self, over_stdio: McpConnection) -> None:
        await connected(over_stdio)

        tools = {tool.name: tool for tool in over_stdio.tools}
        assert set(tools) == {"shop__stock", "shop__reserve", "shop__crash", "shop__slow"}
        assert tools["shop__stock"].reads_only
        assert not tools["shop__reserve"].reads_only
        assert tools["shop__stock"].parameters["required"] == ["product"]

        stock = await call(over_stdio, "stock", product="caneca")
        assert stock.ok
        # Of our environment the command sees what it is given, and nothing else.
        assert "caneca: 12 (s3cr3t, nothing else)" in str(stock.content["data"])
        reserved = await call(over_stdio, "reserve", product="caneca", quantity=2)
        assert reserved.content["data"] == {"product": "caneca", "reserved": 2}

        refused = await call(over_stdio, "reserve", product="caneca", quantity=99)
        assert not refused.ok
        assert not (await call(over_stdio, "slow")).ok

        crashed = await call(over_stdio, "crash")
        assert "does not answer right now" in crashed.content["error"]
        over_stdio.connected.clear()
        await connected(over_stdio)
        assert (await call(over_stdio, "stock", product="caneca")).ok


class TestOverHttp:
    async def test_only_listed_tools_and_back_after_a_restart(self, http_server: HttpServer, tmp_path: Path) -> None:
        server = McpServer(name="loja", url=http_server.url, tools=["stock"], timeout_s=2)
        connection = McpConnection(server, {}, tmp_path, first_pause_s=0.1)
        connection.start()
        await connected(connection)

        assert [tool.name for tool in connection.tools] == ["loja__stock"]
        assert "12" in str((await call(connection, "stock", product="caneca")).content["data"])

        http_server.stop()
        assert "does not answer right now" in (await call(connection, "stock", product="caneca")).content["error"]
        connection.connected.clear()
        http_server.start()
        await connected(connection)
        assert (await call(connection, "stock", product="caneca")).ok
        await connection.close()


@pytest.mark.parametrize(
    "server",
    [
        McpServer(name="shop", command="/there/is/no/such/command"),
        McpServer(name="shop", url="http://127.0.0.1:9/mcp"),
    ],
    ids=["command", "address"],
)
async def test_server_that_is_not_there_is_only_not_there(server: McpServer, tmp_path: Path) -> None:
    connection = McpConnection(server, {}, tmp_path, first_pause_s=0.01)
    connection.start()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(connection.connected.wait(), 0.5)

    assert connection.tools == ()
    await connection.close()


def test_starting_the_product_does_not_load_the_protocol() -> None:
    names = ["agente.integrations.mcp_tools.connection", "agente.agents.tools.registry"]
    code = f"import sys, {', '.join(names)}; print('mcp' in sys.modules, 'jsonschema' in sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert loaded.split() == ["False", "False"]
