"""The product's own side of a call: adapters, chains and requests."""

from collections.abc import AsyncIterator, Callable

import pytest

from agente.llm.anthropic import Anthropic
from agente.llm.build import build_chain
from agente.llm.chain import Chain
from agente.llm.http import Connections
from agente.llm.messages import ChatMessage, ChatRequest
from agente.llm.openai import OpenAI
from agente.llm.provider import Provider
from agente.settings import Settings
from tests.support.vendors import Vendors

MakeChain = Callable[..., Chain]
OPENAI_ALONE = {"anthropic_api_key": None, "anthropic_base_url": None}
MODEL = {"openai": "gpt-6-luna", "anthropic": "claude-haiku-5-5"}


def question(text: str = "Quanto custa?", **details: object) -> ChatRequest:
    messages = (ChatMessage("system", "Você atende a loja."), ChatMessage("user", text))
    return ChatRequest(messages, **details)  # type: ignore[arg-type]


@pytest.fixture
async def connections() -> AsyncIterator[Connections]:
    pool = Connections()
    yield pool
    await pool.close()


@pytest.fixture(params=["openai", "anthropic"])
def provider(request: pytest.FixtureRequest, vendors: Vendors, connections: Connections) -> Provider:
    """Each of the adapters, against the stand-in."""
    if request.param == "openai":
        return OpenAI(connections, vendors.openai_url, "test-key")
    return Anthropic(connections, vendors.anthropic_url, "test-key")


@pytest.fixture
async def make_chain(vendors: Vendors) -> AsyncIterator[MakeChain]:
    """Builds chains as the settings say; OpenAI first and Anthropic second unless they say otherwise."""
    built: list[Chain] = []

    def make(**changed: object) -> Chain:
        values: dict[str, object] = {name.lower(): value for name, value in vendors.environment.items()}
        settings = Settings(_env_file=None, **(values | {"llm_provider": "openai"} | changed))  # type: ignore[arg-type, call-arg]
        chain = build_chain(settings)
        assert chain is not None
        built.append(chain)
        return chain

    yield make
    for chain in built:
        await chain.close()
