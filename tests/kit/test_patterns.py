"""Patterns that wait until somebody needs them."""

import asyncio
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from re._constants import MAXREPEAT  # type: ignore[import-not-found]
from re._parser import SubPattern, parse  # type: ignore[import-not-found]
from typing import Any

import pytest

import agente.agents
import agente.guardrails
import agente.handoff
import agente.leads
import agente.scheduling
from agente.kit import patterns
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


@pytest.fixture(scope="module")
def everything() -> None:
    """All modules that read customers' messages are loaded."""
    for package in (agente.leads, agente.agents, agente.scheduling, agente.handoff, agente.guardrails):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.rpartition(".")[2].startswith("train"):
                importlib.import_module(module.name)


@pytest.mark.usefixtures("everything")
def test_all_that_the_product_waits_with_are_right() -> None:
    asyncio.run(compile_all())
    assert details_in("meu nome é Ana").name == "Ana"


def _nests(parsed: Any) -> bool:
    """Whether something repeats without end in which nothing but an endless repeat must stand: "(\\w+ ?)+".

    A text that does not match is then tried in as many ways as it can be cut: twice as many with each letter.
    """
    for operation, value in parsed:
        inner = [each for each in _parts_of(value) if isinstance(each, SubPattern)]
        if str(operation) in ("MAX_REPEAT", "MIN_REPEAT") and value[1] == MAXREPEAT and _is_one_repeat(value[2]):
            return True
        if any(_nests(each) for each in inner):
            return True
    return False


def _is_one_repeat(body: SubPattern) -> bool:
    needed = [(operation, value) for operation, value in body if not _may_be_nothing(operation, value)]
    if len(needed) == 1 and str(needed[0][0]) == "SUBPATTERN":
        return _is_one_repeat(needed[0][1][-1])
    return len(needed) == 1 and str(needed[0][0]).endswith("_REPEAT") and needed[0][1][1] == MAXREPEAT


def _may_be_nothing(operation: Any, value: Any) -> bool:
    return str(operation) in ("AT", "ASSERT", "ASSERT_NOT") or (str(operation).endswith("_REPEAT") and not value[0])


def _parts_of(value: Any) -> Iterator[Any]:
    if isinstance(value, SubPattern):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _parts_of(each)


@pytest.mark.usefixtures("everything")
def test_no_pattern_of_the_product_takes_twice_as_long_with_each_letter() -> None:
    modules = [module for name, module in sys.modules.items() if name.startswith("agente.")]
    found = [value for module in modules for value in vars(module).values()]
    sources = {value.pattern for value in found if isinstance(value, re.Pattern) and isinstance(value.pattern, str)}
    sources |= {value._source for value in found if isinstance(value, patterns._Late)}
    assert len(sources) > 500
    assert _nests(parse(r"a((?:\w+ ?)+?) b"))
    assert not _nests(parse(r"a(\w+(?: \w+)*?) b"))
    assert [source for source in sources if _nests(parse(source))] == []
