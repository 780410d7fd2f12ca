"""Each thing that a conversation test may expect, held and not held."""

from decimal import Decimal

import pytest

from agente.agents.turn import Citation, Draft, Intent
from agente.evaluation.expectations import check, matches
from agente.evaluation.rehearsal import Answer
from agente.packs.models import Expectation
from agente.scheduling.requests import BookingRequest

REPLY = Draft(
    "O plano custa R$\u00a089,90\npor mês.",
    "pt-BR",
    Intent("pricing", 0.9),
    "sales",
    citations=(Citation("catalog.yaml", "Plano"), Citation("knowledge/entrega.md", "Prazo")),
    handoff="high_value",
    booking=BookingRequest("move", "1"),
)
KNOWN = {"name": "José Araújo", "budget": {"min": 500, "max": None, "currency": "BRL"}, "need": "controlar o estoque"}
ANSWER = Answer(REPLY, KNOWN, "qualified", 1.0)


def faults(answer: Answer = ANSWER, **expected: object) -> list[str]:
    return [made.name for made in check(answer, Expectation.model_validate(expected), None) if not made.holds]


class TestCheck:
    @pytest.mark.parametrize(
        ("name", "right", "wrong"),
        [
            ("intent", "pricing", "billing"),
            ("agent", "sales", "support"),
            ("source", "local", "llm"),
            ("says", ["r$ 89,90 por"], ["99,90"]),
            ("says_not", ["99,90"], ["O PLANO"]),
            ("cites", "entrega.md", "trocas.md"),
            ("handoff", True, False),
            ("handoff_reason", "high_value", "sensitive"),
            ("lead", "qualified", "new"),
            ("booking", "moved", "none"),
            ("locale", "pt-BR", "en"),
        ],
    )
    def test_what_holds_and_what_does_not(self, name: str, right: object, wrong: object) -> None:
        assert faults(**{name: right}) == []
        assert faults(**{name: wrong}) == [name]

    def test_nothing_expected_is_nothing_checked(self) -> None:
        assert check(ANSWER, Expectation(), None) == []

    def test_a_field_must_be_known_with_that_value(self) -> None:
        assert faults(fields={"name": "jose araujo", "budget": 500, "need": "estoque"}) == []
        assert faults(fields={"name": "José", "email": "a@b.br"}) == ["fields.name", "fields.email"]

    def test_none_expects_a_field_to_be_unknown(self) -> None:
        assert faults(fields={"email": "none", "name": "none"}) == ["fields.name"]

    def test_a_silent_agent_has_no_intent_and_no_text(self) -> None:
        silent = Answer(None, {}, None, 0.0)
        assert faults(silent, source="none", says_not=["oi"], handoff=False, booking="none") == []
        assert faults(silent, intent="greeting", says=["oi"]) == ["intent", "says"]

    def test_a_failure_is_a_fault_whatever_was_expected(self) -> None:
        assert faults(Answer(REPLY, {}, None, 1.0, "KeyError()"), intent="pricing") == ["failure"]


class TestMatches:
    @pytest.mark.parametrize(
        ("wanted", "got"),
        [
            ("(11) 98765-4321", "+5511987654321"),
            (5511987654321, "+5511987654321"),
            ("529.982.247-25", "52998224725"),
            ("Ana@Loja.com.br", "ana@loja.com.br"),
            ("Padaria São Bento", "padaria sao bento"),
            (12, 12.0),
            (Decimal(800), {"min": None, "max": 800, "currency": "BRL"}),
            ("25/12", "25/12"),
            (False, False),
        ],
    )
    def test_the_same_written_otherwise(self, wanted: object, got: object) -> None:
        assert matches(wanted, got)

    @pytest.mark.parametrize(
        ("wanted", "got"),
        [
            ("(11) 98765-4321", "+5521987654321"),
            ("ana@loja.com.br", "ana@loja.com"),
            ("Ana", "Ana Maria"),
            (12, 120),
            (800, {"min": 100, "max": 200}),
            (True, 1),
        ],
    )
    def test_another_value(self, wanted: object, got: object) -> None:
        assert not matches(wanted, got)

    def test_free_text_may_say_more(self) -> None:
        assert matches("controle de estoque", "Preciso de controle de estoque urgente", free_text=True)
        assert not matches("caixa", "Preciso de controle de estoque", free_text=True)
