"""Who has bought here already is no lead; replies that may be the answer are no failures."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


@pytest.mark.parametrize(
    "text",
    [
        "já sou cliente, quanto custa o profissional?",
        "o meu é anual. quanto custa o profissional?",
        "tô no essencial. e o profissional, quanto é?",
    ],
)
def test_a_customer_is_asked_nothing_that_leads_are(visit_sample: Start, text: str) -> None:
    talk = visit_sample()
    assert "Plano Profissional" in talk.say(text).text
    assert "como você se chama" not in talk.say_all(["emite nota de serviço?", "quanto custa a loja adicional?"]).text


def test_a_newcomer_who_asks_of_cancelling_is(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("se eu cancelar depois, tem multa?")
    assert "?" in talk.say("quanto custa o profissional?").text


def test_who_is_answered_with_a_maybe_is_not_handed_over(visit_sample: Start) -> None:
    talk = visit_sample()
    for text in ("oi quero cancelar o sistema, ta pesado pra mim", "consigo suspender no verão?"):
        assert "certeza" in talk.say(text).text
    said = talk.say("o q esse sistema de vcs faz?")
    assert said.handoff is None
    assert "vendas, estoque" in said.text


def test_what_is_answered_already_is_not_said_to_be_unknown(visit_sample: Start) -> None:
    said = visit_sample().say("puxa q caro o profissional, da pra parcelar? em qtas vezes").text
    assert "12 vezes" in said
    assert "não encontrei" not in said


@pytest.mark.parametrize(
    "text", ["caro hein. em qtas vezes?", "dá pra parcelar? em quantas vezes", "em quantas vezes?"]
)
def test_in_how_many_times_asks_for_the_instalments_alone(dentist: Assistant, text: str) -> None:
    talk = Talk(dentist)
    talk.say("quanto custa o implante?")
    said = talk.say(text).text
    assert "Parcelamento: até 12 vezes" in said
    assert "Duração" not in said


def test_how_often_one_comes_is_no_instalment(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say("quanto custa o implante?")
    assert "três etapas" in talk.say("quantas vezes tenho que ir aí?").text


def test_who_comes_back_to_a_word_of_theirs_is_answered(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("oi, tenho uma padaria e anoto tudo em caderno. o q esse sistema de vcs faz?")
    talk.say("nao perguntei preco ainda kk. quero saber o q ele faz, serve pra padaria?")
    assert talk.say("rosangela. mas serve pra padaria ou nao? vendo pao por kilo tb").handoff is None


def test_who_says_again_that_we_missed_it_gets_a_person(visit_sample: Start) -> None:
    talk = visit_sample()
    for text in ("vocês trocam pneu de trator?", "não foi isso que eu perguntei"):
        talk.say(text)
    assert talk.say("continua errado, não foi isso que perguntei").handoff or "pessoa" in talk.last.text  # type: ignore[union-attr]
