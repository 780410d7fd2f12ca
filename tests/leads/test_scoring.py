"""The score is a pure function of what is known and of the pack's rules."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agente.leads.scoring import Score, score
from agente.packs.models import Qualification, QualificationField, ScoreRule

FIELDS = ("name", "need", "team_size", "budget", "segment")
JSON_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
MONEY = st.fixed_dictionaries({"min": JSON_SCALARS, "max": JSON_SCALARS, "currency": st.just("BRL")})
KNOWN = st.dictionaries(st.sampled_from(FIELDS), JSON_SCALARS | MONEY | st.lists(JSON_SCALARS, max_size=2))
BOUND = st.none() | st.integers(-100, 100)
RULES = st.builds(
    ScoreRule,
    field=st.sampled_from(FIELDS),
    points=st.integers(-100, 100),
    at_least=BOUND,
    at_most=BOUND,
    equals=st.none() | st.just("loja"),
    contains=st.lists(st.sampled_from(["loja", "já", "nota fiscal"]), max_size=2),
    reason=st.sampled_from(["um", "dois", "três", "quatro", "cinco", "seis", "sete"]),
)
FORMS = st.builds(
    lambda rules, threshold: form(*rules, threshold=threshold), st.lists(RULES, max_size=12), st.integers(0, 100)
)


def form(*rules: ScoreRule, threshold: int = 60) -> Qualification:
    fields = [QualificationField(name=name, question="?") for name in FIELDS]
    return Qualification(fields=fields, rules=list(rules), threshold=threshold)


def rule(field: str, points: int = 10, **condition: object) -> ScoreRule:
    return ScoreRule.model_validate({"field": field, "points": points, "reason": f"{field} {points}"} | condition)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(KNOWN, FORMS)
def test_any_fields_and_rules_give_one_score_from_0_to_100(known: dict[str, object], rules: Qualification) -> None:
    before = repr(known)
    first = score(known, rules, "pt-BR")
    assert 0 <= first.points <= 100
    assert len(first.reasons) == len(set(first.reasons)) <= 5
    assert first.qualified == (bool(rules.rules) and first.points >= rules.threshold)
    assert score(dict(reversed(known.items())), rules, "pt-BR") == first
    assert repr(known) == before


@pytest.mark.parametrize(
    ("condition", "value", "holds"),
    [
        ({}, "x", True),
        ({}, 0, True),
        ({}, "", False),
        ({}, None, False),
        ({"at_least": 10}, 10, True),
        ({"at_least": 10}, 9.5, False),
        ({"at_most": 10}, 11, False),
        ({"at_least": 3, "at_most": 9}, 5, True),
        ({"at_least": 3, "at_most": 9}, 10, False),
        ({"at_least": 10}, "dez", False),
        ({"at_least": 0}, True, False),
        ({"equals": "Sim"}, "sim!", True),
        ({"equals": "não"}, "NAO", True),
        ({"equals": "sim"}, "sim senhor", False),
        ({"contains": ["estoque"]}, "controlar os estoques", True),
        ({"contains": ["já"]}, "em janeiro", False),
        ({"contains": ["este mês"]}, "ainda ESTE MES", True),
        ({"contains": ["este mês", "hoje"]}, "hoje mesmo", True),
    ],
)
def test_rule_holds_when_its_condition_does(condition: dict[str, object], value: object, holds: bool) -> None:
    assert score({"need": value}, form(rule("need", 10, **condition)), "pt-BR").points == (10 if holds else 0)


@pytest.mark.parametrize(
    ("budget", "points"),
    [
        ({"min": 100, "max": 5000, "currency": "BRL"}, 10),
        ({"min": 5000, "max": None, "currency": "BRL"}, 10),
        ({"min": None, "max": 800, "currency": "BRL"}, 0),
        ({"min": None, "max": None}, 0),
    ],
)
def test_of_a_budget_the_upper_bound_counts_else_the_lower_one(budget: dict[str, object], points: int) -> None:
    assert score({"budget": budget}, form(rule("budget", at_least=1000)), "pt-BR").points == points


def test_reasons_are_strongest_first_whatever_their_sign() -> None:
    rules = form(rule("name", 5), rule("need", 30), rule("budget", -20), rule("segment", 0))
    known = {"name": "Ana", "need": "x", "budget": 10, "segment": "y"}
    assert score(known, rules, "pt-BR") == Score(15, ("need 30", "budget -20", "name 5"), False)


def test_reasons_are_in_the_locale_where_the_pack_has_it() -> None:
    rules = form(rule("name", reason={"pt-BR": "disse o nome", "en": "gave a name"}))
    assert score({"name": "Ana"}, rules, "en").reasons == ("gave a name",)
    assert score({"name": "Ana"}, rules, "es").reasons == ("disse o nome",)


def test_form_without_rules_qualifies_nobody() -> None:
    assert score({"name": "Ana"}, form(threshold=0), "pt-BR") == Score(0, (), False)
