"""What was offered together, a plan with what is added to it, pointed at; and what several things come to in a year."""

import pytest

from tests.agents.conftest import Start

BY_MONTH = "R$ 3.237,60, que são 12 × R$ 269,80"
BY_YEAR = "R$ 2.857,80, que são R$ 1.899,00 + 12 × R$ 79,90"
TWO_SHOPS = "quanto custa pra 2 lojas?"


class TestPointedAt:
    @pytest.mark.parametrize(
        "text",
        [
            "nao precisa. o primeiro quanto fica no ano?",
            "a primeira opção dá quanto em um ano?",
            "mas eu falei o primeiro, o profissional com a loja adicional, quanto da no ano tudo?",
        ],
    )
    def test_the_first_is_the_plan_with_its_addition(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all([TWO_SHOPS, text]).text
        assert f"- pagando por mês: {BY_MONTH}" in said
        assert f"- pagando por ano o que tem plano anual: {BY_YEAR}" in said

    def test_the_second_is_what_stands_behind_it(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([TWO_SHOPS, "o segundo quanto fica no ano?"]).text
        assert "Plano Empresarial: R$ 399,90 por mês ou R$ 3.999,00 por ano." in said
        assert "Profissional" not in said

    def test_as_many_are_added_as_were_offered(self, visit_sample: Start) -> None:
        said = visit_sample().say_all(["quanto custa pra 4 lojas?", "o primeiro quanto fica por mês?"]).text
        assert "3 × Loja Adicional" in said
        assert "Total: R$ 429,60 por mês." in said

    def test_it_is_bought_as_it_was_offered(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([TWO_SHOPS, "quero o primeiro"]).text
        assert "Plano Profissional e Loja Adicional: R$ 269,80 por mês" in said

    def test_what_it_has_is_what_the_plan_has(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([TWO_SHOPS, "o primeiro tem nota de serviço?"]).text
        assert said == "Sim, Plano Profissional tem nota fiscal de serviço."

    def test_the_list_stands_behind_its_sum(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all([TWO_SHOPS, "o primeiro quanto fica no ano?", "e no anual?"])
        assert "Plano Empresarial:" in talk.say("e o segundo?").text


class TestInAYear:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("faz a conta pra mim, profissional anual + a loja extra o ano todo", BY_YEAR),
            ("profissional mensal e loja extra, quanto fica no ano?", BY_MONTH),
            ("suporte premium + módulo conciliação quanto dá por ano?", "R$ 2.217,60, que são 12 × R$ 184,80"),
        ],
    )
    def test_they_come_to_so_much_as_they_are_paid(self, visit_sample: Start, text: str, told: str) -> None:
        assert f"Em um ano: {told}." in visit_sample().say(text).text

    def test_what_is_paid_once_is_in_it(self, visit_sample: Start) -> None:
        said = visit_sample().say("profissional mensal + kit, quanto fica tudo no ano?").text
        assert "R$ 3.538,80, que são 12 × R$ 189,90 + R$ 1.260,00" in said

    def test_the_sum_is_asked_for_in_another_way(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("profissional + 2 lojas adicionais, quanto dá?")
        assert "R$ 3.816,60, que são R$ 1.899,00 + 12 × R$ 159,80" in talk.say("e no anual?").text
        assert "R$ 349,70 por mês" in talk.say("e por mês?").text

    def test_of_one_that_has_no_price_by_the_year_it_is_twelve_months(self, visit_sample: Start) -> None:
        said = visit_sample().say("o suporte premium quanto fica no ano?").text
        assert "em 12 meses: R$ 1.798,80, que são 12 × R$ 149,90" in said

    def test_last_year_is_none_to_be_computed(self, visit_sample: Start) -> None:
        said = visit_sample().say("quanto custava o suporte premium no ano passado?").text
        assert "em 12 meses" not in said
