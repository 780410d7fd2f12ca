"""The cheapest of those that have something, and a price that is said once more."""

import pytest

from tests.agents.conftest import Start


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("o profissional entao é o mais barato com OS?", "Sim. Entre as opções que já incluem isso"),
        ("qual o mais barato com ordem de serviço?", "Plano Profissional: R$ 189,90"),
        ("qual o plano mais barato que faz comissão de vendedores?", "Plano Profissional: R$ 189,90"),
        ("com acesso à api qual o mais barato?", "Plano Empresarial: R$ 399,90"),
        ("which is the cheapest plan with API access?", "Plano Empresarial: R$399.90"),
    ],
)
def test_the_cheapest_is_one_that_has_what_is_wanted(visit_sample: Start, text: str, told: str) -> None:
    said = visit_sample().say(text).text
    assert told in said
    assert "Plano Essencial" not in said


@pytest.mark.parametrize("text", ["qual o plano mais barato com nota de serviço?", "com nfse qual sai mais barato?"])
def test_with_an_addition_it_may_be_cheaper(visit_sample: Start, text: str) -> None:
    said = visit_sample().say(text).text
    assert "Plano Essencial + Módulo Nota Fiscal de Serviço: R$ 119,80" in said
    assert "Plano Profissional: R$ 189,90" in said


@pytest.mark.parametrize(
    "text", ["o mais barato com entrega de pizza?", "qual o plano mais barato que tem reconhecimento facial?"]
)
def test_of_what_nobody_has_none_is_the_cheapest(visit_sample: Start, text: str) -> None:
    assert "mais em conta é" not in visit_sample().say(text).text


@pytest.mark.parametrize(
    "text", ["nossa 190? qual o mais barato q tem isso", "eita, 190! e qual é o mais barato que faz isso?"]
)
def test_a_price_once_more_counts_nothing(visit_sample: Start, text: str) -> None:
    talk = visit_sample()
    talk.say("vcs fazem ordem de serviço?")
    said = talk.say(text).text
    assert "190 ×" not in said
    assert "Plano Profissional: R$ 189,90" in said


@pytest.mark.parametrize("text", ["quanto fica pra 190?", "e pra 190?"])
def test_as_many_as_the_price_are_still_a_quantity(visit_sample: Start, text: str) -> None:
    assert "190 × Plano Profissional" in visit_sample().say_all(["quanto custa o profissional?", text]).text
