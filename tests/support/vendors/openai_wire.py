"""Chat completions, as OpenAI writes and reads them."""

from collections.abc import Iterator
from typing import Any

import orjson

from tests.support.vendors.replies import Asked, Reply
from tests.support.vendors.schemas import unknown_fields, violation
from tests.support.vendors.words import pieces, tokens

REQUEST = "CreateChatCompletionRequest"
CREATED = 1_790_000_000


def asked(body: dict[str, Any], headers: dict[str, str]) -> Asked:
    wanted = (body.get("response_format") or {}).get("json_schema") or {}
    messages = [(message["role"], _text(message.get("content"))) for message in body["messages"]]
    return Asked(
        vendor="openai",
        model=body["model"],
        system="\n\n".join(text for role, text in messages if role in ("system", "developer")),
        messages=tuple((role, text) for role, text in messages if role not in ("system", "developer")),
        tools={tool["function"]["name"]: tool["function"].get("parameters", {}) for tool in body.get("tools", ())},
        must_call=body.get("tool_choice") == "required",
        max_tokens=body.get("max_completion_tokens") or body.get("max_tokens") or 1_000_000,
        json_schema=wanted.get("schema"),
        stream=bool(body.get("stream")),
        body=body,
        headers=headers,
    )


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "".join(part.get("text", "") for part in content)
    return content or ""


def problem(body: dict[str, Any], headers: dict[str, str]) -> str | None:
    """Why the vendor would refuse this request."""
    return (
        violation("openai", REQUEST, body)
        or unknown_fields("openai", REQUEST, body)
        or _unanswered_calls(body["messages"])
    )


def _unanswered_calls(messages: list[dict[str, Any]]) -> str | None:
    """Every call has to be answered right after the message that makes it, and nothing else may be."""
    open_calls: set[str] = set()
    for index, message in enumerate(messages):
        if message["role"] == "tool":
            if message["tool_call_id"] not in open_calls:
                return f"messages.{index}: answers no call of the message before"
            open_calls.discard(message["tool_call_id"])
            continue
        if open_calls:
            return f"messages.{index}: calls {sorted(open_calls)} are not answered"
        open_calls = {call["id"] for call in message.get("tool_calls") or ()}
    return f"calls {sorted(open_calls)} are not answered" if open_calls else None


def error(kind: str, parameter: str) -> tuple[int, dict[str, Any]]:
    status, name, code, message = {
        "rate_limit": (429, "requests", "rate_limit_exceeded", "Rate limit reached for requests"),
        "quota": (429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota"),
        "server_error": (500, "server_error", None, "The server had an error while processing your request"),
        "overloaded": (503, "server_error", None, "The engine is currently overloaded"),
        "unauthorized": (401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided"),
        "unknown_model": (404, "invalid_request_error", "model_not_found", "The model does not exist"),
        "refused_parameter": (400, "invalid_request_error", "unsupported_parameter", f"Unsupported: '{parameter}'"),
        "invalid": (400, "invalid_request_error", None, parameter),
    }[kind]
    return status, {"error": {"message": message, "type": name, "param": parameter or None, "code": code}}


def answer(request: Asked, reply: Reply) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": reply.text or None, "refusal": None}
    if reply.refusal:
        message |= {"content": None, "refusal": reply.text or "I can't help with that."}
    if reply.tools:
        message["tool_calls"] = _calls(reply)
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": _finish(reply)}
    return _head(request, "chat.completion") | {"choices": [choice], "usage": _usage(request, reply)}


def events(request: Asked, reply: Reply) -> Iterator[bytes]:
    head = _head(request, "chat.completion.chunk")
    wants_usage = bool((request.body.get("stream_options") or {}).get("include_usage"))

    def chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _event(head | {"choices": [choice]} | ({"usage": None} if wants_usage else {}))

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces(reply.text):
        yield chunk({"refusal" if reply.refusal else "content": piece})
    for index, call in enumerate(_calls(reply)):
        opened = call | {"index": index, "function": {"name": call["function"]["name"], "arguments": ""}}
        yield chunk({"tool_calls": [opened]})
        for piece in pieces(call["function"]["arguments"]):
            yield chunk({"tool_calls": [{"index": index, "function": {"arguments": piece}}]})
    yield chunk({}, _finish(reply))
    if wants_usage:
        yield _event(head | {"choices": [], "usage": _usage(request, reply)})
    yield b"data: [DONE]\n\n"


def error_event() -> bytes:
    return _event(error("server_error", "")[1])


def models(names: list[str]) -> dict[str, Any]:
    listed = [{"id": name, "object": "model", "created": CREATED, "owned_by": "openai"} for name in names]
    return {"object": "list", "data": listed}


def _head(request: Asked, kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-standin", "object": kind, "created": CREATED, "model": request.model}


def _event(content: dict[str, Any]) -> bytes:
    return b"data: " + orjson.dumps(content) + b"\n\n"


def _calls(reply: Reply) -> list[dict[str, Any]]:
    return [
        {"id": f"call_{index}", "type": "function", "function": {"name": use.name, "arguments": use.arguments}}
        for index, use in enumerate(reply.tools)
    ]


def _finish(reply: Reply) -> str:
    if reply.cut_by_length:
        return "length"
    return "tool_calls" if reply.tools else "stop"


def _usage(request: Asked, reply: Reply) -> dict[str, Any]:
    prompt, written = tokens(request), len(pieces(reply.text)) + 8 * len(reply.tools)
    return {
        "prompt_tokens": prompt + reply.cached_tokens,
        "completion_tokens": written,
        "total_tokens": prompt + reply.cached_tokens + written,
        "prompt_tokens_details": {"cached_tokens": reply.cached_tokens},
    }
