"""Anthropic's messages: system and tools apart from the dialogue, blocks instead of texts, JSON by a forced tool."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from agente.llm.errors import Refused
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
    Usage,
)
from agente.llm.models import Vendor
from agente.llm.provider import bare_json, count_of, streamed, text_of, tool_call, understood, usable

OFFICIAL_URL = "https://api.anthropic.com"
VERSION = "2023-06-01"
REPLY_TOOL = "reply"  # a reply in JSON is what this tool is called with; some imitations write it as text instead
CACHED = {"type": "ephemeral"}
CHOICES = {"auto": "auto", "required": "any", "none": "none"}
FINISHES: Mapping[str, Finish] = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tool_calls",
}
OPENING = {"type": "text", "text": "(start of the conversation)"}


class Anthropic:
    name: Vendor = "anthropic"

    def __init__(self, connections: Connections, base_url: str = OFFICIAL_URL, api_key: str = "") -> None:
        self._connections = connections
        base = base_url.rstrip("/").removesuffix("/v1")
        headers = {"Content-Type": "application/json", "anthropic-version": VERSION, "x-api-key": api_key}
        self._messages = Endpoint(self.name, f"{base}/v1/messages", headers)
        self._list = Endpoint(self.name, f"{base}/v1/models?limit=1000", headers)

    async def complete(self, request: ChatRequest, model: str) -> Completion:
        answer = await self._connections.post(self._messages, orjson.dumps(_body(request, model)))
        with understood(self.name):
            content = orjson.loads(answer)
            written = _Written(model=text_of(content.get("model")) or model)
            written.finish = text_of(content.get("stop_reason")) or "end_turn"
            written.count(content["usage"])
            for index, block in enumerate(content["content"]):
                written.open_block(index, block)
            return written.completion(request)

    def stream(self, request: ChatRequest, model: str) -> AsyncGenerator[StreamEvent, None]:
        body = orjson.dumps(_body(request, model) | {"stream": True})
        arrived = self._connections.events(self._messages, body, _is_last)
        return streamed(self.name, arrived, _Written(model=model), request)

    async def models(self) -> Sequence[str]:
        answer = await self._connections.get(self._list)
        with understood(self.name):
            return [item["id"] for item in orjson.loads(answer)["data"]]


@dataclass(slots=True)
class _Written:
    """What a model has written so far: text, and calls of tools by the index of their block."""

    model: str
    finish: str = ""
    text: list[str] = field(default_factory=list)
    calls: dict[int, dict[str, Any]] = field(default_factory=dict)
    usage: Usage = NO_USAGE

    def take(self, data: bytes) -> str:
        """Adds one event of a stream; the text in it."""
        event = orjson.loads(data)
        kind = event["type"]
        if kind == "content_block_delta":
            return self._add(event["index"], event["delta"])
        if kind == "content_block_start":
            return self.open_block(event["index"], event["content_block"])
        if kind == "message_start":
            self.model = text_of(event["message"].get("model")) or self.model
            self.count(event["message"]["usage"])
        elif kind == "message_delta":
            self.finish = text_of(event["delta"].get("stop_reason")) or self.finish
            self.count(event["usage"])
        elif kind == "error":
            raise error_in_stream("anthropic", event, self.usage)
        return ""

    def open_block(self, index: int, block: Mapping[str, Any]) -> str:
        if block["type"] == "tool_use":
            # In a stream the input is empty here, and its JSON follows in pieces.
            whole = orjson.dumps(block["input"]).decode() if block.get("input") else ""
            self.calls[index] = {"id": text_of(block["id"]), "name": text_of(block["name"]), "arguments": whole}
            return ""
        return self._write(block["text"]) if block["type"] == "text" else ""

    def _add(self, index: int, delta: Mapping[str, Any]) -> str:
        if delta["type"] == "input_json_delta" and index in self.calls:
            self.calls[index]["arguments"] += text_of(delta["partial_json"])
            return ""
        return self._write(delta["text"]) if delta["type"] == "text_delta" else ""

    def _write(self, written: object) -> str:
        piece = text_of(written)
        self.text.append(piece)
        return piece

    def count(self, content: Mapping[str, Any]) -> None:
        """Anthropic's input excludes what is read from and written to the cache; counts in a stream are cumulative."""
        before = self.usage
        fresh_before = before.input_tokens - before.cached_tokens - before.cache_write_tokens
        cached = _latest(content.get("cache_read_input_tokens"), before.cached_tokens)
        stored = _latest(content.get("cache_creation_input_tokens"), before.cache_write_tokens)
        fresh = _latest(content.get("input_tokens"), fresh_before)
        self.usage = Usage(fresh + cached + stored, count_of(content.get("output_tokens")), cached, stored)

    def completion(self, request: ChatRequest) -> Completion:
        if self.finish == "refusal":
            raise Refused("finished by refusal", provider="anthropic", usage=self.usage)
        text = "".join(self.text)
        calls = tuple(tool_call(call["id"], call["name"], call["arguments"]) for _, call in sorted(self.calls.items()))
        finish = FINISHES.get(self.finish, "stop")
        if request.json_schema is not None:
            text, calls, finish = _json_reply(calls) or bare_json(text), (), "length" if finish == "length" else "stop"
        whole = Completion(text, finish, "anthropic", self.model, self.usage, calls)
        return usable(whole, request)


