"""Prices that are asked for by the way: of a way of paying, beside another price, or of what a plan may have."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


class TestAWayOfPaying:
    @pytest.mark.parametrize(
        "text",
        [
            "o transparente no pix sai qto?",
            "particular. entao o transparente no pix sai qto? e clareamento, vale a pena?",
            "quanto custa o transparente à vista?",
        ],
    )
    def test_what_is_told_of_it_stands_behind_the_price(self, dentist: Assistant, text: str) -> None:
        said = Talk(dentist).say(text).text
        assert "Alinhador transparente: a partir de R$ 6.900,00." in said
        assert "No Pix ou em dinheiro há 5% de desconto em tratamentos acima de R$ 900,00." in said

    def test_nothing_is_told_of_a_way_that_has_no_discount(self, dentist: Assistant) -> None:
        assert "desconto" not in Talk(dentist).say("o transparente no boleto sai qto?").text

    def test_a_price_of_its_own_is_enough(self, visit_sample: Start) -> None:
        said = visit_sample().say("a gaveta no pix quanto fica?").text
        assert "R$ 304,00 (à vista no Pix)" in said
        assert "Kit" not in said
        assert "5%" not in said

    def test_a_discount_of_others_is_said_to_be_theirs(self, visit_sample: Start) -> None:
        said = visit_sample().say("o essencial no pix quanto fica?").text
        assert "Esse desconto é só para equipamentos." in said


class TestDifference:
    @pytest.mark.parametrize(
        "text",
        [
            "quanto a mais que o essencial custa o profissional?",
            "qual a diferença de preço do essencial pro profissional?",
            "o profissional serve pra 2 lojas? qto custa e qto a mais q o essencial",
        ],
    )
    def test_it_is_told_by_the_month_and_by_the_year(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "Diferença: R$ 100,00 por mês ou R$ 1.000,00 por ano." in said

    def test_the_other_one_is_what_the_talk_was_about(self, visit_sample: Start) -> None:
        said = visit_sample().say_all(["quanto custa o profissional?", "e o empresarial, quanto a mais que ele?"]).text
        assert "Diferença: R$ 210,00 por mês" in said

    def test_what_is_paid_in_unlike_ways_has_none(self, dentist: Assistant) -> None:
        said = Talk(dentist).say("qual a diferença de preço do aparelho fixo pro transparente?").text
        assert "Diferença:" not in said
        assert "R$ 390,00" in said

    def test_a_difference_of_everything_is_a_comparison(self, visit_sample: Start) -> None:
        assert "Comparando" in visit_sample().say("qual a diferença do essencial pro profissional?").text


class TestByTheYearAndByTheMonth:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("e o profissional anual com loja adicional da qto?", "R$ 2.857,80, que são R$ 1.899,00 + 12 × R$ 79,90"),
            ("quanto custa o profissional anual com 3 lojas?", "R$ 3.816,60, que são R$ 1.899,00 + 12 × R$ 159,80"),
        ],
    )
    def test_both_parts_come_to_so_much_in_a_year(self, visit_sample: Start, text: str, told: str) -> None:
        assert f"Em um ano: {told}." in visit_sample().say(text).text

    def test_by_the_month_it_is_a_sum(self, visit_sample: Start) -> None:
        said = visit_sample().say("o profissional com loja adicional da quanto?").text
        assert "Total: R$ 269,80 por mês" in said


class TestWhatAPlanHas:
    @pytest.mark.parametrize("text", ["no empresarial tem suporte 24h?", "e o empresarial tem suporte premium?"])
    def test_its_own_is_told_and_what_is_sold_apart(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "Plano Empresarial — Suporte: prioritário, com gerente de conta." in said
        assert "Suporte Premium: R$ 149,90 por mês" in said
        assert "Veja o que temos" not in said

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("o essencial tem loja adicional?", "Loja Adicional — Disponível em: Profissional e Empresarial."),
            ("o profissional tem nfse?", "Sim, Plano Profissional tem nota fiscal de serviço."),
            ("o kit tem leitor?", "Kit PDV — Itens: leitor, impressora e gaveta."),
        ],
    )
    def test_nothing_is_offered_that_it_has_or_cannot_have(self, visit_sample: Start, text: str, told: str) -> None:
        said = visit_sample().say(text).text
        assert told in said
        assert "contratar à parte" not in said

    def test_how_many_of_something_is_told_of_each_plan(self, visit_sample: Start) -> None:
        said = visit_sample().say("e quantos usuários pode ter?").text
        assert "- Plano Profissional: 5" in said
        assert "Também temos" not in said

    def test_how_many_the_company_has_is_another_question(self, visit_sample: Start) -> None:
        assert "Lojas incluídas" not in visit_sample().say("quantas lojas vocês têm?").text

    def test_what_is_needed_beside_it_tells_which(self, visit_sample: Start) -> None:
        said = visit_sample().say("e qtos usuarios pode ter? sao uns 8 caixas no total mais eu e 2 gerentes").text
        assert "Plano Empresarial — Usuários incluídos: 15." in said
        assert "Para 8 caixas, estas opções atendem:" in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tenho 2 lojas e 7 usuários, qual plano?", "Para 2 lojas e 7 usuários, estas opções atendem:"),
        ("3 usuários e 150 notas por mês, qual plano?", "Para 3 usuários e 150 notas fiscais por mês, estas"),
        (
            "qual plano pra 1 loja e 3 usuários com estoque avançado?",
            "Para 3 usuários e Módulo Estoque Avançado, estas opções",
        ),
        ("tem treinamento pra 20 pessoas?", "Nenhuma opção chega a 20 pessoas por turma."),
        ("which plan is for 8 people?", "For 8 users, these options fit:"),
        ("¿qué plan para 2 tiendas y 7 usuarios?", "Para 2 tiendas y 7 usuarios, estas opciones sirven:"),
    ],
)
def test_what_is_needed_is_told_by_its_name(visit_sample: Start, text: str, told: str) -> None:
    assert told in visit_sample().say(text).text


def test_a_question_is_not_answered_by_what_is_told_beside_it(visit_sample: Start) -> None:
    said = visit_sample().say("qto eu perco se mudar pro plano de cima? to no essencial com 2 lojas").text
    assert "paga só a diferença proporcional aos dias que faltam" in said


@pytest.mark.parametrize("before", ["mas e a nota de serviço, faz ou nao?", "o essencial tem nota de serviço?"])
def test_the_cheapest_that_has_it_has_it(visit_sample: Start, before: str) -> None:
    talk = visit_sample()
    talk.say(before)
    said = talk.say("qual o plano mais barato q tem isso?").text
    assert "Plano Profissional" in said
    assert "Plano Essencial" not in said


def test_the_cheapest_that_has_it_has_it_beside_another_question_too(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("mas e a nota de serviço, faz ou nao?")
    said = talk.say("qual o plano mais barato q tem isso? e da pra usar no celular").text
    assert "Plano Profissional" in said
    assert "Plano Essencial" not in said
    assert "aplicativo" in said
