"""Patterns that wait until somebody needs them."""

import re

import pytest

from agente.kit.patterns import compile_all, regex


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
        compile_all()


def test_those_of_the_details_are_right() -> None:
    import agente.agents.local.cues
    import agente.leads.details

    compile_all()
    assert agente.leads.details.details_in("meu nome é Ana").name == "Ana"
