"""What sets two ways of one treatment apart, right behind its prices."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk

TOLD = "Clareamento — Duração: 1 hora por sessão no consultório; 3 semanas em casa."


@pytest.mark.parametrize(
    "text",
    [
        "qual a diferença dos dois?",
        "qual a diferença entre eles?",
        "bia. qual a diferença dos dois? e o aparelho qto fica, queria fazer os 2",
    ],
)
def test_the_two_that_were_priced_are_told_apart(dentist: Assistant, text: str) -> None:
    talk = Talk(dentist)
    talk.say("qto custa clareamento ai?")
    reply = talk.say(text).text
    assert TOLD in reply
    assert "Comparando" not in reply


def test_what_is_asked_beside_it_is_priced(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say("qto custa clareamento ai?")
    assert "R$ 390,00 (instalação)" in talk.say("qual a diferença dos dois? e o aparelho qto fica?").text


def test_two_treatments_are_compared_as_before(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say("quanto custa clareamento e limpeza?")
    assert talk.say("qual a diferença dos dois?").text.startswith("Comparando Clareamento e Limpeza")


def test_two_plans_are_compared_as_before(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("quanto custa o essencial e o profissional?")
    assert "Comparando" in talk.say("qual a diferença dos dois?").text
