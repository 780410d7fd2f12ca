"""Several products in one message: bought, divided or used together, or asked about one after the other."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


class TestWantedTogether:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            (
                "quero contratar o profissional anual e o kit pdv",
                "Plano Profissional e Kit PDV: R$ 1.899,00 por ano + R$",
            ),
            ("quero comprar o leitor com fio e a gaveta", "Gaveta de Dinheiro: R$ 560,00"),
            ("entao quero contratar o profissional anual + o kit", "Plano Profissional e Kit PDV"),
            ("quero comprar 2 leitores com fio e uma gaveta", "2 × R$ 240,00 + R$ 320,00 = R$ 800,00"),
            ("quero comprar 10 leitores com fio e uma gaveta", "10 × R$ 216,00 + R$ 320,00 = R$ 2.480,00"),
        ],
    )
    def test_different_things_are_bought_together(self, visit_sample: Start, text: str, told: str) -> None:
        said = visit_sample().say(text).text
        assert told in said
        assert "Qual deles" not in said

    @pytest.mark.parametrize(
        "text", ["quero contratar o essencial e o profissional", "quero comprar o leitor com fio ou a gaveta"]
    )
    def test_of_two_plans_or_of_one_or_the_other_it_is_asked_which(self, visit_sample: Start, text: str) -> None:
        assert "Qual deles você quer contratar?" in visit_sample().say(text).text

    @pytest.mark.parametrize("text", ["os 2 ue", "os dois", "ambos", "tudo isso", "quero os dois"])
    def test_both_is_an_answer_to_which(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all(["quero comprar o leitor com fio ou a gaveta", text]).text
        assert "Leitor de Código de Barras e Gaveta de Dinheiro: R$ 560,00" in said

    def test_each_is_divided_in_as_many_as_it_allows(self, visit_sample: Start) -> None:
        text = "entao quero contratar o profissional anual + o kit. no cartao em 12x dá qto por mes?"
        said = visit_sample().say(text).text
        assert "Plano Profissional: R$ 1.899,00 por ano em 12 vezes fica R$ 158,25 cada." in said
        assert "Kit PDV: R$ 1.260,00 em 6 vezes fica R$ 210,00 cada." in said
        assert "Qual deles" not in said


class TestAskedAfterOneAnother:
    def test_the_two_together_are_those_that_were_named(self, visit_sample: Start) -> None:
        said = visit_sample().say("blz. e vcs vendem gaveta de dinheiro? e impressora, qto fica as 2 juntas").text
        assert "Total: R$ 1.100,00" in said
        assert "não encontrei" not in said

    def test_they_are_not_those_that_were_listed_before(self, visit_sample: Start) -> None:
        text = "e vcs vendem gaveta de dinheiro? e impressora, qto fica as 2 juntas"
        assert "Total: R$ 1.100,00" in visit_sample().say_all(["quais são os planos?", text]).text

    def test_a_price_behind_advice_is_that_of_what_was_advised(self, visit_sample: Start) -> None:
        said = visit_sample().say("tenho uma loja de roupa pequena, qual plano serve pra mim e qto custa?").text
        assert "Plano Empresarial: R$ 399,90 por mês" in said
        assert "Módulo" not in said
        assert "Também temos" not in said

    def test_a_price_and_a_delivery_are_both_told(self, visit_sample: Start) -> None:
        said = visit_sample().say("qto fica o kit no pix e em qtos dias chega? sou de santo andre").text
        assert "R$ 1.197,00" in said
        assert "até 5 dias úteis" in said

    def test_what_is_asked_of_another_product_needs_no_mark(self, dentist: Assistant) -> None:
        text = "o transparente em 18x fica qto por mes? e o fixo no total se durar 24 meses"
        said = Talk(dentist).say_all(["qual a diferenca do aparelho fixo pro transparente", text]).text
        assert "a partir de R$ 383,33 cada" in said
        assert "em 24 meses: R$ 4.710,00" in said

    def test_each_instalment_is_of_one_product(self, dentist: Assistant) -> None:
        talk = Talk(dentist)
        talk.say_all(["qual a diferenca do aparelho fixo pro transparente", "e o transparente quanto custa?"])
        said = talk.say("vc nao respondeu. qto da cada parcela do transparente em 18 vezes?").text
        assert "a partir de R$ 383,33 cada" in said
        assert "Aparelho fixo" not in said


class TestPutToUseTogether:
    @pytest.mark.parametrize(
        "text",
        [
            "a gaveta liga na impressora ou no pc?",
            "qto é a impressora termica? e a gaveta funciona com ela?",
            "a gaveta funciona com a impressora térmica?",
        ],
    )
    def test_what_is_told_of_the_two_is_quoted(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "cabo da gaveta está ligado na impressora" in said
        assert "Comparando" not in said

    def test_what_is_not_told_is_not_made_up(self, visit_sample: Start) -> None:
        said = visit_sample().say("o leitor é compatível com a maquininha?").text
        assert "R$" not in said

    def test_whether_one_may_is_no_wish_to_buy(self, dentist: Assistant) -> None:
        said = Talk(dentist).say("qto tempo dura o efeito? e doi? posso fazer com aparelho").text
        assert "anestesia local" in said
        assert "contratação" not in said
        assert "Ótima escolha" not in said

    def test_what_tells_of_many_is_not_told_of_two(self, dentist: Assistant) -> None:
        assert "Parcelamos" not in Talk(dentist).say("posso fazer limpeza com aparelho?").text

    @pytest.mark.parametrize("text", ["leitor com fio ou coletor?", "o essencial ou o profissional?"])
    def test_one_or_the_other_is_compared(self, visit_sample: Start, text: str) -> None:
        assert "Comparando" in visit_sample().say(text).text
