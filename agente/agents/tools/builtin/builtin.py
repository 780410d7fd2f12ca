"""What is a tool of our own? A name, a strict schema and a function."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from agente.agents.tools.arguments import ArgumentCheck
from agente.agents.tools.tool import ToolContext, ToolResult
from agente.llm.messages import ToolSpec
from agente.packs.models import ToolName

Work = Callable[[Mapping[str, Any], ToolContext], Awaitable[ToolResult]]


class Builtin:
    """`work` is called with arguments that fit `parameters`, and with no others."""

    def __init__(
        self, name: ToolName, description: str, parameters: Mapping[str, Any], work: Work, *, changes: bool = False
    ) -> None:
        self.spec = ToolSpec(name, description, parameters)
        self.changes = changes
        self._check = ArgumentCheck(parameters)
        self._work = work

    async def run(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        if problem := self._check.problem(arguments):
            return failed(problem)
        return await self._work(arguments, context)


def failed(problem: str, **more: Any) -> ToolResult:
    """A refusal that tells the model why, in a sentence it can act on."""
    return ToolResult({"error": problem, **more}, ok=False)
