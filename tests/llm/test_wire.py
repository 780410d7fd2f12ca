"""Details of what is sent and read, where vendors and their imitations differ."""

import contextlib
import itertools
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agente.llm import errors
from agente.llm.anthropic import Anthropic
from agente.llm.errors import LLMError
from agente.llm.faults import error_of_answer, retry_after
from agente.llm.http import Connections, Endpoint, EventReader
from agente.llm.messages import ChatMessage, ChatRequest, Completion, StreamEvent, ToolSpec
from agente.llm.openai import OpenAI
from agente.llm.provider import Provider
from tests.llm.conftest import question
from tests.support.vendors import Vendors, fault, say
from tests.support.vendors.openai_wire import problem

TOOL = ToolSpec("search", "Searches.", {"type": "object", "properties": {}})
SHAPE = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": False}


class Replay(Connections):
    """Answers every request with the same bytes, and keeps what was sent."""

    def __init__(self, answer: bytes = b"{}") -> None:
        super().__init__()
        self.answer = answer
        self.sent: list[Mapping[str, Any]] = []

    async def post(self, endpoint: Endpoint, body: bytes) -> bytes:
        self.sent.append(orjson.loads(body))
        return self.answer

    async def events(self, endpoint: Endpoint, body: bytes, is_last: Any) -> Any:
        reader = EventReader(endpoint.provider)
        for data in reader.feed(self.answer):
            yield data


async def sent_to_openai(model: str, request: ChatRequest, url: str = "https://api.openai.com/v1") -> dict[str, Any]:
    """The body of the request; it has to be what OpenAI describes."""
    replay = Replay()
    with pytest.raises(errors.Garbled):
        await OpenAI(replay, url, "k").complete(request, model)
    (body,) = replay.sent
    assert problem(dict(body), {}) is None
    return dict(body)


async def sent_to_anthropic(request: ChatRequest) -> dict[str, Any]:
    replay = Replay()
    with pytest.raises(errors.Garbled):
        await Anthropic(replay, api_key="k").complete(request, "claude-haiku-5-5")
    return dict(replay.sent[0])


class TestOpenAIsParameters:
    @pytest.mark.parametrize(
        ("url", "name"),
        [
            ("https://api.openai.com/v1", "max_completion_tokens"),
            ("https://eu.api.openai.com/v1", "max_completion_tokens"),
            ("https://loja.openai.azure.com/openai/v1/", "max_completion_tokens"),
            ("http://127.0.0.1:11434/v1", "max_tokens"),
            ("https://notopenai.com/v1", "max_tokens"),
        ],
    )
    async def test_limit_has_the_name_that_the_server_knows(self, url: str, name: str) -> None:
        body = await sent_to_openai("gpt-4o", question(max_tokens=77), url)
        assert body[name] == 77
        assert len({"max_tokens", "max_completion_tokens"} & body.keys()) == 1

    @pytest.mark.parametrize(
        ("model", "effort"),
        [
            ("gpt-6-luna", "none"),
            ("gpt-5.6-luna", "none"),
            ("gpt-5-mini", "minimal"),
            ("gpt-5", "minimal"),
            ("o4-mini", "low"),
            ("gpt-4o", None),
            ("gpt-5-chat-latest", None),
        ],
    )
    async def test_no_time_is_spent_on_reasoning(self, model: str, effort: str | None) -> None:
        assert (await sent_to_openai(model, question(tools=[TOOL]))).get("reasoning_effort") == effort

    async def test_servers_of_others_are_not_told_how_to_reason(self) -> None:
        assert "reasoning_effort" not in await sent_to_openai("gpt-6-luna", question(), "http://127.0.0.1/v1")

    @pytest.mark.parametrize(
        ("schema", "strict"), [(SHAPE, True), ({"type": "object", "properties": {"a": {"type": "string"}}}, False)]
    )
    async def test_schema_is_strict_where_it_may_be(self, schema: dict[str, Any], strict: bool) -> None:
        body = await sent_to_openai("gpt-4o", question(json_schema=schema))
        assert body["response_format"]["json_schema"]["strict"] is strict

    async def test_refused_parameter_is_left_out_from_then_on(self, vendors: Vendors) -> None:
        connections = Connections()
        provider = OpenAI(connections, vendors.openai_url, "k")
        vendors.script("openai", fault("refused_parameter", parameter="temperature"))
        for _ in range(2):
            await provider.complete(question(temperature=0.2), "gpt-6-luna")
        assert ["temperature" in asked.body for asked in vendors.requests] == [True, False, False]
        await connections.close()

    async def test_json_is_asked_for_in_words_where_the_format_is_refused(self, vendors: Vendors) -> None:
        connections = Connections()
        provider = OpenAI(connections, vendors.openai_url, "k")
        vendors.script("openai", fault("refused_parameter", parameter="response_format"))
        vendors.answering = lambda asked: say('```json\n{"a": "b"}\n```')
        answer = await provider.complete(question(json_schema=SHAPE), "gpt-6-luna")
        assert answer.text == '{"a": "b"}'
        assert '"additionalProperties":false' in vendors.requests[1].system
        await connections.close()


