"""OpenAI's chat completions, and the servers that speak the same: Ollama, vLLM, llama.cpp, LiteLLM, Gemini, Azure.

Servers differ in which optional parameters they know. One that is refused by name is left out from then on.
"""

import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import orjson

from agente.llm.errors import Refused, Rejected
from agente.llm.faults import error_in_stream
from agente.llm.http import Connections, Endpoint
from agente.llm.messages import (
    NO_USAGE,
    ChatMessage,
    ChatRequest,
    Completion,
    Finish,
    StreamEvent,
    ToolCall,
    ToolSpec,
    Usage,
)
from agente.llm.models import Vendor
from agente.llm.provider import bare_json, count_of, streamed, text_of, tool_call, understood, usable

OFFICIAL_URL = "https://api.openai.com/v1"
VENDOR_HOSTS = (".openai.com", ".azure.com")  # know `max_completion_tokens`; imitations know `max_tokens`
MAY_BE_LEFT_OUT = ("reasoning_effort", "temperature", "response_format", "stream_options", "tool_choice")
FINISHES: Mapping[str, Finish] = {"length": "length", "tool_calls": "tool_calls", "function_call": "tool_calls"}
JSON_INSTRUCTION = "Reply with one JSON object and nothing else. It must be valid against this JSON Schema: "

# Chat completions refuse tools while a model reasons, and from GPT-5.6 on it reasons unless told not to; nor do two
# seconds a turn leave time for it. The first GPT-5 knows no "none", the o models neither.
EFFORTS = (
    (re.compile(r"gpt-(5\.[1-9]|[6-9]|\d\d)"), "none"),
    (re.compile(r"gpt-5(-mini|-nano|-20\d\d.*)?$"), "minimal"),
    (re.compile(r"o\d"), "low"),
)


class OpenAI:
    name: Vendor = "openai"

    def __init__(self, connections: Connections, base_url: str = OFFICIAL_URL, api_key: str = "") -> None:
        self._connections = connections
        self._is_vendor = f".{urlsplit(base_url).hostname}".endswith(VENDOR_HOSTS)
        self._left_out: dict[str, set[str]] = {}  # by model
        base = base_url.rstrip("/")
        headers = {"Content-Type": "application/json"}
        if api_key:
            headers["Authorization"] = f"Bearer {api_key}"
        self._chat = Endpoint(self.name, f"{base}/chat/completions", headers)
        self._list = Endpoint(self.name, f"{base}/models", headers)

    async def complete(self, request: ChatRequest, model: str) -> Completion:
        while True:
            body = self._body(request, model)
            try:
                answer = await self._connections.post(self._chat, orjson.dumps(body))
            except Rejected as error:
                if not self._leave_out(model, body, error):
                    raise
            else:
                return self._completion(answer, request, model)

    async def stream(self, request: ChatRequest, model: str) -> AsyncGenerator[StreamEvent, None]:
        while True:
            body = self._body(request, model) | {"stream": True}
            if "stream_options" not in self._left_out.get(model, ()):
                body["stream_options"] = {"include_usage": True}
            begun = False
            try:
                async for event in self._streamed(request, model, orjson.dumps(body)):
                    begun = True
                    yield event
                return
            except Rejected as error:
                if begun or not self._leave_out(model, body, error):
                    raise

    async def models(self) -> Sequence[str]:
        answer = await self._connections.get(self._list)
        with understood(self.name):
            return [item["id"] for item in orjson.loads(answer)["data"]]

    def _body(self, request: ChatRequest, model: str) -> dict[str, Any]:
        left_out = self._left_out.get(model, ())
        body: dict[str, Any] = {"model": model, "messages": [_message(message) for message in request.messages]}
        body["max_completion_tokens" if self._is_vendor else "max_tokens"] = request.max_tokens
        if request.temperature is not None:
            body["temperature"] = request.temperature
        if self._is_vendor and (effort := _effort(model)):
            body["reasoning_effort"] = effort
        if request.tools:
            body["tools"] = [_tool(tool) for tool in request.tools]
            body["tool_choice"] = request.tool_choice
        if request.json_schema is not None:
            body["response_format"] = _json_format(request.json_schema)
            if "response_format" in left_out:
                told = JSON_INSTRUCTION + orjson.dumps(dict(request.json_schema)).decode()
                body["messages"].append({"role": "system", "content": told})
        for name in left_out:
            body.pop(name, None)
        return body

    def _leave_out(self, model: str, body: Mapping[str, Any], error: Rejected) -> bool:
        """Whether the refusal names a parameter that can be done without; the next body is made without it."""
        told = str(error)
        refused = {name for name in MAY_BE_LEFT_OUT if name in body and name in told}
        if "json_schema" in told and "response_format" in body:
            refused.add("response_format")
        self._left_out.setdefault(model, set()).update(refused)
        return bool(refused)

    def _completion(self, answer: bytes, request: ChatRequest, model: str) -> Completion:
        with understood(self.name):
            content = orjson.loads(answer)
            choice = content["choices"][0]
            message = choice["message"]
            written = _Written(
                model=text_of(content.get("model")) or model,
                text=[text_of(message.get("content"))],
                refused=bool(message.get("refusal")),
                finish=text_of(choice.get("finish_reason")) or "stop",
                usage=_usage(content.get("usage")),
            )
            for index, call in enumerate(message.get("tool_calls") or ()):
                written.take_call(index, call)
            return written.completion(request)

    def _streamed(self, request: ChatRequest, model: str, body: bytes) -> AsyncGenerator[StreamEvent, None]:
        arrived = self._connections.events(self._chat, body, _is_done)
        return streamed(self.name, arrived, _Written(model=model), request)


