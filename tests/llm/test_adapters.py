"""Both adapters against the stand-in: the same request, the same answer, the same errors."""

import pytest

from agente.llm import errors
from agente.llm.errors import LLMError
from agente.llm.messages import ChatMessage, ChatRequest, Completion, TextDelta, ToolCall, ToolSpec
from agente.llm.provider import Provider
from tests.llm.conftest import MODEL, question
from tests.support.vendors import Reply, Vendors, call_tools, fault, say

SEARCH = ToolSpec(
    "search_knowledge",
    "Searches the company's documents.",
    {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]},
)
INTENT = {
    "type": "object",
    "properties": {"intent": {"type": "string", "enum": ["pricing", "greeting"]}},
    "required": ["intent"],
    "additionalProperties": False,
}


async def streamed(provider: Provider, request: ChatRequest) -> tuple[list[str], Completion]:
    """The pieces of text, and the whole at the end."""
    events = [event async for event in provider.stream(request, MODEL[provider.name])]
    whole = events.pop()
    assert isinstance(whole, Completion)
    assert all(isinstance(event, TextDelta) for event in events)
    return [event.text for event in events if isinstance(event, TextDelta)], whole


async def both_ways(provider: Provider, request: ChatRequest) -> list[Completion]:
    """The whole answer, asked for at once and as a stream."""
    whole = await provider.complete(request, MODEL[provider.name])
    return [whole, (await streamed(provider, request))[1]]


class TestText:
    async def test_arrives_whole(self, provider: Provider, vendors: Vendors) -> None:
        vendors.script(provider.name, *[say("Custa R$ 99,00 por mês.", cached_tokens=1000)] * 2)
        for answer in await both_ways(provider, question()):
            assert (answer.text, answer.finish) == ("Custa R$ 99,00 por mês.", "stop")
            assert (answer.provider, answer.model) == (provider.name, MODEL[provider.name])
            assert (answer.usage.input_tokens, answer.usage.cached_tokens) == (1009, 1000)
            assert answer.usage.output_tokens == 5

    async def test_is_given_out_as_it_is_written(self, provider: Provider, vendors: Vendors) -> None:
        vendors.script(provider.name, say("Custa R$ 99,00 por mês.", piece_delay_s=0.01))
        pieces, whole = await streamed(provider, question())
        assert len(pieces) == 5
        assert "".join(pieces) == whole.text

    async def test_that_was_cut_by_its_length_says_so(self, provider: Provider, vendors: Vendors) -> None:
        vendors.script(provider.name, *[say("Custa", cut_by_length=True)] * 2)
        assert [answer.finish for answer in await both_ways(provider, question(max_tokens=16))] == ["length"] * 2

    async def test_system_prompt_reaches_the_model(self, provider: Provider, vendors: Vendors) -> None:
        await provider.complete(question(), MODEL[provider.name])
        (asked,) = vendors.requests
        assert asked.system == "Você atende a loja."
        assert asked.messages == (("user", "Quanto custa?"),)

    async def test_temperature_is_sent_where_the_vendor_has_one(self, provider: Provider, vendors: Vendors) -> None:
        await provider.complete(question(temperature=0.0), MODEL[provider.name])
        assert ("temperature" in vendors.requests[0].body) == (provider.name == "openai")


class TestTools:
    async def test_calls_arrive_with_their_arguments(self, provider: Provider, vendors: Vendors) -> None:
        reply = call_tools(("search_knowledge", {"query": "preço"}), ("search_knowledge", {}), text="Vou ver.")
        vendors.script(provider.name, reply, reply)
        for answer in await both_ways(provider, question(tools=[SEARCH])):
            assert (answer.text, answer.finish) == ("Vou ver.", "tool_calls")
            assert [call.arguments for call in answer.tool_calls] == [{"query": "preço"}, {}]
            assert len({call.id for call in answer.tool_calls}) == 2
        assert vendors.requests[0].tools == {"search_knowledge": SEARCH.parameters}

    async def test_arguments_that_are_no_json_are_none(self, provider: Provider, vendors: Vendors) -> None:
        vendors.script(provider.name, call_tools(("search_knowledge", '{"query": "pre')))
        _, answer = await streamed(provider, question(tools=[SEARCH]))
        assert answer.tool_calls[0].arguments is None
        assert answer.tool_calls[0].raw == '{"query": "pre'

    async def test_results_are_sent_back_in_the_vendors_form(self, provider: Provider, vendors: Vendors) -> None:
        calls = (ToolCall("c1", "search_knowledge", {"query": "a"}), ToolCall("c2", "search_knowledge", None, "{"))
        dialogue = (
            ChatMessage("system", "Você atende."),
            ChatMessage("assistant", "Olá!"),  # conversations may begin with the agent
            ChatMessage("user", "Quanto custa?"),
            ChatMessage("assistant", "", calls),
            ChatMessage("tool", "R$ 99", tool_call_id="c1"),
            ChatMessage("tool", "", tool_call_id="c2"),
            ChatMessage("system", "O preço tem de estar no catálogo."),
            ChatMessage("user", "E então?"),
        )
        await provider.complete(ChatRequest(dialogue, tools=[SEARCH]), MODEL[provider.name])
        assert ("tool", "R$ 99") in vendors.requests[0].messages

    @pytest.mark.parametrize("choice", ["auto", "required", "none"])
    async def test_choice_is_passed_on(self, provider: Provider, vendors: Vendors, choice: str) -> None:
        await provider.complete(question(tools=[SEARCH], tool_choice=choice), MODEL[provider.name])
        sent = vendors.requests[0].body["tool_choice"]
        wanted = {"type": "any" if choice == "required" else choice} if provider.name == "anthropic" else choice
        assert sent == wanted


