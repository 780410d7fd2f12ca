"""Patterns that wait until somebody needs them."""

import asyncio
import importlib
import pkgutil
import re

import pytest

import agente.agents
import agente.leads
from agente.kit.patterns import compile_all, regex
from agente.leads.details import details_in


def test_it_finds_what_a_compiled_one_finds() -> None:
    late, early = regex(r"(\w)\d"), re.compile(r"(\w)\d")
    text = "a1 b2"
    assert late.search(text) is not None
    assert [match[1] for match in late.finditer(text)] == [match[1] for match in early.finditer(text)]
    assert late.sub("-", text) == "- -"
    assert late.fullmatch("a1 ") is None
    assert late.split(text) == early.split(text)


def test_what_is_wrong_with_a_pattern_is_told_at_the_latest_when_all_are_compiled() -> None:
    regex("(")
    with pytest.raises(re.error):
        asyncio.run(compile_all())


def test_all_that_the_product_waits_with_are_right() -> None:
    for package in (agente.leads, agente.agents):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.rpartition(".")[2].startswith("train"):
                importlib.import_module(module.name)
    asyncio.run(compile_all())
    assert details_in("meu nome é Ana").name == "Ana"
