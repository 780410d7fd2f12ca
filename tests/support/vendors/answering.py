"""What does the stand-in say when no reply is scripted? It agrees, repeats, or obeys whoever gives it an order."""

import re
from dataclasses import replace
from typing import Any

import orjson

from tests.support.vendors.replies import Answering, Asked, Reply, ToolUse, call_tools, say
from tests.support.vendors.words import pieces

PROMPT_ORDER = re.compile(
    r"(?:print|reveal|repeat|show|imprima|revele|repita|mostre)\b[^.\n]{0,60}\b(?:prompt|instructions|instruções)", re.I
)
SAY_ORDER = re.compile(r"(?:say|answer|reply|diga|responda)(?: exactly| exatamente)?:\s*([^\n]+)", re.I)
TOOL_ORDER = re.compile(r"(?:call|use|chame) (?:the tool|a ferramenta) (\w+) (?:with|com) (\{[^\n]*\})", re.I)


def agree(asked: Asked) -> Reply:
    return say("Certo, posso ajudar com isso.")


def echo(asked: Asked) -> Reply:
    return say(asked.last_text or "Olá!")


def obey(asked: Asked) -> Reply:
    """The most gullible of models: does what any text tells it, also one in a document or a tool's result."""
    texts = [*(text for _, text in reversed(asked.messages)), asked.system]
    after_tool = bool(asked.messages) and asked.messages[-1][0] == "tool"
    for text in texts:
        order = TOOL_ORDER.search(text)
        if order and order[1] in asked.tools and not after_tool:
            return call_tools((order[1], order[2]))
        if order := SAY_ORDER.search(text):
            return say(order[1])
        if text is not asked.system and PROMPT_ORDER.search(text):
            return say(asked.system)
    return echo(asked)


MODES: dict[str, Answering] = {"agree": agree, "echo": echo, "obedient": obey}


def unscripted(asked: Asked, answering: Answering) -> Reply:
    """What the request leaves no choice about, else what `answering` says, as long as it may be."""
    if asked.json_schema is not None:
        return _in_json(asked, asked.json_schema)
    if asked.must_call:
        name, schema = next(iter(asked.tools.items()))
        return call_tools((name, example_of(schema)))
    reply = answering(asked)
    if len(written := pieces(reply.text)) <= asked.max_tokens:
        return reply
    return replace(reply, text="".join(written[: asked.max_tokens]), cut_by_length=True)


def _in_json(asked: Asked, schema: dict[str, Any]) -> Reply:
    written = orjson.dumps(example_of(schema)).decode()
    if asked.vendor == "anthropic":
        return Reply(tools=(ToolUse(asked.body["tool_choice"]["name"], written),))
    return say(written)


def example_of(schema: dict[str, Any]) -> Any:
    """Some value of this shape: the first of each choice."""
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return example_of(schema[choice][0])
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: example_of(part) for name, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [example_of(schema.get("items", {"type": "string"}))] * schema.get("minItems", 0)
    return {"string": "x", "integer": 0, "number": schema.get("minimum", 0), "boolean": False, "null": None}[kind]
