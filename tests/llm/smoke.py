"""A real server of language models through our adapters and chain: structure and invariants, never wording.

    make test-llm BASE_URL=http://127.0.0.1:9300/v1 [API_KEY=...] [MODEL=...] [VENDOR=anthropic]

Not collected by `make test`. Without MODEL, the first that the server lists is asked.
"""

import os
from collections.abc import AsyncIterator

import orjson
import pytest
from pydantic import SecretStr

from agente.llm.anthropic import Anthropic
from agente.llm.build import build_chain
from agente.llm.http import Connections
from agente.llm.messages import ChatMessage, ChatRequest, Completion, Ledger, TextDelta, ToolSpec
from agente.llm.openai import OpenAI
from agente.llm.provider import Provider
from agente.settings import Settings

BASE_URL = os.environ.get("BASE_URL", "")
API_KEY = os.environ.get("API_KEY", "x")
VENDOR = os.environ.get("VENDOR", "openai")
WITHIN_S = float(os.environ.get("WITHIN_S", "120"))  # small models on small machines think slowly

SYSTEM = ChatMessage("system", "Você atende clientes de uma loja de café. Responda em português, em uma frase.")
STOCK = ToolSpec(
    "check_stock",
    "Tells how many units of a product are in stock.",
    {"type": "object", "properties": {"product": {"type": "string"}}, "required": ["product"]},
)
INTENT = {
    "type": "object",
    "properties": {"intent": {"type": "string", "enum": ["pricing", "greeting", "complaint"]}},
    "required": ["intent"],
    "additionalProperties": False,
}

pytestmark = pytest.mark.skipif(not BASE_URL, reason="say which server: make test-llm BASE_URL=http://.../v1")


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    connections = Connections()
    yield (Anthropic if VENDOR == "anthropic" else OpenAI)(connections, BASE_URL, API_KEY)
    await connections.close()


@pytest.fixture
async def model(provider: Provider) -> str:
    return os.environ.get("MODEL") or (await provider.models())[0]


def request(text: str, **details: object) -> ChatRequest:
    return ChatRequest((SYSTEM, ChatMessage("user", text)), **({"max_tokens": 60} | details))  # type: ignore[arg-type]


def assert_counted(answer: Completion) -> None:
    assert answer.usage.input_tokens > 5
    assert answer.usage.output_tokens > 0


async def test_answers(provider: Provider, model: str) -> None:
    answer = await provider.complete(request("Bom dia!"), model)
    assert answer.text.strip()
    assert answer.finish in ("stop", "length")
    assert_counted(answer)


async def test_stream_is_the_answer_in_pieces(provider: Provider, model: str) -> None:
    events = [event async for event in provider.stream(request("Vocês vendem café em grão?"), model)]
    whole = events[-1]
    assert isinstance(whole, Completion)
    assert "".join(event.text for event in events[:-1] if isinstance(event, TextDelta)) == whole.text
    assert len(events) > 2
    assert_counted(whole)


async def test_length_is_kept(provider: Provider, model: str) -> None:
    answer = await provider.complete(
        request("Conte uma história longa, com muitos detalhes sobre cada grão de café da casa.", max_tokens=8), model
    )
    assert answer.finish == "length"
    assert answer.usage.output_tokens <= 9


@pytest.mark.parametrize("streaming", [False, True])
async def test_calls_a_tool_and_takes_its_result(provider: Provider, model: str, streaming: bool) -> None:
    asked = request("Quantos pacotes de café Sol há no estoque?", tools=[STOCK], tool_choice="required", max_tokens=200)
    if streaming:
        answer = [event async for event in provider.stream(asked, model)][-1]
        assert isinstance(answer, Completion)
    else:
        answer = await provider.complete(asked, model)
    assert answer.finish == "tool_calls"
    (call, *_) = answer.tool_calls
    assert call.name == "check_stock"
    assert call.id
    assert isinstance(call.arguments, dict)
    results = tuple(ChatMessage("tool", '{"units": 7}', tool_call_id=made.id) for made in answer.tool_calls)
    said = ChatMessage("assistant", answer.text, answer.tool_calls)
    told = await provider.complete(ChatRequest((*asked.messages, said, *results), [STOCK], 60), model)
    assert told.text.strip() or told.tool_calls


async def test_reply_in_json_has_the_shape(provider: Provider, model: str) -> None:
    answer = await provider.complete(request("Quanto custa o café?", json_schema=INTENT), model)
    reply = orjson.loads(answer.text)
    assert reply["intent"] in INTENT["properties"]["intent"]["enum"]  # type: ignore[index]


async def test_chain_answers_and_keeps_the_books(model: str) -> None:
    given = {"openai_base_url": BASE_URL, "openai_api_key": SecretStr(API_KEY)}
    if VENDOR == "anthropic":
        given = {"anthropic_base_url": BASE_URL, "anthropic_api_key": SecretStr(API_KEY)}
    settings = Settings(_env_file=None, llm_provider=VENDOR, default_model=model, llm_timeout=WITHIN_S, **given)  # type: ignore[arg-type, call-arg]
    chain = build_chain(settings)
    assert chain
    ledger = Ledger()
    answer = await chain.complete(request("Olá"), tier="default", within_s=WITHIN_S, ledger=ledger)
    await chain.close()
    assert [attempt.outcome for attempt in ledger.attempts] == ["ok"]
    assert ledger.attempts[0].latency_ms == answer.latency_ms > 0
