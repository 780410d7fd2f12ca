"""A plan with three shops and a fourth one is the plan and one addition."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


@pytest.mark.parametrize(
    "text",
    [
        "e se eu abrir a quarta loja?",
        "11 98765 4321. e se eu abrir a quarta loja?",
        "q? to falando de abrir mais uma loja, 4 lojas. qto fica?",
        "e com mais uma loja, 4 lojas no total, quanto fica?",
    ],
)
def test_only_what_is_lacking_is_added(visit_sample: Start, text: str) -> None:
    said = visit_sample().say_all(["quanto fica no empresarial por mês?", text]).text
    assert "Total: R$ 479,80 por mês" in said
    assert "4 ×" not in said


def test_so_many_of_the_addition_are_so_many(visit_sample: Start) -> None:
    said = visit_sample().say_all(["quanto custa o empresarial?", "quanto ficam 4 lojas adicionais?"]).text
    assert "R$ 319,60 por mês" in said


def test_what_comes_with_a_plan_is_not_how_many_are_bought(visit_sample: Start) -> None:
    said = visit_sample().say("o empresarial já tem 3, quanto custa?").text
    assert "R$ 399,90 por mês" in said
    assert "3 ×" not in said


def test_so_many_that_are_asked_for_are_bought(visit_sample: Start) -> None:
    assert "3 × Leitor" in visit_sample().say("quanto custa 3 leitores com fio?").text


def test_what_is_paid_once_comes_on_top_of_what_is_paid_every_month(dentist: Assistant) -> None:
    said = Talk(dentist).say("qual a diferença do aparelho fixo pro transparente?").text
    assert "R$ 390,00 (instalação) + R$ 180,00 por mês (manutenção) (Aparelho fixo)" in said
