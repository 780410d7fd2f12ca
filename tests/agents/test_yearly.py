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


class TestWithSomethingPaidByTheMonth:
    """What has a price for the year, and one more of something that is sold by the month alone."""

    YEAR = "R$ 2.137,80, que são R$ 1.899,00 + 12 × R$ 19,90"

    @pytest.mark.parametrize(
        "text",
        [
            "entao é o profissional. quanto custa por mes e por ano? tenho 1 loja 2 caixas e 6 funcionarios",
            "quanto fica o profissional por mês e por ano com 1 usuário a mais?",
            "o profissional com 6 usuários sai quanto por mes? e no ano?",
        ],
    )
    def test_both_periods_are_told(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "Total: R$ 209,80 por mês" in said
        assert self.YEAR in said
        assert said.count("Somando") == 1

    @pytest.mark.parametrize(
        "text",
        [
            "calma com email. e no ano, pagando anual tem desconto? quanto da com esse usuario a mais",
            "ta mas o total do ano com o usuario? 1899 mais quanto",
            "e no ano?",
            "e o total do ano?",
        ],
    )
    def test_the_year_goes_on_from_the_sum(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto fica o profissional por mes com 6 funcionarios?")
        assert self.YEAR in talk.say(text).text

    def test_as_many_as_were_added_up(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto fica o profissional por mes com 8 funcionarios?")
        assert "R$ 2.615,40, que são R$ 1.899,00 + 12 × R$ 59,70" in talk.say("e o total do ano?").text

    @pytest.mark.parametrize(
        "text",
        [
            "ok entao essencial + esse modulo da quanto no total por mes? e no ano?",
            "o essencial com ele dá quanto por mês? e no ano?",
        ],
    )
    def test_the_parts_are_told_once(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o e-commerce?")
        said = talk.say(text).text
        assert said.count("Somando") == 1
        assert "Total: R$ 149,80 por mês" in said
        assert "R$ 1.797,60" in said
        assert "R$ 1.617,80" in said

    @pytest.mark.parametrize("of_it", ["com ele", "mais ele"])
    def test_what_was_asked_first_is_added(self, visit_sample: Start, of_it: str) -> None:
        text = f"e pra vender no site tem modulo de loja virtual? quanto fica o essencial {of_it} por mes e por ano"
        said = visit_sample().say_all(["quanto custa o essencial?", text]).text
        assert "Total: R$ 149,80 por mês" in said
        assert "R$ 1.617,80, que são R$ 899,00 + 12 × R$ 59,90" in said
        assert "Não encontrei" not in said
