import pytest

from agente.knowledge.analysis import analyzer
from agente.knowledge.vocabulary import Vocabulary, one_edit_apart

PARKING = "Tem estacionamento?"


def vocabulary(*headings: str) -> Vocabulary:
    found = Vocabulary(analyzer("pt-BR"))
    for heading in headings:
        found.add(heading, "")
    return found


class TestWordsOfOneMeaning:
    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            ("dá pra congelar?", "Posso pausar?"),
            ("q zap é esse", "Por qual WhatsApp vocês atendem?"),
            ("posso adiantar?", "Pagamento antecipado"),
            ("limpam o sofá?", "Limpeza de sofá"),
            ("vcs colocam dentadura", "Próteses"),
        ],
    )
    def test_a_customers_word_is_the_materials(self, asked: str, told: str) -> None:
        material = vocabulary(told)
        assert any(map(material.knows, material.read(asked, 9)))

    @pytest.mark.parametrize("asked", ["onde paro o carro?", "posso parar meu carro aí", "da pra parar a moto"])
    def test_two_words_mean_one_thing_together(self, asked: str) -> None:
        material = vocabulary(PARKING)
        assert material.read(asked, 9) == material.read("estacionar", 9)

    def test_they_keep_their_own_meaning_where_the_material_does_not_know_the_other(self) -> None:
        material = vocabulary("O carro não pode parar")
        assert len(material.read("parar o carro", 9)) == 2

    def test_a_passage_keeps_both(self) -> None:
        material = vocabulary("Onde parar o carro?")
        assert all(map(material.knows, material.read("vocês têm carro? e estacionamento?", 9)))


class TestOneEditApart:
    @pytest.mark.parametrize(
        ("a", "b"), [("garantia", "garanttia"), ("garantia", "garatia"), ("garantia", "garantai"), ("boleto", "bolete")]
    )
    def test_one_edit(self, a, b):
        assert one_edit_apart(a, b)
        assert one_edit_apart(b, a)

    @pytest.mark.parametrize(("a", "b"), [("garantia", "garantia"), ("garantia", "grantai"), ("casa", "carro")])
    def test_none_or_more(self, a, b):
        assert not one_edit_apart(a, b)
