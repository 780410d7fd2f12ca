"""How is a call that a model asks for carried out, and what is recorded of it?"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from agente.agents.tools.tool import Tool, ToolContext, ToolResult
from agente.guardrails.personal_data import masked
from agente.llm.messages import ToolCall

log = structlog.get_logger()

MAX_RECORDED = 200  # characters of one argument


@dataclass(frozen=True, slots=True)
class ToolRecord:
    """One call for the conversation's trace. Personal data in `arguments` is masked; secrets never were in them."""

    name: str
    arguments: Mapping[str, Any]
    ok: bool
    latency_ms: float


async def run_tool(tool: Tool | None, call: ToolCall, context: ToolContext) -> tuple[ToolResult, ToolRecord]:
    """Carries out one call; `tool` is None when there is none of that name. Never raises for what a tool does."""
    started = time.perf_counter()
    result = await _result(tool, call, context)
    latency_ms = (time.perf_counter() - started) * 1000
    record = ToolRecord(call.name[:64], _shown(call.arguments or {}), result.ok, latency_ms)
    return result, record


def written(result: ToolResult) -> str:
    """The result as the model reads it."""
    return json.dumps(result.content, ensure_ascii=False, separators=(",", ":"), default=str)


async def _result(tool: Tool | None, call: ToolCall, context: ToolContext) -> ToolResult:
    if tool is None:
        return ToolResult({"error": "There is no such tool."}, ok=False)
    if call.arguments is None:
        return ToolResult({"error": "The arguments are no JSON object."}, ok=False)
    try:
        return await tool.run(call.arguments, context)
    except Exception:
        # A mistake of ours in one tool must not cost the customer the whole answer.
        log.exception("tool failed", tool=call.name)
        return ToolResult({"error": "This does not work right now."}, ok=False)


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        text = masked(value[: 2 * MAX_RECORDED])
        return text if len(text) <= MAX_RECORDED else f"{text[:MAX_RECORDED]}…"
    if isinstance(value, Mapping):
        return {str(key): _shown(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(item) for item in value]
    return value