@dataclass(slots=True)
class _Written:
    """What a model has written so far."""

    model: str
    text: list[str] = field(default_factory=list)
    calls: dict[int, dict[str, str]] = field(default_factory=dict)
    refused: bool = False
    finish: str = ""
    usage: Usage = NO_USAGE

    def take(self, data: bytes) -> str:
        """Adds one event of a stream; the text in it."""
        if _is_done(data):
            return ""
        content = orjson.loads(data)
        if content.get("error"):
            raise error_in_stream("openai", content, self.usage)
        self.model = text_of(content.get("model")) or self.model
        if content.get("usage"):
            self.usage = _usage(content["usage"])
        piece = ""
        for choice in content.get("choices") or ():
            delta = choice.get("delta") or {}
            piece += text_of(delta.get("content"))
            self.refused = self.refused or bool(delta.get("refusal"))
            for call in delta.get("tool_calls") or ():
                # Gemini's imitation sends whole calls and no index.
                self.take_call(call.get("index", len(self.calls)), call)
            self.finish = text_of(choice.get("finish_reason")) or self.finish
        self.text.append(piece)
        return piece

    def take_call(self, index: int, call: Mapping[str, Any]) -> None:
        known = self.calls.setdefault(index, {"id": "", "name": "", "arguments": ""})
        function = call.get("function") or {}
        arguments = function.get("arguments") or ""
        known["id"] = text_of(call.get("id")) or known["id"]
        known["name"] = text_of(function.get("name")) or known["name"]
        known["arguments"] += arguments if isinstance(arguments, str) else orjson.dumps(arguments).decode()

    def completion(self, request: ChatRequest) -> Completion:
        if self.refused or self.finish == "content_filter":
            raise Refused(f"finished by {self.finish or 'refusal'}", provider="openai", usage=self.usage)
        calls = tuple(self._call(index) for index in sorted(self.calls))
        finish: Finish = "tool_calls" if calls else FINISHES.get(self.finish, "stop")
        text = "".join(self.text)
        whole = Completion(
            text=bare_json(text) if request.json_schema is not None else text,
            finish="length" if self.finish == "length" else finish,
            provider="openai",
            model=self.model,
            usage=self.usage,
            tool_calls=calls,
        )
        return usable(whole, request)

    def _call(self, index: int) -> ToolCall:
        known = self.calls[index]
        if not known["name"]:
            raise ValueError("a call of no tool")
        return tool_call(known["id"] or f"call_{index}", known["name"], known["arguments"])


def _is_done(data: bytes) -> bool:
    return data == b"[DONE]"


def _effort(model: str) -> str | None:
    return next((effort for pattern, effort in EFFORTS if "-chat" not in model and pattern.match(model)), None)


def _message(message: ChatMessage) -> dict[str, Any]:
    if message.role == "tool":
        return {"role": "tool", "tool_call_id": message.tool_call_id, "content": message.text}
    if not message.tool_calls:
        return {"role": message.role, "content": message.text}
    calls = [
        {
            "id": call.id,
            "type": "function",
            # What was no JSON is not sent back: imitations read the arguments of earlier calls, and fail.
            "function": {"name": call.name, "arguments": orjson.dumps(dict(call.arguments or {})).decode()},
        }
        for call in message.tool_calls
    ]
    return {"role": "assistant", "content": message.text or None, "tool_calls": calls}


def _tool(tool: ToolSpec) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)}
    return {"type": "function", "function": function}


def _json_format(schema: Mapping[str, Any]) -> dict[str, Any]:
    wanted = {"name": "reply", "schema": dict(schema), "strict": _may_be_strict(schema)}
    return {"type": "json_schema", "json_schema": wanted}


def _may_be_strict(schema: Any) -> bool:
    """Strict schemas guarantee the shape, but need every object closed and all of its properties required."""
    if isinstance(schema, list):
        return all(_may_be_strict(item) for item in schema)
    if not isinstance(schema, Mapping):
        return True
    if schema.get("type") == "object":
        closed = schema.get("additionalProperties") is False
        if not closed or set(schema.get("required", ())) != set(schema.get("properties", {})):
            return False
    return all(_may_be_strict(value) for value in schema.values())


def _usage(content: Mapping[str, Any] | None) -> Usage:
    """OpenAI counts cached tokens as part of the prompt's."""
    if not content:
        return NO_USAGE
    details = content.get("prompt_tokens_details") or {}
    return Usage(
        input_tokens=count_of(content.get("prompt_tokens")),
        output_tokens=count_of(content.get("completion_tokens")),
        cached_tokens=count_of(details.get("cached_tokens")),
        cache_write_tokens=count_of(details.get("cache_write_tokens")),
    )
