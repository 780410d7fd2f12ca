import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from agente.agents.specialists.aftersales import AFTERSALES
from agente.agents.specialists.spec import Specialist
from agente.agents.tools.outside import OutsideTools
from agente.agents.tools.registry import ToolRegistry
from agente.agents.tools.running import run_tool
from agente.agents.tools.tool import ToolResult
from agente.llm.messages import ToolCall
from agente.packs.loader import load_pack
from agente.packs.models import HttpTool, McpServer, Tools
from agente.packs.pack import Pack
from tests.agents.conftest import SAMPLE
from tests.agents.tools.conftest import Desk, registry_of
from tests.support.shop import Shop

SERVER = Path(__file__).parents[2] / "support" / "mcp_server.py"
NUMBER = {"type": "string", "pattern": "^TAM-[0-9]{6}$"}


def order_status(shop: Shop) -> HttpTool:
    return HttpTool(
        name="order_status",
        description="Situação de um pedido",
        url=f"{shop.url}/orders/{{number}}?email={{contact.email}}",
        parameters={"type": "object", "properties": {"number": NUMBER}, "required": ["number"]},
        allowed_hosts=["127.0.0.1"],
        allow_private=True,
    )


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(SAMPLE)


class TestDeclaredTool:
    async def test_asks_for_the_conversations_own_contact(self, pack: Pack, shop: Shop) -> None:
        outside = OutsideTools(replace(pack, tools=Tools(http=[order_status(shop)])), {})
        desk = Desk(registry_of(pack, outside), said=["meu e-mail é ana@loja.example, pedido TAM-104233"])

        result = await desk.call("order_status", number="TAM-104233")
        await outside.close()

        assert result.content["data"] == {"status": "enviado"}
        assert shop.requests[0]["path"] == "/orders/TAM-104233"
        assert shop.requests[0]["query"] == [("email", "ana@loja.example")]

    @pytest.mark.parametrize("arguments", [{"number": "1"}, {}, {"number": "TAM-104233", "email": "x@y.example"}])
    async def test_arguments_outside_the_schema_send_nothing(
        self, pack: Pack, shop: Shop, arguments: dict[str, str]
    ) -> None:
        outside = OutsideTools(replace(pack, tools=Tools(http=[order_status(shop)])), {})
        desk = Desk(registry_of(pack, outside), contact={"email": "ana@loja.example"})

        result = await desk.call("order_status", **arguments)
        await outside.close()

        assert not result.ok
        assert shop.requests == []

    async def test_is_offered_only_with_its_secret(self, pack: Pack) -> None:
        without = registry_of(pack, OutsideTools(pack, {}))
        having = registry_of(pack, OutsideTools(pack, {"TAMARINDO_API_TOKEN": "x" * 20}))

        assert "order_status" not in without.tools_for(AFTERSALES)
        assert next(iter(having.tools_for(AFTERSALES))) == "order_status"

    @pytest.mark.parametrize("wrong", [{"required": "number"}, {"anyOf": [{"required": ["number"]}]}])
    async def test_one_that_vendors_would_refuse_is_not_offered(
        self, pack: Pack, shop: Shop, wrong: dict[str, object]
    ) -> None:
        broken = order_status(shop).model_copy(update={"parameters": {"type": "object", **wrong}})
        outside = OutsideTools(replace(pack, tools=Tools(http=[broken])), {})

        assert list(outside.named("order_status")) == []
        await outside.close()


class TestServerTool:
    async def test_specialist_has_the_servers_tools_or_one_of_them(self, pack: Pack) -> None:
        server = McpServer(name="shop", command=sys.executable, args=[str(SERVER)])
        outside = OutsideTools(replace(pack, tools=Tools(mcp=[server])), {})
        registry = registry_of(pack, outside)
        await outside.start()
        await until_connected(registry)

        everything = registry.tools_for(Specialist("support", frozenset(), ("shop", "hand_over")))
        one = registry.tools_for(Specialist("support", frozenset(), ("shop__stock",)))
        wrong = await stock(registry, item=1)
        right = await stock(registry, product="caneca")
        await outside.close()

        assert list(everything) == ["shop__stock", "shop__reserve", "shop__crash", "shop__slow", "hand_over"]
        assert list(one) == ["shop__stock"]
        assert (one["shop__stock"].changes, everything["shop__reserve"].changes) == (False, True)
        assert wrong.content["error"].startswith("Wrong arguments")
        assert "caneca: 12" in str(right.content["data"])
        away = await stock(registry, product="caneca")
        assert "does not answer right now" in away.content["error"]

    async def test_server_without_its_secret_is_left_out(self, pack: Pack) -> None:
        server = McpServer(name="shop", command="never-started", env_secrets=["SHOP_TOKEN"])
        outside = OutsideTools(replace(pack, tools=Tools(mcp=[server])), {})
        await outside.start()

        assert list(outside.named("shop")) == []
        await outside.close()


async def until_connected(registry: ToolRegistry) -> None:
    async with asyncio.timeout(30):
        while not registry.tools_for(Specialist("support", frozenset(), ("shop",))):  # noqa: ASYNC110 - seen from outside
            await asyncio.sleep(0.05)


async def stock(registry: ToolRegistry, **arguments: object) -> ToolResult:
    tool = registry.tools_for(Specialist("support", frozenset(), ("shop__stock",)))["shop__stock"]
    result, _ = await run_tool(tool, ToolCall("1", "shop__stock", arguments), Desk(registry).context())
    return result
