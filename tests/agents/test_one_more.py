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


class TestNothingLeftOut:
    @pytest.mark.parametrize(
        "text",
        [
            "quanto fica o profissional com a loja a mais, os usuarios e o modulo de estoque, tudo por mes?",
            "me soma o profissional com mais uma loja, o modulo de estoque e os usuarios",
        ],
    )
    def test_what_they_said_they_are_is_counted(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("tenho 2 lojas de autopeças com 7 funcionarios, qual plano serve pra mim?")
        assert "R$ 349,50 por mês" in talk.say(text).text

    def test_where_the_number_is_unknown_each_price_is_told(self, visit_sample: Start) -> None:
        said = visit_sample().say("quanto fica o profissional com mais uma loja e os usuarios?").text
        assert "Usuário Adicional: R$ 19,90" in said
        assert "Total" not in said

    @pytest.mark.parametrize(
        "text",
        [
            "faltou os 2 usuarios e o modulo de estoque na conta. qto da tudo?",
            "esqueceu 2 usuarios e o módulo de estoque avançado",
            "vc nao somou os 2 usuarios nem o modulo de estoque",
        ],
    )
    def test_what_was_left_out_is_added(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all(["quanto fica o profissional com mais uma loja?", text]).text
        assert "Total: R$ 349,50 por mês" in said


@pytest.mark.parametrize(
    "text",
    [
        "hmm 2 usuarios e nos somos 3. da pra por mais um no essencial?",
        "o essencial vem com 2 usuários, dá pra colocar mais um?",
        "são 2 usuários no essencial né, posso adicionar mais 1?",
        "hmm 2 usuarios e nos somos 3. da pra por mais um no essencial? emito umas 150 notas por mes",
    ],
)
def test_one_more_of_those_that_were_counted(visit_sample: Start, text: str) -> None:
    said = visit_sample().say(text).text
    assert "Sim." in said
    assert "Usuário Adicional: R$ 19,90" in said
    assert "Total: R$ 109,80 por mês" in said
