"""Times are offered once, of the day that is asked for, and to nobody who asks for the opening hours."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import THURSDAY, Talk


@pytest.fixture
def talk(dentist: Assistant) -> Talk:
    return Talk(dentist, now=THURSDAY)


class TestOneList:
    def test_of_the_day_that_is_asked_for(self, talk: Talk) -> None:
        reply = talk.say(
            "tá, quero marcar uma avaliação entao. qto custa a primeira consulta e tem pra segunda de manha?"
        )
        assert reply.text.count("1. ") == 1
        assert "segunda-feira (30 de novembro)" in reply.text
        assert "R$" in reply.text

    @pytest.mark.parametrize("text", ["pode ser as 11 entao?", "tem 11h?"])
    def test_an_hour_is_of_the_day_of_the_meeting(self, talk: Talk, text: str) -> None:
        talk.say("marca segunda 10h")
        reply = talk.say(text)
        assert "segunda-feira (30 de novembro) às 11h" in reply.text
        assert "sábado" not in reply.text

    @pytest.mark.parametrize(
        "text",
        [
            "o suporte atende ate q horas? hj é sexta ja, e sabado tem?",
            "que horas vocês fecham? e no sábado?",
            "qual o horário de atendimento? e amanhã tem?",
        ],
    )
    def test_of_the_opening_hours_there_is_none(self, sample_assistant: Assistant, text: str) -> None:
        reply = Talk(sample_assistant, now=THURSDAY).say(text)
        assert reply.state.get("slots") is None
        assert "Posso oferecer" not in reply.text

    def test_who_asks_for_a_time_behind_them_gets_one(self, sample_assistant: Assistant) -> None:
        talk = Talk(sample_assistant, now=THURSDAY)
        talk.say("qual o horário de atendimento?")
        assert talk.say("e tem vaga pra demonstração segunda?").state.get("slots")
