"""What the stand-in is asked, and what it can be told to reply, whichever vendor it plays."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import orjson

FaultKind = Literal[
    "rate_limit",  # 429; with `retry_after` as the header
    "quota",  # 429 that waiting does not mend
    "server_error",  # 500
    "overloaded",  # 529 of Anthropic, 503 of OpenAI
    "unauthorized",  # 401
    "unknown_model",  # 404
    "refused_parameter",  # 400 that names `parameter`
    "hang",  # no answer at all
    "reset",  # the connection is reset before an answer
    "cut",  # the connection is reset in the middle of the answer
    "ended_early",  # the answer ends in the middle, without an error
    "malformed",  # 200, and no JSON
    "wrong_shape",  # 200, and JSON of another kind
    "error_in_stream",  # 200, and an error where the next piece should be
]


@dataclass(frozen=True, slots=True)
class ToolUse:
    name: str
    arguments: str  # as the model writes them, which may be no JSON


@dataclass(frozen=True, slots=True)
class Reply:
    """Text, calls of tools or both; or a fault. A reply with neither is the empty one."""

    text: str = ""
    tools: tuple[ToolUse, ...] = ()
    refusal: bool = False
    cut_by_length: bool = False
    fault: FaultKind | None = None
    retry_after: str | None = None
    parameter: str = ""
    delay_s: float = 0.0  # before the first byte
    piece_delay_s: float = 0.0  # between the pieces of a stream
    cached_tokens: int = 0  # of the prompt


def say(text: str, **details: Any) -> Reply:
    return Reply(text=text, **details)


def call_tools(*calls: tuple[str, dict[str, Any] | str], **details: Any) -> Reply:
    """Each call is a name and its arguments, or a text that stands where the arguments should be."""
    uses = [ToolUse(name, given if isinstance(given, str) else orjson.dumps(given).decode()) for name, given in calls]
    return Reply(tools=tuple(uses), **details)


def fault(kind: FaultKind, **details: Any) -> Reply:
    return Reply(fault=kind, **details)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A request in one form for both vendors."""

    vendor: str
    model: str
    system: str
    messages: tuple[tuple[str, str], ...]  # role (user, assistant, tool) and text
    tools: dict[str, dict[str, Any]]  # name and schema of the arguments
    must_call: bool  # a tool, whichever
    max_tokens: int
    json_schema: dict[str, Any] | None
    stream: bool
    body: dict[str, Any]  # as it came
    headers: dict[str, str]  # names in lower case

    @property
    def last_text(self) -> str:
        return self.messages[-1][1] if self.messages else ""


Answering = Callable[[Asked], Reply]
