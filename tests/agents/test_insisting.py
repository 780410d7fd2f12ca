"""Customers who say what they had asked: that is looked up, and not what they name as not meant."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


@pytest.mark.parametrize(
    "text",
    [
        "vc nao respondeu. perguntei do desconto, nao do horario",
        "umas 8. perguntei do desconto, nao do horario",
        "to perguntando de DESCONTO",
        "faltou o desconto",
    ],
)
def test_what_was_asked_is_answered(visit_sample: Start, text: str) -> None:
    said = visit_sample().say_all(["que horas vocês abrem sábado?", text]).text
    assert "5%" in said
    assert "abrimos" not in said


def test_beside_a_detail(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("qtos usuarios tem no profissional?")
    assert "Usuários incluídos: 15" in talk.say("e os usuarios do empresarial vc nao falou. meu zap 11 98877-4521").text


def test_what_is_not_meant_is_not_told_again(dentist: Assistant) -> None:
    talk = Talk(dentist)
    assert "remédios" in talk.say("e doi muito? tenho 74 anos e tomo remedio de pressao").text
    said = talk.say("nao pedi remedio nao. perguntei se doi pra por").text
    assert "anestesia local" in said
    assert "remédios" not in said


def test_what_was_asked_of_others_is_no_correction(visit_sample: Start) -> None:
    said = visit_sample().say_all(["que horas vocês abrem sábado?", "já perguntei pra minha sócia e ela topou"]).text
    assert not said.startswith(("Perdão", "Desculpe"))
