"""Who has bought here already is no lead; replies that may be the answer are no failures."""

import pytest

from tests.agents.conftest import Start


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
