"""What things cost in another way behind their price, or with another one: "e no Pix?", "e com o módulo?"."""

import pytest

from tests.agents.conftest import Start


class TestByTheWayOfPaying:
    @pytest.mark.parametrize(
        "text", ["e no pix?", "à vista no pix?", "e tudo no pix quanto fica?", "e os dois no pix?"]
    )
    def test_a_sum_is_told_by_the_prices_for_it(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("leitor e gaveta juntos, quanto fica?")
        told = talk.say(text).text
        assert "R$ 228,00" in told
        assert "R$ 304,00" in told
        assert "Total: R$ 532,00" in told

    def test_it_is_told_outright(self, visit_sample: Start) -> None:
        assert "Total: R$ 532,00" in visit_sample().say("leitor e gaveta juntos no pix, quanto fica?").text

    def test_what_has_no_such_price_counts_with_the_usual_one(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("2 leitores + profissional")
        told = talk.say("e no pix?").text
        assert "Total: R$ 456,00 + R$ 189,90 por mês ou R$ 1.899,00 por ano" in told
        assert "Pelo preço normal: Plano Profissional" in told

    def test_the_greater_discount_counts(self, visit_sample: Start) -> None:
        told = visit_sample().say("20 leitores e uma gaveta juntos no pix, quanto fica?").text
        assert "R$ 4.320,00" in told  # 10% for twenty, and not the 5% of Pix
        assert "Pelo preço normal: Leitor" in told

    @pytest.mark.parametrize(("text", "amount"), [("2 no pix?", "456,00"), ("e no pix?", "228,00")])
    def test_so_is_one_that_was_priced(self, visit_sample: Start, text: str, amount: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o leitor?")
        told = talk.say(text).text
        assert amount in told
        assert "240,00" not in told

    @pytest.mark.parametrize("text", ["2 leitores no pix", "quanto custam 2 leitores no pix?"])
    def test_and_one_that_is_named(self, visit_sample: Start, text: str) -> None:
        assert "R$ 456,00" in visit_sample().say(text).text

    @pytest.mark.parametrize("text", ["implante 2 dentes com 5% no pix", "2 implantes à vista no pix, quanto fica?"])
    def test_a_discount_for_it_is_taken_off_so_many(self, visit_dentist: Start, text: str) -> None:
        told = visit_dentist().say(text).text
        assert "a partir de R$ 6.400,00" in told
        assert "a partir de R$ 6.080,00" in told

    def test_and_behind_the_price_of_one(self, visit_dentist: Start) -> None:
        talk = visit_dentist()
        talk.say("quanto custa o implante?")
        assert "a partir de R$ 6.080,00" in talk.say("e 2 dentes no pix?").text


class TestWithAnotherOne:
    @pytest.mark.parametrize(
        "text",
        [
            "tá e somando o modulo ecommerce?",
            "e com o modulo ecommerce?",
            "e mais o e-commerce?",
            "e se eu quiser somar o módulo ecommerce?",
            "tá e somando o modulo ecommerce? plano anual compensa?",
        ],
    )
    def test_what_is_added_to_the_one_that_was_priced_makes_a_sum(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o essencial?")
        assert "Total: R$ 149,80 por mês" in talk.say(text).text

    def test_so_it_does_in_other_languages(self, visit_sample: Start) -> None:
        english, spanish = visit_sample(locale="en"), visit_sample(locale="es")
        english.say("how much is the essencial plan?")
        assert "R$149.80" in english.say("and with the ecommerce module?").text
        spanish.say("¿cuánto cuesta el essencial?")
        assert "R$ 149,80" in spanish.say("¿y con el módulo ecommerce?").text

    def test_another_plan_is_not_added(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o essencial?")
        assert "Total" not in talk.say("e com o profissional?").text

    @pytest.mark.parametrize("text", ["o essencial + o módulo dá quanto por mês? e se eu pagar o ano"])
    def test_the_month_and_the_year_are_told_where_both_are_asked(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o módulo ecommerce?")
        told = talk.say(text).text
        assert "Total: R$ 149,80 por mês" in told
        assert "R$ 1.617,80" in told

    def test_the_year_alone_is_told_where_only_that_is_asked(self, visit_sample: Start) -> None:
        told = visit_sample().say("essencial + modulo ecommerce, se pagar o ano?").text
        assert "R$ 1.617,80" in told
        assert "149,80" not in told
