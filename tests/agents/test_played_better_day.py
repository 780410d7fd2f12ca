"""A day in the place of another is the one that is booked, and beside times that are offered nothing else is asked."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Talk

TUESDAY = datetime(2026, 12, 15, 11, 15, tzinfo=ZoneInfo("America/Sao_Paulo"))


@pytest.fixture
def talk(sample_assistant: Assistant) -> Talk:
    return Talk(sample_assistant, now=TUESDAY)


@pytest.mark.parametrize(
    "text",
    [
        "pode marcar. quer dizer, melhor sexta 10h, quinta tem entrega",
        "sim. na verdade sexta às 10, quinta tenho reunião",
        "quinta tá corrida, marca sexta 10h",
        "melhor sexta 10h, quinta não posso",
    ],
)
def test_the_better_day_is_booked(talk: Talk, text: str) -> None:
    talk.say("e a demonstraçao? pode ser quinta 15h")
    booking = talk.say(text).booking
    assert booking
    assert f"{booking.starts_at:%m-%d %H:%M}" == "12-18 10:00"


@pytest.mark.parametrize(
    "text",
    [
        "anual eu falei. e a demonstraçao? pode ser quinta 15h",
        "como é a demonstração? tem quinta 15h?",
        "a demonstração é grátis? pode ser quinta às 15h",
    ],
)
def test_beside_a_time_nothing_else_is_asked(talk: Talk, text: str) -> None:
    said = talk.say(text).text
    assert "às 15h. Posso marcar?" in said
    assert "Quer marcar um horário?" not in said


def test_without_a_time_one_is_offered(talk: Talk) -> None:
    assert "Quer marcar um horário?" in talk.say("como é a demonstração?").text
