"""What is asked of the product that is pointed at or was talked about, beside another question or a story."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk

PLANS = "quais planos tem?"


class TestHowManyOfSomething:
    @pytest.mark.parametrize(
        "text",
        [
            "nao precisa. e o segundo plano, quantas notas por mes? se eu fechar o anual hj faz por 1700?",
            "e o segundo plano, quantas notas por mes? aceita pix?",
            "o segundo tem quantas notas por mês? e aceita boleto?",
        ],
    )
    def test_it_is_told_of_the_one_that_is_pointed_at(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all([PLANS, text]).text
        assert "Plano Profissional — Notas fiscais por mês: 1.000." in said
        assert "NF-e" not in said

    def test_it_is_told_of_the_one_that_was_talked_about(self, visit_sample: Start) -> None:
        said = visit_sample().say_all(["quanto custa o profissional?", "quantas notas por mes?"]).text
        assert said == "Plano Profissional — Notas fiscais por mês: 1.000."


class TestAPriceThatTheyName:
    @pytest.mark.parametrize(
        "text", ["se eu fechar o anual hj faz por 1700?", "faz por R$ 1.700 o profissional anual?"]
    )
    def test_it_is_answered_by_our_discounts_and_by_no_yes(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all(["quanto custa o profissional?", text]).text
        assert said.startswith("Descontos por quantidade para Plano Profissional:")
        assert "pagando por ano: R$ 1.899,00 por ano" in said
        assert "abrimos" not in said


class TestADifferenceBesideANeed:
    def test_both_are_compared_and_what_fits_is_told(self, visit_sample: Start) -> None:
        said = (
            visit_sample().say("qual a diferença do essencial pro profissional? tenho 2 caixas e balança toledo").text
        )
        assert "Comparando Plano Essencial e Plano Profissional:" in said
        assert "Para 2 caixas, estas opções atendem:\n- Plano Profissional" in said
        assert "Plano Empresarial" not in said

    def test_the_other_one_is_what_was_told_before(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quais planos servem pra 2 caixas?")
        said = talk.say("ta mas qual a diferenca pro essencial? e a balança funciona?").text
        assert "Comparando Plano Profissional e Plano Essencial:" in said


class TestAQuestionBeforeAnotherProduct:
    BRACES = "quanto tempo fica com aparelho?"

    @pytest.mark.parametrize(
        "text",
        [
            "precisa nao. entao no total em 18 meses da qnt? e o clareamento dói?",
            "em 18 meses no total dá quanto? e a limpeza quanto custa?",
        ],
    )
    def test_it_is_of_what_the_talk_was_about(self, dentist: Assistant, text: str) -> None:
        said = Talk(dentist).say_all([self.BRACES, text]).text
        assert "em 18 meses: R$ 3.630,00, que são R$ 390,00 (instalação) + 18 × R$ 180,00 (manutenção)" in said

    @pytest.mark.parametrize(
        "text",
        [
            "aparelho em 18 meses no total dá quanto? e o clareamento arde?",
            "quanto custa a limpeza? e o clareamento mancha?",
        ],
    )
    def test_what_no_card_tells_is_owned_up_to(self, dentist: Assistant, text: str) -> None:
        said = Talk(dentist).say(text).text
        assert "R$" in said
        assert "Idade mínima" not in said
        assert "Não encontrei a resposta para" in said


def test_a_card_that_tells_nothing_of_what_is_asked_says_so(dentist: Assistant) -> None:
    said = Talk(dentist).say("o clareamento mancha?").text
    assert said.startswith('Não encontrei a resposta para "o clareamento mancha"')
    assert "990,00" in said


def test_a_card_that_tells_it_says_nothing_of_the_kind(dentist: Assistant) -> None:
    assert Talk(dentist).say("o aparelho fixo é de metal?").text.startswith("Aparelho fixo: Aparelho metálico")
