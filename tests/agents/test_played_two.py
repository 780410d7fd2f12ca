"""Two to be booked at once, before anything is booked: one first, and the other right behind it."""

import pytest

from tests.agents.conftest import THURSDAY, Start, Talk

ONE_OF_TWO = "escolha o primeiro, e em seguida eu marco o outro"
NEXT = "Agora o outro."


@pytest.mark.parametrize(
    "text",
    [
        "oi boa tarde queria marcar pros meus 2 filhos no mesmo dia, da?",
        "quero marcar para as duas crianças",
        "quero duas consultas seguidas amanhã de tarde",
    ],
)
def test_is_said_before_the_times(talk: Talk, text: str) -> None:
    reply = talk.say(text)
    assert ONE_OF_TWO in reply.text
    assert talk.state["awaiting"] == "slot"


@pytest.mark.parametrize(
    "text",
    [
        "terca 16h, mas sao 2, a de 6 e o de 14. tem 2 horarios seguidos?",
        "terça 16h",
        "pode ser o segundo. precisa levar documento?",
    ],
)
def test_the_one_that_is_chosen_is_booked_and_none_is_moved(talk: Talk, text: str) -> None:
    talk.say("queria marcar pros meus 2 filhos no mesmo dia, da?")
    reply = talk.say(text)
    assert reply.booking
    assert reply.booking.action == "book"
    assert "terça-feira (1º de dezembro) às 16h" in reply.text
    assert "Posso mudar" not in reply.text
    assert NEXT in reply.text
    assert talk.state["awaiting"] == "slot"
    other = talk.say("o segundo").booking
    assert other
    assert (other.action, other.kind) == ("book", "odontopediatria")
    assert other.starts_at
    assert reply.booking.starts_at
    assert other.starts_at.date() == reply.booking.starts_at.date()
    assert other.starts_at != reply.booking.starts_at


def test_in_one_message(talk: Talk) -> None:
    reply = talk.say("marca quinta dia 3 15h pros meus dois filhos")
    assert reply.booking
    assert NEXT in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "quero marcar amanhã 15h",
        "marca amanhã 15h, pra mim e não pros meus filhos",
        "vocês atendem criança? tenho 2 filhos",
    ],
)
def test_of_one_nothing_is_said(talk: Talk, text: str) -> None:
    reply = talk.say(text)
    assert NEXT not in reply.text
    assert "um de cada vez" not in reply.text


def test_two_partners_share_a_demonstration(visit_sample: Start) -> None:
    talk = visit_sample(now=THURSDAY)
    assert "um de cada vez" not in talk.say("quero marcar uma demonstração pra mim e pros meus 2 sócios").text
