"""Whether it is cheaper to pay for a year, with what that saves."""

import pytest

from tests.agents.conftest import Start

SAVED = "Pagando por ano você economiza R$ 799,80: 12 × R$ 399,90 dariam R$ 4.798,80."


@pytest.mark.parametrize(
    "text",
    [
        "anual sai mais barato?",
        "vale a pena o anual?",
        "e se pagar o ano tem desconto?",
        "qual a diferença do anual pro mensal?",
        "quanto eu economizo no anual?",
        "nao, o empresarial ja tem 3, so 1 a mais. mercado bom preço. e se pagar o ano tem desconto?",
        "vc ta multiplicando errado. quero 1 plano empresarial so. anual sai mais barato? qto de desconto",
    ],
)
def test_the_year_of_the_plan_at_hand_is_told_beside_its_months(visit_sample: Start, text: str) -> None:
    said = visit_sample().say_all(["quanto custa o empresarial por mês?", text]).text
    assert f"Plano Empresarial: R$ 399,90 por mês ou R$ 3.999,00 por ano. {SAVED}" in said
    assert "Descontos por quantidade" not in said
    assert "não encontrei" not in said


def test_with_nothing_in_question_it_is_told_of_the_plans(visit_sample: Start) -> None:
    said = visit_sample().say("anual sai mais barato?").text
    assert "Plano Essencial: R$ 89,90 por mês ou R$ 899,00 por ano" in said
    assert SAVED in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("qual é o mais barato?", "A opção mais em conta é Plano Essencial"),
        ("quanto custa o empresarial anual?", "R$ 3.999,00 por ano"),
        ("o profissional anual pra 3 empresas tem desconto?", "a partir de 3 assinaturas: 5% de desconto"),
        ("tem desconto pra pagar o ano inteiro?", "dez mensalidades"),
    ],
)
def test_what_asks_for_something_else_is_answered_as_before(visit_sample: Start, text: str, told: str) -> None:
    said = visit_sample().say(text).text
    assert told in said
    assert "economiza R$" not in said


def test_a_list_of_discounts_has_the_year_in_it(visit_sample: Start) -> None:
    said = visit_sample().say("o empresarial tem desconto?").text
    assert "- a partir de 3 assinaturas: 5% de desconto" in said
    assert "- pagando por ano: R$ 3.999,00 por ano, R$ 799,80 a menos que 12 × R$ 399,90" in said


def test_what_has_no_discount_by_quantity_may_have_one_by_the_year(visit_sample: Start) -> None:
    said = visit_sample().say("o essencial tem desconto?").text
    assert "Pagando por ano você economiza R$ 179,80" in said
