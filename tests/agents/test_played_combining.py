"""Whether something may be had with a plan: a yes or no that was asked twice when dialogues were played."""

import pytest

from tests.agents.conftest import Start

YES = "Sim, dá para contratar Suporte Premium com Plano Essencial."


class TestWhatMayBeHadWithAnyPlan:
    @pytest.mark.parametrize(
        "text",
        [
            "e esse suporte premium qto é? da p por no essencial?",
            "mas pode ou nao pode contratar o premium no essencial?",
            "o suporte premium vale pro essencial?",
            "tem como colocar o suporte premium no plano essencial?",
        ],
    )
    def test_is_answered_with_a_yes(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text)
        assert YES in reply.text
        assert "vale para qualquer plano" in reply.text

    def test_is_answered_beside_the_sum(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("e esse suporte premium qto é? da p por no essencial?")
        reply = talk.say("mas pode ou nao pode contratar o premium no essencial? e os 2 juntos quanto fica por mes")
        assert YES in reply.text
        assert "Total: R$ 239,80 por mês" in reply.text

    def test_is_answered_in_english_and_spanish(self, visit_sample: Start) -> None:
        english = visit_sample(locale="en").say("can i add premium support to the essencial plan?")
        assert "Yes, you can have Suporte Premium with Plano Essencial." in english.text
        spanish = visit_sample(locale="es").say("puedo contratar el soporte premium con el plan esencial?")
        assert "Sí, puede contratar Suporte Premium con Plano Essencial." in spanish.text


class TestWhatIsOfSomePlans:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("posso contratar o módulo de estoque avançado no empresarial?", "já vem com Plano Empresarial"),
            ("dá pra usar a loja adicional no profissional?", "Sim, dá para contratar Loja Adicional"),
            ("dá pra pôr loja adicional no essencial?", "Disponível em: Profissional e Empresarial"),
        ],
    )
    def test_is_told_by_its_attribute(self, visit_sample: Start, text: str, told: str) -> None:
        assert told in visit_sample().say(text).text

    @pytest.mark.parametrize(
        "text",
        [
            "dá pra pôr loja adicional no essencial?",
            "dá pra pôr o módulo e-commerce no essencial?",
            "posso contratar o essencial sem o premium?",
            "quanto custa o premium no essencial?",
            "o essencial tem suporte premium?",
        ],
    )
    def test_no_yes_is_made_up(self, visit_sample: Start, text: str) -> None:
        assert "Sim, dá" not in visit_sample().say(text).text
