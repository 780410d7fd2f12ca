"""The tools that a pack brings along: its declared HTTP tools, and those of its MCP servers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from agente.agents.tools.arguments import ArgumentCheck, object_schema
from agente.agents.tools.builtin.builtin import failed
from agente.agents.tools.own import own_details
from agente.agents.tools.tool import ToolContext, ToolResult
from agente.llm.messages import ToolSpec
from agente.packs.models import HttpTool, Qualification

if TYPE_CHECKING:
    from agente.integrations.http_tools.client import HttpTools


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