class TestJson:
    async def test_reply_has_the_shape(self, provider: Provider, vendors: Vendors) -> None:
        for answer in await both_ways(provider, question(json_schema=INTENT)):
            assert answer.text == '{"intent":"pricing"}'
            assert (answer.finish, answer.tool_calls) == ("stop", ())

    async def test_prose_instead_is_no_answer(self, provider: Provider, vendors: Vendors) -> None:
        vendors.script(provider.name, say("É sobre preço."))
        with pytest.raises((errors.Garbled, errors.Empty)):
            await provider.complete(question(json_schema=INTENT), MODEL[provider.name])


FAULTS: list[tuple[Reply, type[LLMError]]] = [
    (fault("rate_limit"), errors.RateLimited),
    (fault("quota"), errors.QuotaExhausted),
    (fault("server_error"), errors.Overloaded),
    (fault("overloaded"), errors.Overloaded),
    (fault("unauthorized"), errors.Unauthorized),
    (fault("unknown_model"), errors.UnknownModel),
    (fault("refused_parameter", parameter="messages"), errors.Rejected),
    (fault("reset"), errors.Unreachable),
    (fault("cut"), errors.CutOff),
    (fault("malformed"), errors.Garbled),
    (fault("wrong_shape"), errors.Garbled),
    (say(""), errors.Empty),
    (say("Não posso.", refusal=True), errors.Refused),
]
IN_STREAMS: list[tuple[Reply, type[LLMError]]] = [
    (fault("cut", text="Custa R$ 99,00 por mês."), errors.CutOff),
    (fault("ended_early", text="Custa R$ 99,00 por mês."), errors.CutOff),
    (fault("error_in_stream", text="Custa R$ 99,00 por mês."), errors.Overloaded),
    (fault("malformed", text="Custa R$ 99,00 por mês."), errors.Garbled),
]


class TestFaults:
    @pytest.mark.parametrize(("reply", "error"), FAULTS, ids=lambda value: getattr(value, "fault", None) or "")
    async def test_whole_answer(
        self, provider: Provider, vendors: Vendors, reply: Reply, error: type[LLMError]
    ) -> None:
        vendors.script(provider.name, reply, reply)  # a connection that is reset is tried once more
        with pytest.raises(error) as raised:
            await provider.complete(question(), MODEL[provider.name])
        assert type(raised.value) is error
        assert raised.value.provider == provider.name

    @pytest.mark.parametrize(("reply", "error"), FAULTS + IN_STREAMS)
    async def test_stream(self, provider: Provider, vendors: Vendors, reply: Reply, error: type[LLMError]) -> None:
        vendors.script(provider.name, reply, reply)  # a connection that is reset is tried once more
        with pytest.raises(error) as raised:
            await streamed(provider, question())
        assert type(raised.value) is error

    async def test_wait_that_the_vendor_asks_for(self, provider: Provider, vendors: Vendors) -> None:
        vendors.script(provider.name, fault("rate_limit", retry_after="7"))
        with pytest.raises(errors.RateLimited) as raised:
            await provider.complete(question(), MODEL[provider.name])
        assert raised.value.retry_after_s == 7

    async def test_what_a_refusal_costs_is_known(self, provider: Provider, vendors: Vendors) -> None:
        vendors.script(provider.name, say("Não posso.", refusal=True))
        with pytest.raises(errors.Refused) as raised:
            await provider.complete(question(), MODEL[provider.name])
        assert raised.value.usage.input_tokens > 0


class TestConnections:
    async def test_are_used_again_after_a_stream(self, provider: Provider, vendors: Vendors) -> None:
        for _ in range(3):
            await streamed(provider, question())
        assert len(vendors.caller_ports) == 1

    async def test_that_was_reset_is_replaced_at_once(self, provider: Provider, vendors: Vendors) -> None:
        vendors.script(provider.name, fault("reset"))
        assert (await provider.complete(question(), MODEL[provider.name])).text


class TestModels:
    async def test_lists_names(self, provider: Provider) -> None:
        assert MODEL[provider.name] in await provider.models()
