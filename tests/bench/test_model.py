import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from agente.llm.http import Connections
from agente.llm.messages import ChatMessage, ChatRequest, Completion, TextDelta, ToolSpec
from agente.llm.openai import OpenAI
from bench.model import ANSWER, Connection

TOOL = ToolSpec("find_products", "", {"type": "object", "properties": {}})
QUESTION = ChatMessage("user", "Quanto custa?")


async def ask(provider: OpenAI, *messages: ChatMessage) -> tuple[Completion, Sequence[str]]:
    """The whole answer of a stream, and the pieces that it came in."""
    events = [event async for event in provider.stream(ChatRequest(messages, [TOOL]), "any")]
    assert isinstance(events[-1], Completion)
    return events[-1], [event.text for event in events if isinstance(event, TextDelta)]


@pytest.fixture(params=[False, True], ids=["answers", "calls a tool"])
def calls_tool(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
async def provider(calls_tool: bool) -> AsyncIterator[OpenAI]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(0.01, calls_tool), "127.0.0.1", 0)
    connections = Connections()
    yield OpenAI(connections, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1")
    await connections.close()
    server.close()


class TestConnection:
    async def test_our_own_adapter_reads_its_streams(self, provider, calls_tool):
        answer, pieces = await ask(provider, QUESTION)
        assert (answer.text, "".join(pieces)) == (("", "") if calls_tool else (ANSWER, ANSWER))
        assert [call.name for call in answer.tool_calls] == (["find_products"] if calls_tool else [])

    async def test_answers_once_the_tool_has(self, provider, calls_tool):
        asked, _ = await ask(provider, QUESTION)
        call = ChatMessage("assistant", tool_calls=asked.tool_calls)
        answer, _ = await ask(provider, QUESTION, call, ChatMessage("tool", "{}", tool_call_id="call_0"))
        assert answer.text == ANSWER

    async def test_whole_answers_are_the_same(self, provider, calls_tool):
        answer = await provider.complete(ChatRequest([QUESTION], [TOOL]), "any")
        assert (answer.text, len(answer.tool_calls)) == (("", 1) if calls_tool else (ANSWER, 0))
