"""Whether it hurts, whatever story or product stands beside the question."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk

PAIN = "anestesia local"


@pytest.mark.parametrize(
    "text",
    [
        "entendi. e dói? fiz um canal em outro lugar q foi um horror, fiquei traumatizado",
        "nao quero canal nao, é o implante. o implante dói?",
        "tenho pavor de dentista desde q fiz uma limpeza horrivel, isso dói?",
        "11 98765 4410. mas voce nao me respondeu se dói",
        "vai doer muito? quando criança arranquei um dente e foi terrivel",
        "tirar o siso doi?",
    ],
)
def test_the_question_is_answered_and_not_the_story(dentist: Assistant, text: str) -> None:
    talk = Talk(dentist)
    talk.say("perdi um dente e queria saber de implante. quanto custa")
    said = talk.say(text).text
    assert PAIN in said
    assert "Ótima escolha" not in said
    assert "Preço" not in said


def test_what_is_against_it_is_told_of_the_one_in_question(dentist: Assistant) -> None:
    assert "Implante — Anestesia: sim" in Talk(dentist).say("o implante dói?").text


def test_another_language_is_answered_in_it(dentist: Assistant) -> None:
    assert "anestesia local en lo que" in Talk(dentist).say("hola, ¿duele mucho el implante?").text


@pytest.mark.parametrize(
    "text",
    [
        "o da clinica doi? faz mal pro dente?",
        "perguntei se o clareamento doi ou estraga o esmalte",
        "o clareamento dói ou estraga o esmalte",
    ],
)
def test_what_else_is_asked_is_said_to_be_unknown(dentist: Assistant, text: str) -> None:
    said = Talk(dentist).say_all(["quanto custa o clareamento?", text]).text
    assert PAIN in said
    assert "Não encontrei a resposta para" in said
    assert "plantão" not in said


@pytest.mark.parametrize(
    "text", ["meu dente dói, o que faço?", "dói quando mordo, é normal?", "se doer depois do canal posso ligar?"]
)
def test_who_is_in_pain_asks_something_else(dentist: Assistant, text: str) -> None:
    assert PAIN not in Talk(dentist).say(text).text


def test_nothing_is_made_up_where_the_material_tells_nothing(visit_sample: Start) -> None:
    assert PAIN not in visit_sample().say("dói?").text
