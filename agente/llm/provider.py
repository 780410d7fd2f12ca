"""What is a provider, and when is what it sent an answer?"""

import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from typing import Any, Protocol

import orjson

from agente.llm.errors import CutOff, Empty, Garbled, LLMError
from agente.llm.messages import ChatRequest, Completion, StreamEvent, TextDelta, ToolCall, Usage
from agente.llm.models import Vendor


class Provider(Protocol):
    """One vendor's wire format. Raises any `LLMError`, and nothing else; sets no deadline of its own."""

    @property
    def name(self) -> Vendor: ...

    async def complete(self, request: ChatRequest, model: str) -> Completion: ...

    def stream(self, request: ChatRequest, model: str) -> AsyncGenerator[StreamEvent, None]:
        """Text as it is written, then the whole `Completion`. A reply in JSON comes as the `Completion` alone."""
        ...

    async def models(self) -> Sequence[str]:
        """The names of the models that this key may use."""
        ...


class Written(Protocol):
    """What a model has written so far, in one vendor's events."""

    finish: str  # why it ended; empty until then
    usage: Usage

    def take(self, data: bytes) -> str:
        """Adds one event of a stream; the text in it."""
        ...

    def completion(self, request: ChatRequest) -> Completion: ...


@contextlib.contextmanager
def understood(provider: str) -> Iterator[None]:
    """Whatever does not have the promised shape is `Garbled`; its content is not repeated."""
    try:
        yield
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise Garbled(f"unexpected content: {type(error).__name__}", provider=provider) from None


async def streamed(
    provider: str, arrived: AsyncIterator[Sequence[bytes]], written: Written, request: ChatRequest
) -> AsyncGenerator[StreamEvent, None]:
    """The events of a stream as they arrive together; what was written before a failure is given out first."""
    try:
        async for events in arrived:
            piece, failure = _read_together(provider, events, written)
            if piece and request.json_schema is None:
                yield TextDelta(piece)
            if failure:
                raise failure
    except CutOff as error:
        error.usage = written.usage
        raise
    if not written.finish:
        raise CutOff("the stream ended early", provider=provider, usage=written.usage)
    with understood(provider):
        completion = written.completion(request)
    yield completion


def _read_together(provider: str, events: Sequence[bytes], written: Written) -> tuple[str, LLMError | None]:
    """The text of events that came together, and the failure that ended it."""
    text = ""
    try:
        with understood(provider):
            for data in events:
                text += written.take(data)
    except LLMError as error:
        return text, error
    return text, None


def text_of(value: object) -> str:
    """A text, empty for null. Anything else is not what the vendor promises."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def count_of(value: object) -> int:
    """A number of tokens; 0 where the vendor tells none."""
    return value if type(value) is int and value > 0 else 0


def tool_call(call_id: str, name: str, raw: str | dict[str, Any] | None) -> ToolCall:
    """A call as the model wrote it; arguments that are no JSON object become None, none at all an empty object."""
    if isinstance(raw, dict):
        return ToolCall(call_id, name, raw, orjson.dumps(raw).decode())
    written = raw or ""
    try:
        arguments = orjson.loads(written or "{}")
    except orjson.JSONDecodeError:
        arguments = None
    return ToolCall(call_id, name, arguments if isinstance(arguments, dict) else None, written)


def usable(completion: Completion, request: ChatRequest) -> Completion:
    """The completion, if there is something in it.

    Raises `Empty`, or `Garbled` where JSON was asked for and something else came.
    """
    if not completion.text.strip() and not completion.tool_calls:
        raise Empty(f"finished by {completion.finish}", provider=completion.provider, usage=completion.usage)
    if request.json_schema is not None and not _is_json_object(completion.text):
        raise Garbled("no JSON object", provider=completion.provider, usage=completion.usage)
    return completion


def bare_json(text: str) -> str:
    """JSON without the Markdown fence that weaker models put around it."""
    stripped = text.strip()
    if not stripped.startswith("```"):
        return stripped
    return stripped.removeprefix("```").removeprefix("json").removesuffix("```").strip()


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(orjson.loads(text), dict)
    except orjson.JSONDecodeError:
        return False
