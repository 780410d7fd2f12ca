"""Near passages are found without any of their words, and whatever is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agente.knowledge.search import PassageSearch
from agente.packs.pack import Passage
from tests.knowledge.passages import passage

SHOP = [
    passage("Loja > Qual o prazo de arrependimento?", "Você tem 7 dias para desistir e receber o dinheiro de volta."),
    passage("Loja > Tem estacionamento?", "Temos vagas cobertas na rua ao lado, inclusive para vans."),
    passage("Loja > Como recupero a senha?", "Na tela de entrada, toque em Esqueci e siga o link."),
    passage("Loja > Quanto custa o frete?", "O envio é grátis na capital."),
    passage("Loja > E aí?", "É isso."),  # nothing but words that say nothing
    passage("Shop > Delivery", "Delivery takes up to 3 working days in the capital.", "en"),
]


@pytest.fixture(scope="module")
def shop() -> PassageSearch:
    return PassageSearch(SHOP)


def headings(found: list[Passage]) -> list[str]:
    return [passage.title for passage in found]


@pytest.mark.parametrize(
    ("question", "locale", "nearest"),
    [
        ("quero devolver o que comprei", "pt-BR", "Qual o prazo de arrependimento?"),
        ("my password is gone", "en", "Como recupero a senha?"),  # meanings know no language
        ("is there parking nearby?", "en", "Tem estacionamento?"),
        ("cobran por enviar a domicilio?", "es", "Quanto custa o frete?"),
    ],
)
def test_what_means_the_same_is_near(shop, question, locale, nearest):
    assert not any(hit.coverage >= 0.45 for hit in shop.search(question, "pt-BR"))
    assert headings(shop.near(question, locale))[0] == nearest


@pytest.mark.parametrize("question", ["", "?!", "e aí", "qzxwv kjhgf", "de o a"])
def test_what_means_nothing_is_near_nothing(shop, question):
    assert shop.near(question, "pt-BR") == []


def test_no_more_are_given_than_wanted(shop):
    assert len(shop.near("senha, frete, vaga e prazo", "pt-BR", 2)) == 2


def test_a_pack_without_passages_has_nothing_near():
    assert PassageSearch([]).near("tem estacionamento?", "pt-BR") == []


@settings(max_examples=200)
@given(st.text(max_size=300), st.sampled_from(["pt-BR", "en", "es"]))
def test_any_text_may_be_asked(shop, question, locale):
    found = shop.near(question, locale, 3)
    assert len(found) <= 3
    assert len(set(headings(found))) == len(found)
