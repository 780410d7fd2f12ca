"""Somebody in need of a meeting soon: played on a Thursday morning."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import THURSDAY_MORNING, Start, Talk

URGENCY = "encaixamos no mesmo dia"


@pytest.fixture
def talk(dentist: Assistant) -> Talk:
    return Talk(dentist, now=THURSDAY_MORNING)


@pytest.mark.parametrize(
    "text", ["bom dia to com mta dor de dente, tem como atender hj?", "meu dente quebrou, tem vaga amanhã?"]
)
def test_what_to_do_in_an_urgency_stands_before_the_times(talk: Talk, text: str) -> None:
    reply = talk.say(text)
    assert URGENCY in reply.text
    assert reply.text.index(URGENCY) < reply.text.index("1. ")
    assert talk.state["awaiting"] == "slot"


@pytest.mark.parametrize("text", ["quero marcar uma avaliação", "tem vaga amanhã?", "marca pra semana que vem"])
def test_who_is_in_none_is_told_of_none(talk: Talk, text: str) -> None:
    assert URGENCY not in talk.say(text).text


@pytest.mark.parametrize("text", ["nao tem antes?", "tem mais cedo?", "nao tem antes? ta doendo mto"])
def test_earlier_ones_are_the_first_there_are(talk: Talk, text: str) -> None:
    talk.say("tem como atender hj?")
    assert talk.say(text).text == "Tenho livre: hoje, quinta-feira (26 de novembro), às 14h. Posso marcar?"
    assert "primeiro horário livre é hoje" in talk.say("não tem nada mais cedo?").text
    booking = talk.say("sim").booking
    assert booking
    assert booking.starts_at
    assert booking.starts_at.hour == 14


def test_a_price_beside_it_is_that_of_what_is_offered(talk: Talk) -> None:
    talk.say("to com dor de dente, tem como atender hj?")
    reply = talk.say("nao tem antes? ta doendo mto. e qto custa")
    assert "Avaliação: R$ 120,00" in reply.text
    assert "R$ 180,00" not in reply.text
    assert "às 14h" in reply.text


def test_before_an_hour_is_another_wish(talk: Talk) -> None:
    talk.say("quero marcar")
    assert "sexta-feira (27 de novembro), às 8h" in talk.say("não tem antes das 10h?").text


def test_earlier_in_another_business(visit_sample: Start) -> None:
    talk = visit_sample(now=THURSDAY_MORNING)
    talk.say("quero marcar uma demonstração na sexta à tarde")
    assert "hoje" in talk.say("não tem antes?").text


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("e o q levo? carteirinha? ah e marca hj as 15h entao", "Leve um documento"),
        ("tem estacionamento? marca hj 15h então", "estacionamento do prédio"),
    ],
)
def test_a_question_beside_a_later_choice_is_answered(talk: Talk, text: str, asked: str) -> None:
    talk.say("tem como atender hj?")
    talk.say("vocês aceitam pix?")
    reply = talk.say(text)
    assert reply.booking
    assert asked in reply.text


def test_whether_what_was_booked_is_paid_asks_for_its_price(talk: Talk) -> None:
    talk.say("quarta de manhã umas 10h tem?")
    reply = talk.say("pode sim. e essa avaliaçao paga? qto")
    assert reply.booking
    assert reply.text.count("R$") == 1
    assert "Avaliação: R$ 120,00" in reply.text
