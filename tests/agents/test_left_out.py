"""A computed answer says what it does not count."""

import pytest

from tests.agents.conftest import Start

UNTOLD = "Esta resposta não conta"


def test_people_beside_a_sum_of_shops(visit_sample: Start) -> None:
    said = visit_sample().say_all(
        [
            "temos 4 lojas, quanto fica o empresarial com a quarta loja por mês?",
            "loja adicional tem preço?? e usuario a mais, somos 18 pessoas",
        ]
    )
    assert f"{UNTOLD} 18 pessoas" in said.text


@pytest.mark.parametrize(
    "text",
    [
        "quanto fica o profissional com 8 usuários?",
        "profissional + 9 usuarios + 2 lojas adicionais, total no ano?",
        "qual plano serve pra 5 pessoas e 2 lojas?",
        "quanto é 2 impressoras e 1 leitor no pix?",
    ],
)
def test_what_counts_all_says_nothing(visit_sample: Start, text: str) -> None:
    assert UNTOLD not in visit_sample().say(text).text


def test_a_yearly_plan_with_something_by_the_month(visit_sample: Start) -> None:
    said = visit_sample().say(
        "me manda uma proposta com empresarial anual + suporte premium, qto fica o total? queria ver uma demonstração"
    )
    assert "R$ 5.797,80" in said.text
    assert UNTOLD not in said.text