class TestAnthropicsPrefix:
    async def test_stable_system_prompt_is_cached_and_what_varies_is_not(self) -> None:
        messages = (ChatMessage("system", "Sempre."), ChatMessage("system", "Hoje."), ChatMessage("user", "Oi"))
        body = await sent_to_anthropic(ChatRequest(messages, [TOOL]))
        assert ["cache_control" in block for block in body["system"]] == [True, False]

    async def test_tools_are_cached_where_there_is_no_prompt(self) -> None:
        body = await sent_to_anthropic(ChatRequest((ChatMessage("user", "Oi"),), [TOOL, TOOL]))
        assert ["cache_control" in tool for tool in body["tools"]] == [False, True]


class TestRetryAfter:
    @pytest.mark.parametrize(
        ("headers", "seconds"),
        [
            ({}, None),
            ({"retry-after": "3"}, 3),
            ({"retry-after": "0.5"}, 0.5),
            ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
            ({"retry-after": "soon"}, None),
            ({"retry-after": "-1"}, None),
            ({"retry-after": "nan"}, None),
            ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0),
        ],
    )
    def test_forms(self, headers: dict[str, str], seconds: float | None) -> None:
        assert retry_after(headers) == seconds

    def test_date_to_come(self) -> None:
        date = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
        assert 57 < (retry_after({"retry-after": date}) or 0) <= 60


class TestErrorBodies:
    @pytest.mark.parametrize(
        ("status", "body", "error"),
        [
            (400, {"error": {"code": "content_filter", "message": "filtered"}}, errors.Refused),
            (400, {"error": {"type": "invalid_request_error", "message": "context too long"}}, errors.Rejected),
            (400, {"error": {"message": "Your credit balance is too low"}}, errors.QuotaExhausted),
            (402, {"error": {"type": "billing_error"}}, errors.QuotaExhausted),
            (403, {"error": {"type": "permission_error"}}, errors.Unauthorized),
            (404, {"error": "model 'llama9' not found"}, errors.UnknownModel),
            (404, {"error": {"code": "DeploymentNotFound"}}, errors.UnknownModel),
            (413, "<html>too large</html>", errors.Rejected),
            (
                429,
                {"error": {"type": "rate_limit_error", "details": {"error_code": "enforced_spend_limit_reached"}}},
                errors.QuotaExhausted,
            ),
            (429, "", errors.RateLimited),
            (502, "<html>bad gateway</html>", errors.Overloaded),
            (504, {"type": "error", "error": {"type": "timeout_error"}}, errors.Overloaded),
            (529, {"type": "error", "error": {"type": "overloaded_error"}}, errors.Overloaded),
            (302, "", errors.Garbled),
        ],
    )
    def test_become_ours(self, status: int, body: Any, error: type[LLMError]) -> None:
        sent = body.encode() if isinstance(body, str) else orjson.dumps(body)
        assert type(error_of_answer("openai", status, {}, sent)) is error


EVENTS = b"event: a\r\ndata: 1\r\n\r\n: comment\n\nid: 7\ndata:2\n\ndata: 3\ndata: 4\n\ndata: unfinished"


