"""Who asks whether one may cancel, when dialogues were played, and who cancels."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


class TestMayOne:
    @pytest.mark.parametrize(
        "text",
        [
            "pode desistir do aparelho?",
            "dá pra desistir depois?",
            "posso desistir no meio do tratamento?",
            "é possível cancelar quando quiser?",
            "tem como cancelar mais pra frente?",
            "consigo desistir se não gostar?",
            "é difícil cancelar?",
            "quem desiste paga multa?",
            "os pacientes costumam desistir?",
            "¿se puede desistir después?",
        ],
    )
    def test_nobody_is_sorry_that_they_cancel(self, visit_clinic: Start, text: str) -> None:
        reply = visit_clinic(locale="es" if text.startswith("¿") else "pt-BR").say(text).text
        assert "queira cancelar" not in reply
        assert "quiera cancelar" not in reply

    @pytest.mark.parametrize("text", ["pode desistir do implante?", "dá pra desistir depois?", "posso cancelar?"])
    def test_the_material_answers_and_nobody_is_called(self, dentist: Assistant, text: str) -> None:
        reply = Talk(dentist).say(text)
        assert "Pode desistir quando quiser" in reply.text
        assert "awaiting" not in reply.state

    @pytest.mark.parametrize(
        "text",
        [
            "quero cancelar meu tratamento",
            "pode cancelar meu tratamento?",
            "dá pra cancelar meu contrato?",
            "sou cliente e quero cancelar",
            "posso cancelar o que contratei ontem?",
            "desisti, cancela por favor",
        ],
    )
    def test_who_cancels_is_offered_a_person(self, visit_clinic: Start, text: str) -> None:
        reply = visit_clinic().say(text)
        assert reply.intent.name == "cancellation"
        assert "queira cancelar" in reply.text
        assert reply.state["awaiting"] == "handoff_offer"
