"""Costs agree with the price library's own calculation, and take no time."""

import itertools
import time

import pytest
from genai_prices import Usage as Counted
from genai_prices import calc_price

from agente.llm.costs import Prices
from agente.llm.messages import Usage
from agente.settings import ModelPrice

MODELS = [
    ("openai", "gpt-6.1-terra"),
    ("openai", "gpt-6-luna"),
    ("openai", "gpt-5.6-luna"),
    ("openai", "gpt-4o-mini-2024-07-18"),
    ("anthropic", "claude-haiku-5-5"),  # dearer from 100,000 tokens on
    ("anthropic", "claude-sonnet-5-5"),
]


@pytest.mark.parametrize(("provider", "model"), MODELS)
def test_agree_with_the_library(provider: str, model: str) -> None:
    prices = Prices()
    for prompt, cached, written in itertools.product((1_000, 100_001, 300_000), (0, 900), (0, 1, 4_000)):
        usage = Usage(prompt, written, cached)
        counted = Counted(input_tokens=prompt, output_tokens=written, cache_read_tokens=cached)
        wanted = calc_price(counted, model, provider_id=provider).total_price
        assert prices.cost_usd(provider, model, usage) == pytest.approx(float(wanted))


def test_writing_to_the_cache_costs_more() -> None:
    prices = Prices()
    plain, stored = Usage(10_000, 0), Usage(10_000, 0, 0, 10_000)
    cost = prices.cost_usd("anthropic", "claude-haiku-5-5", plain)
    assert cost
    assert prices.cost_usd("anthropic", "claude-haiku-5-5", stored) == pytest.approx(cost * 1.25)


def test_unknown_model_has_no_price() -> None:
    assert Prices().cost_usd("openai", "llama3.2:3b", Usage(1000, 100)) is None


def test_price_of_the_operator_counts_before_the_tables() -> None:
    own = {"llama3.2:3b": ModelPrice(input=1, output=2), "gpt-6-luna": ModelPrice(input=4, output=0, cached=1)}
    prices = Prices(own)
    assert prices.cost_usd("openai", "llama3.2:3b", Usage(1_000_000, 1_000_000)) == pytest.approx(3)
    assert prices.cost_usd("openai", "gpt-6-luna", Usage(1_000_000, 5, 500_000)) == pytest.approx(2.5)


def test_second_look_is_quick() -> None:
    prices = Prices()
    prices.cost_usd("openai", "gpt-6-luna", Usage(1, 1))
    began = time.perf_counter()
    for _ in range(1000):
        prices.cost_usd("openai", "gpt-6-luna", Usage(1000, 100, 10))
    assert time.perf_counter() - began < 0.05