def _latest(told: object, before: int) -> int:
    return before if told is None else count_of(told)


def _json_reply(calls: Sequence[ToolCall]) -> str:
    return next((call.raw for call in calls if call.name == REPLY_TOOL and call.arguments), "")


def _is_last(data: bytes) -> bool:
    return b'"message_stop"' in data and orjson.loads(data).get("type") == "message_stop"


def _body(request: ChatRequest, model: str) -> dict[str, Any]:
    """Without a temperature: Anthropic's description of a request no longer has one, and refuses what it has not."""
    body: dict[str, Any] = {"model": model, "max_tokens": request.max_tokens, "messages": _dialogue(request.messages)}
    if system := _system(request.messages):
        body["system"] = system
    if request.json_schema is not None:
        described = {"name": REPLY_TOOL, "description": "Gives the reply.", "input_schema": dict(request.json_schema)}
        body["tools"] = [described]
        body["tool_choice"] = {"type": "tool", "name": REPLY_TOOL}
    elif request.tools:
        body["tools"] = [
            {"name": tool.name, "description": tool.description, "input_schema": dict(tool.parameters)}
            for tool in request.tools
        ]
        body["tool_choice"] = {"type": CHOICES[request.tool_choice]}
    if "tools" in body and not system:
        body["tools"][-1]["cache_control"] = CACHED
    return body


def _system(messages: Sequence[ChatMessage]) -> list[dict[str, Any]]:
    """The system messages before the dialogue. What the vendor caches ends with the first: tools come before it."""
    blocks: list[dict[str, Any]] = []
    for message in messages:
        if message.role != "system":
            break
        if message.text.strip():
            blocks.append({"type": "text", "text": message.text})
    if blocks:
        blocks[0]["cache_control"] = CACHED
    return blocks


def _dialogue(messages: Sequence[ChatMessage]) -> list[dict[str, Any]]:
    """Turns of user and assistant, which have to alternate, begin with the user and hold no empty text."""
    dialogue: list[dict[str, Any]] = []
    leading = True
    for message in messages:
        leading = leading and message.role == "system"
        if leading:
            continue
        role = "assistant" if message.role == "assistant" else "user"
        if not dialogue or dialogue[-1]["role"] != role:
            dialogue.append({"role": role, "content": []})
        dialogue[-1]["content"] += _blocks(message)
    filled = [turn for turn in dialogue if turn["content"]]
    if not filled or filled[0]["role"] == "assistant":
        filled.insert(0, {"role": "user", "content": [OPENING]})
    return filled


def _blocks(message: ChatMessage) -> list[dict[str, Any]]:
    if message.role == "tool":
        return [{"type": "tool_result", "tool_use_id": message.tool_call_id, "content": message.text}]
    blocks: list[dict[str, Any]] = [{"type": "text", "text": message.text}] if message.text.strip() else []
    for call in message.tool_calls:
        blocks.append({"type": "tool_use", "id": call.id, "name": call.name, "input": dict(call.arguments or {})})
    return blocks
