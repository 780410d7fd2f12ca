"""What is said to a model and what comes back, in one form for all vendors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Purpose = Literal["answer", "route", "summary"]  # what a call is for: the reply, naming the intent, the memory
Tier = Literal["default", "simple"]  # which of the two configured models is asked
Role = Literal["system", "user", "assistant", "tool"]
Finish = Literal["stop", "tool_calls", "length"]


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as a model sees it. `parameters` is a JSON Schema of type object."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """What a model asks for. `arguments` is None when what it wrote is no JSON object; `raw` is what it wrote."""

    id: str
    name: str
    arguments: Mapping[str, Any] | None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of the dialogue with a model.

    An assistant's message may carry `tool_calls`; a tool's answers the call `tool_call_id`.
    """

    role: Role
    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str | None = None


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """Everything that a model is asked. The stable part of `messages` comes first, so that vendors' caches hit."""

    messages: Sequence[ChatMessage]
    tools: Sequence[ToolSpec] = ()
    max_tokens: int = 1024
    temperature: float | None = None  # None: the vendor's default; Anthropic has no other
    json_schema: Mapping[str, Any] | None = None  # the reply has to be one JSON object of this shape
    tool_choice: Literal["auto", "required", "none"] = "auto"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as billed. `input_tokens` includes the cached ones, whichever way the vendor counts."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0  # read from the vendor's prompt cache
    cache_write_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cached_tokens + other.cached_tokens,
            self.cache_write_tokens + other.cache_write_tokens,
        )


NO_USAGE = Usage()


@dataclass(frozen=True, slots=True)
class Completion:
    """A model's whole answer: text, or calls of tools, or both."""

    text: str
    finish: Finish
    provider: str  # "openai" or "anthropic"
    model: str  # as the vendor named it in its answer
    usage: Usage = NO_USAGE
    tool_calls: tuple[ToolCall, ...] = ()
    latency_ms: float = 0.0
    cost_usd: float | None = None  # None: the price of this model is not known


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the text of an answer that is still being written."""

    text: str


StreamEvent = TextDelta | Completion  # deltas, then the whole answer as the last event


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call of a vendor, answered or not: what usage records and metrics are made of."""

    provider: str
    model: str
    outcome: str  # "ok", an `LLMError.kind`, or "cancelled" when another provider was faster or nobody waited
    latency_ms: float
    usage: Usage = NO_USAGE
    cost_usd: float | None = None
    purpose: Purpose = "answer"


@dataclass(slots=True)
class Ledger:
    """The attempts of one turn, in order. Filled by the chain, read when the turn is committed."""

    attempts: list[Attempt] = field(default_factory=list)
    purpose: Purpose = "answer"  # of the calls that are added

    def of(self, purpose: Purpose) -> "Ledger":
        """The same attempts, to which calls for another purpose are added."""
        return Ledger(self.attempts, purpose)
