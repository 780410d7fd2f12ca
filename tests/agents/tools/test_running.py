from collections.abc import Mapping
from typing import Any

import pytest

from agente.agents.specialists.registry import SPECIALISTS
from agente.agents.specialists.sales import SALES
from agente.agents.tools.running import run_tool, written
from agente.agents.tools.tool import ToolContext, ToolResult
from agente.llm.messages import ToolCall, ToolSpec
from tests.agents.tools.conftest import Desk


class Broken:
    spec = ToolSpec("broken", "", {"type": "object"})
    changes = False

    async def run(self, _arguments: Mapping[str, Any], _context: ToolContext) -> ToolResult:
        raise RuntimeError("secret detail")


class TestRunTool:
    async def test_unknown_tool_is_said(self, sample: Desk) -> None:
        result = await sample.call("delete_everything")

        assert not result.ok
        assert "no such tool" in result.content["error"]

    @pytest.mark.parametrize("arguments", [{}, {"query": 3}, {"query": "x", "more": 1}, {"query": "x" * 5000}])
    async def test_wrong_arguments_are_said(self, sample: Desk, arguments: dict[str, Any]) -> None:
        result = await sample.call("find_products", **arguments)

        assert not result.ok
        assert result.content["error"].startswith("Wrong arguments")
        assert len(result.content["error"]) < 400

    async def test_arguments_that_are_no_object_are_said(self, sample: Desk) -> None:
        tool = sample.registry.tools_for(SALES)["find_products"]

        result, record = await run_tool(tool, ToolCall("1", "find_products", None, "{{"), sample.context())

        assert not result.ok
        assert not record.ok

    async def test_failure_of_a_tool_is_no_failure_of_the_turn(self, sample: Desk) -> None:
        result, record = await run_tool(Broken(), ToolCall("1", "broken", {}), sample.context())

        assert "secret detail" not in written(result)
        assert not record.ok

    async def test_record_has_no_personal_data(self, sample: Desk) -> None:
        sample.said = ["111.444.777-35, ana@loja.example"]

        await sample.call("save_lead_details", email="ana@loja.example", need="CPF 111.444.777-35 na nota")

        assert sample.record is not None
        assert sample.record.arguments == {"email": "[EMAIL]", "need": "CPF [CPF] na nota"}
        assert sample.record.latency_ms > 0


@pytest.mark.parametrize("specialist", SPECIALISTS, ids=lambda specialist: specialist.name)
def test_every_schema_is_strict_and_described(sample: Desk, specialist: Any) -> None:
    tools = sample.registry.tools_for(specialist)

    assert list(tools) == [name for name in specialist.tools if name in tools]
    for name, tool in tools.items():
        assert name == tool.spec.name
        assert tool.spec.parameters["type"] == "object"
        assert tool.spec.parameters["additionalProperties"] is False
        assert 10 < len(tool.spec.description) <= 200
