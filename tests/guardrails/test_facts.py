from decimal import Decimal

import pytest

from agente.guardrails.facts import amounts, unsupported_amounts


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("R$ 1.234,56", "1234.56"),
        ("R$1,234.56", "1234.56"),
        ("R$\xa089,90", "89.90"),
        ("R$ 1.200", "1200"),
        ("R$ 99.9", "99.9"),
        ("US$ 10", "10"),
        ("€ 3,50", "3.5"),
        ("BRL 45", "45"),
        ("50 reais", "50"),
        ("2 mil reais", "2000"),
        ("R$ 5 mil", "5000"),
        ("300 dólares", "300"),
    ],
)
def test_amounts_are_read_as_they_are_written(text: str, amount: str) -> None:
    assert amounts(f"Custa {text}, à vista.") == {Decimal(amount)}


@pytest.mark.parametrize(
    "text", ["10 usuários", "14 dias", "25/12/2026", "10%", "(11) 4000-0000", "8h às 12h", "for 10 of them"]
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert amounts(text) == frozenset()


def test_only_amounts_that_are_not_allowed_are_named() -> None:
    reply = "De R$ 200,00 por R$ 180,00, ou 90 reais de entrada."
    assert unsupported_amounts(reply, {Decimal(180)}) == ["R$ 200,00", "90 reais"]
    assert unsupported_amounts(reply, {Decimal(180), Decimal(200), Decimal(90)}) == []
