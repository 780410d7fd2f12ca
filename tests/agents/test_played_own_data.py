"""Whether and for how much a customer's data is brought from another system, as it was asked in played dialogues."""

import pytest

from tests.agents.conftest import Start


@pytest.mark.parametrize(
    "text",
    [
        "já uso outro sistema, qto custa passar meus dados e demora mto?",
        "quanto custa levar meus cadastros?",
        "vcs passam meus dados do outro programa?",
        "dá pra importar os meus dados? quanto fica?",
    ],
)
def test_bringing_it_over_is_told_with_its_price(visit_sample: Start, text: str) -> None:
    reply = visit_sample().say(text).text
    assert "R$ 490,00" in reply
    assert "LGPD" not in reply


@pytest.mark.parametrize(
    "text", ["vocês passam meus dados pra terceiros?", "quero exportar meus dados pessoais", "apaguem meus dados"]
)
def test_what_is_asked_of_a_person_is_not(visit_sample: Start, text: str) -> None:
    assert "R$ 490,00" not in visit_sample().say(text).text
