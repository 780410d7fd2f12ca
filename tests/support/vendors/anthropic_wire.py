"""Messages, as Anthropic writes and reads them."""

from collections.abc import Iterator
from typing import Any

import orjson

from tests.support.vendors.replies import Asked, Reply
from tests.support.vendors.schemas import unknown_fields, violation
from tests.support.vendors.words import pieces, tokens


def asked(body: dict[str, Any], headers: dict[str, str]) -> Asked:
    forced = body.get("tool_choice", {}).get("name")
    schemas = {tool["name"]: tool["input_schema"] for tool in body.get("tools", ())}
    return Asked(
        vendor="anthropic",
        model=body["model"],
        system=_text(body.get("system", "")),
        messages=tuple(_flat(body["messages"])),
        tools={} if forced else schemas,
        must_call=body.get("tool_choice", {}).get("type") == "any",
        max_tokens=body["max_tokens"],
        json_schema=schemas.get(forced),
        stream=bool(body.get("stream")),
        body=body,
        headers=headers,
    )


def _flat(messages: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for message in messages:
        content = message["content"]
        blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
        for block in blocks:
            if block["type"] == "text":
                yield message["role"], block["text"]
            elif block["type"] == "tool_result":
                yield "tool", _text(block.get("content", ""))


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "\n\n".join(block.get("text", "") for block in content)
    return str(content)


def problem(body: dict[str, Any], headers: dict[str, str]) -> str | None:
    """Why the vendor would refuse this request."""
    schema = "MessageCreateParamsStreaming" if body.get("stream") else "MessageCreateParamsNonStreaming"
    if "anthropic-version" not in headers:
        return "anthropic-version: header is required"
    return (
        violation("anthropic", schema, body)
        or unknown_fields("anthropic", schema, body)
        or _unfit_messages(body["messages"])
        or _unfit_texts(body)
    )


def _unfit_messages(messages: list[dict[str, Any]]) -> str | None:
    if messages[0]["role"] != "user":
        return "messages.0: the first message must be the user's"
    open_calls: set[str] = set()
    for index, message in enumerate(messages):
        blocks = message["content"] if isinstance(message["content"], list) else []
        answered = {block["tool_use_id"] for block in blocks if block["type"] == "tool_result"}
        if answered != open_calls:
            return f"messages.{index}: calls {sorted(open_calls)}, results {sorted(answered)}"
        open_calls = {block["id"] for block in blocks if block["type"] == "tool_use"}
    return None


def _unfit_texts(body: dict[str, Any]) -> str | None:
    contents = [body.get("system"), *(message["content"] for message in body["messages"])]
    blocks = [block for content in contents if isinstance(content, list) for block in content]
    if any(block["type"] == "text" and not block["text"].strip() for block in blocks):
        return "text content blocks must be non-empty"
    cached = [block for block in [*blocks, *body.get("tools", ())] if "cache_control" in block]
    return "at most 4 blocks with cache_control" if len(cached) > 4 else None


def error(kind: str, parameter: str) -> tuple[int, dict[str, Any]]:
    status, name, message = {
        "rate_limit": (429, "rate_limit_error", "This request would exceed your rate limit"),
        "quota": (400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API"),
        "server_error": (500, "api_error", "Internal server error"),
        "overloaded": (529, "overloaded_error", "Overloaded"),
        "unauthorized": (401, "authentication_error", "invalid x-api-key"),
        "unknown_model": (404, "not_found_error", "model: does not exist"),
        "refused_parameter": (400, "invalid_request_error", f"{parameter}: not supported by this model"),
        "invalid": (400, "invalid_request_error", parameter),
    }[kind]
    return status, {"type": "error", "error": {"type": name, "message": message}, "request_id": "req_standin"}


def answer(request: Asked, reply: Reply) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = [{"type": "text", "text": reply.text, "citations": None}] if reply.text else []
    for index, use in enumerate(reply.tools):
        # Anthropic sends an object; what the model wrote wrongly arrives as whatever could be read of it.
        blocks.append({"type": "tool_use", "id": f"toolu_{index}", "name": use.name, "input": _input(use.arguments)})
    return _head(request) | {
        "content": blocks,
        "stop_reason": _stop(request, reply),
        "stop_sequence": None,
        "usage": _usage(request, reply),
    }


def events(request: Asked, reply: Reply) -> Iterator[bytes]:
    opened = _usage(request, reply) | {"output_tokens": 1}
    start = _head(request) | {"content": [], "stop_reason": None, "stop_sequence": None, "usage": opened}
    yield _event({"type": "message_start", "message": start})
    index = 0
    if reply.text:
        yield _event(
            {
                "type": "content_block_start",
                "index": 0,
                "content_block": {"type": "text", "text": "", "citations": None},
            }
        )
        yield _event({"type": "ping"})
        for piece in pieces(reply.text):
            yield _delta(0, {"type": "text_delta", "text": piece})
        yield _event({"type": "content_block_stop", "index": 0})
        index = 1
    for number, use in enumerate(reply.tools):
        block = {"type": "tool_use", "id": f"toolu_{number}", "name": use.name, "input": {}}
        yield _event({"type": "content_block_start", "index": index + number, "content_block": block})
        for piece in ["", *pieces(use.arguments)]:
            yield _delta(index + number, {"type": "input_json_delta", "partial_json": piece})
        yield _event({"type": "content_block_stop", "index": index + number})
    ended = {"stop_reason": _stop(request, reply), "stop_sequence": None}
    usage = {"output_tokens": _usage(request, reply)["output_tokens"], "input_tokens": None}
    yield _event({"type": "message_delta", "delta": ended, "usage": usage})
    yield _event({"type": "message_stop"})


def error_event() -> bytes:
    return _event(error("overloaded", "")[1])


def models(names: list[str]) -> dict[str, Any]:
    listed = [
        {"id": name, "type": "model", "display_name": name, "created_at": "2026-01-01T00:00:00Z"} for name in names
    ]
    return {"data": listed, "has_more": False, "first_id": names[0], "last_id": names[-1]}


def _head(request: Asked) -> dict[str, Any]:
    return {"id": "msg_standin", "type": "message", "role": "assistant", "model": request.model}


def _event(content: dict[str, Any]) -> bytes:
    return b"event: " + content["type"].encode() + b"\ndata: " + orjson.dumps(content) + b"\n\n"


def _delta(index: int, delta: dict[str, Any]) -> bytes:
    return _event({"type": "content_block_delta", "index": index, "delta": delta})


def _input(arguments: str) -> dict[str, Any]:
    try:
        return dict(orjson.loads(arguments))
    except (ValueError, TypeError):
        return {}


def _stop(request: Asked, reply: Reply) -> str:
    if reply.refusal:
        return "refusal"
    if reply.cut_by_length:
        return "max_tokens"
    # A tool that was forced ends the message like any other call.
    return "tool_use" if reply.tools else "end_turn"


def _usage(request: Asked, reply: Reply) -> dict[str, Any]:
    return {
        "input_tokens": tokens(request),
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": reply.cached_tokens,
        "output_tokens": len(pieces(reply.text)) + 8 * len(reply.tools),
    }
