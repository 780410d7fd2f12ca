"""Cuts the schemas that the tests need out of the vendors' own API descriptions.

    python tools/vendor_schemas.py openai.json messages_v1.openapi.json

The first is `openapi.json` of github.com/openai/openai-openapi (MIT), the second a description made from the types of
Anthropic's Python client (Apache-2.0). Only the shapes are kept: no descriptions, no examples.
"""

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "tests" / "support" / "vendors"
WANTED = {
    "openai": (
        "Copyright (c) OpenAI, MIT License; cut from openapi.json of github.com/openai/openai-openapi",
        ("CreateChatCompletionRequest", "CreateChatCompletionResponse", "CreateChatCompletionStreamResponse"),
    ),
    "anthropic": (
        "Copyright Anthropic, PBC, Apache License 2.0; made from the types of the Python client `anthropic` 2.12.0",
        (
            "MessageCreateParamsNonStreaming",
            "MessageCreateParamsStreaming",
            "Message",
            "RawMessageStreamEvent",
            "ErrorResponse",
        ),
    ),
}
PROSE = {"description", "example", "examples", "x-oaiMeta", "externalDocs", "title"}


def cut(schemas: dict[str, Any], wanted: tuple[str, ...]) -> dict[str, Any]:
    """The wanted schemas and all that they refer to."""
    kept: dict[str, Any] = {}
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept[name] = shape(schemas[name])
            waiting += references(kept[name])
    return dict(sorted(kept.items()))


def shape(schema: Any, inside_properties: bool = False) -> Any:
    """The schema without its prose; a property may be called like a keyword of prose.

    OpenAI still writes `nullable`, which JSON Schema does not know.
    """
    if isinstance(schema, list):
        return [shape(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: shape(value, inside_properties=key == "properties" and not inside_properties)
        for key, value in schema.items()
        if inside_properties or key not in PROSE
    }
    if not inside_properties and kept.pop("nullable", False) is True:
        return {"anyOf": [kept, {"type": "null"}]}
    return kept


def references(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [name for item in schema for name in references(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema["$ref"].rsplit("/", 1)[-1]] if isinstance(schema.get("$ref"), str) else []
    return own + [name for value in schema.values() for name in references(value)]


if __name__ == "__main__":
    for (vendor, (note, wanted)), source in zip(WANTED.items(), sys.argv[1:], strict=True):
        described = json.loads(Path(source).read_text(encoding="utf-8"))["components"]["schemas"]
        found = {"$comment": note, "components": {"schemas": cut(described, wanted)}}
        (TARGET / f"{vendor}.json").write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
