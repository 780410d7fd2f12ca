"""What a change costs is told to who asks it beside a choice, or asks of changing once more."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Talk

TUESDAY = datetime(2026, 12, 15, 16, 30, tzinfo=ZoneInfo("America/Sao_Paulo"))
TERMS = "24 horas de antecedência"


@pytest.fixture
def talk(dentist: Assistant) -> Talk:
    talk = Talk(dentist, now=TUESDAY)
    talk.say("queria marcar a avaliação terça dia 22 depois das 18")
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "pode sim. e se eu precisar desmarcar dnv paga alguma coisa?",
        "pode marcar. se eu tiver que cancelar de novo, paga?",
        "pode ser. e se eu desmarcar, cobra multa?",
    ],
)
def test_beside_a_choice(talk: Talk, text: str) -> None:
    said = talk.say(text)
    assert said.booking
    assert TERMS in said.text


@pytest.mark.parametrize(
    "text",
    [
        "se eu cancelar de novo, paga?",
        "e se eu tiver que cancelar de novo eu pago alguma coisa?",
        "se eu precisar desmarcar dnv tem multa?",
        "e se eu precisar remarcar novamente, vocês cobram?",
    ],
)
def test_of_once_more(talk: Talk, text: str) -> None:
    talk.say("pode sim")
    said = talk.say(text)
    assert not said.booking
    assert TERMS in said.text


@pytest.mark.parametrize("text", ["quanto paga a limpeza?", "no dia paga como?"])
def test_of_something_else_it_is_not_told(talk: Talk, text: str) -> None:
    talk.say("pode sim")
    assert TERMS not in talk.say(text).text
