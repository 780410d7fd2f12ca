"""How much more another plan costs: what was asked twice when dialogues were played, and then had to be computed."""

import pytest

from tests.agents.conftest import Start

A_MONTH = "Diferença: R$ 100,00 por mês"


class TestTheDifferenceInMoney:
    @pytest.mark.parametrize(
        "text",
        [
            "sim mas qto da a diferença do essencial pro profissional no mensal?",
            "quanto é a diferença do essencial pro profissional?",
            "qual a diferença por mês do essencial pro profissional?",
            "quanto fica de diferença entre o essencial e o profissional",
        ],
    )
    def test_is_told_and_no_table(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text)
        assert A_MONTH in reply.text
        assert "Comparando" not in reply.text

    def test_is_told_of_a_year_too(self, visit_sample: Start) -> None:
        reply = visit_sample().say("qual a diferença por ano do profissional pro empresarial?")
        assert "Diferença: R$ 2.100,00 por ano." in reply.text

    @pytest.mark.parametrize(
        "text",
        [
            "qual a diferença do essencial pro profissional?",
            "qual a diferença do essencial pro profissional no suporte?",
        ],
    )
    def test_is_no_answer_to_what_else_differs(self, visit_sample: Start, text: str) -> None:
        assert "Comparando" in visit_sample().say(text).text


class TestTheDifferenceToTheirOwnPlan:
    @pytest.mark.parametrize(
        "texts",
        [
            ["to no essencial, o profissional tem whatsapp né? qto a mais eu pago por mes se mudar?"],
            ["uso o essencial hoje", "quanto sobe a mensalidade se eu for pro profissional?"],
            ["meu plano é o essencial", "e o próximo, quanto a mais custa?"],
            ["sou cliente do plano essencial, quanto eu vou pagar a mais pra ir pro profissional?"],
        ],
    )
    def test_is_told_with_both_prices(self, visit_sample: Start, texts: list[str]) -> None:
        reply = visit_sample().say_all(texts)
        assert "Diferença: R$ 100,00 por mês" in reply.text
        assert "Plano Essencial: R$ 89,90 por mês" in reply.text
        assert "Plano Profissional: R$ 189,90 por mês" in reply.text

    def test_is_told_in_english_and_spanish(self, visit_sample: Start) -> None:
        english = visit_sample(locale="en").say(
            "i'm on the essencial plan, how much more would i pay for profissional?"
        )
        assert "Difference: R$100.00 per month" in english.text
        spanish = visit_sample(locale="es").say(
            "estoy en el plan esencial, ¿cuánto más pago por el profesional al mes?"
        )
        assert "Diferencia: R$ 100,00 al mes" in spanish.text

    @pytest.mark.parametrize(
        "texts",
        [
            ["to no essencial, quanto custa o profissional?", "e quanto aumenta o limite de notas?"],
            ["to no profissional e quero mais 2 usuarios, quanto a mais eu pago?"],
            ["to no essencial", "quanto custa loja adicional?", "quanto a mais eu pago por mês?"],
            ["to no profissional", "quanto custa o suporte premium?", "quanto a mais eu pago por mês?"],
        ],
    )
    def test_is_not_told_of_anything_else(self, visit_sample: Start, texts: list[str]) -> None:
        assert "Diferença" not in visit_sample().say_all(texts).text