class TestEventReader:
    @pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
    def test_gives_the_same_events_however_the_bytes_are_cut(self, size: int) -> None:
        reader = EventReader("openai")
        chunks = [EVENTS[at : at + size] for at in range(0, len(EVENTS), size)]
        events = list(itertools.chain.from_iterable(reader.feed(chunk) for chunk in chunks))
        assert events == [b"1", b"2", b"3\n4"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
CALL = {"index": 0, "id": "x", "function": {"name": "f", "arguments": "{}"}}
WRITTEN = {"content": "a", "refusal": None, "tool_calls": [CALL]}
COUNTED = {"prompt_tokens": 1, "completion_tokens": 1, "prompt_tokens_details": {"cached_tokens": 1}}
BLOCKS = [{"type": "text", "text": "a"}, {"type": "tool_use", "id": "x", "name": "f", "input": {"a": 1}}]
SPENT = {"input_tokens": 1, "output_tokens": 1, "cache_read_input_tokens": 1, "cache_creation_input_tokens": 1}
PIECE = {"type": "input_json_delta", "partial_json": "{}"}
WHOLE: dict[str, Any] = {
    "openai": {"model": "m", "choices": [{"message": WRITTEN, "finish_reason": "stop"}], "usage": COUNTED},
    "anthropic": {"model": "m", "content": BLOCKS, "usage": SPENT, "stop_reason": "end_turn"},
}
STREAMS: dict[str, list[Any]] = {
    "openai": [{"model": "m", "choices": [{"delta": WRITTEN, "finish_reason": "stop"}], "usage": COUNTED}],
    "anthropic": [
        {"type": "message_start", "message": {"model": "m", "usage": SPENT}},
        {"type": "content_block_start", "index": 0, "content_block": BLOCKS[0]},
        {"type": "content_block_start", "index": 1, "content_block": {**BLOCKS[1], "input": {}}},
        {"type": "content_block_delta", "index": 1, "delta": PIECE},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": SPENT},
    ],
}


@st.composite
def damaged(draw: st.DrawFn, sound: Any) -> Any:
    """The content with one value, somewhere in it, replaced by something else."""
    content = at = orjson.loads(orjson.dumps(sound))
    while True:
        key = draw(st.sampled_from(list(at) if isinstance(at, dict) else range(len(at))))
        if not at[key] or not isinstance(at[key], dict | list) or draw(st.booleans()):
            at[key] = draw(JSON)
            return content
        at = at[key]


class TestNonsense:
    """Whatever comes, it is an answer or an `LLMError`."""

    @pytest.mark.parametrize("vendor", ["openai", "anthropic"])
    @given(data=st.data())
    @settings(max_examples=300, deadline=None)
    async def test_in_a_whole_answer(self, vendor: str, data: st.DataObject) -> None:
        sent = orjson.dumps(data.draw(damaged(WHOLE[vendor]) | JSON))
        with contextlib.suppress(LLMError):
            assert_sound(await adapter(vendor, sent).complete(question(), "m"))

    @pytest.mark.parametrize("vendor", ["openai", "anthropic"])
    @given(data=st.data())
    @settings(max_examples=300, deadline=None)
    async def test_in_a_stream(self, vendor: str, data: st.DataObject) -> None:
        sent = b"".join(b"data: " + orjson.dumps(event) + b"\n\n" for event in data.draw(damaged(STREAMS[vendor])))
        with contextlib.suppress(LLMError):
            async for event in adapter(vendor, sent).stream(question(), "m"):
                assert_sound(event)


def adapter(vendor: str, answer: bytes) -> Provider:
    return OpenAI(Replay(answer)) if vendor == "openai" else Anthropic(Replay(answer))


def assert_sound(event: StreamEvent) -> None:
    """Every field is of the type that it says."""
    assert isinstance(event.text, str)
    if isinstance(event, Completion):
        assert isinstance(event.model, str)
        usage = event.usage
        counts = (usage.input_tokens, usage.output_tokens, usage.cached_tokens, usage.cache_write_tokens)
        assert all(type(count) is int and count >= 0 for count in counts)
        for call in event.tool_calls:
            assert isinstance(call.id, str)
            assert isinstance(call.name, str)
            assert isinstance(call.raw, str)
