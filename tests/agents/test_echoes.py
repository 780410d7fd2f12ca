"""A word of ours that a customer says again in surprise is no question."""

import pytest

from tests.agents.conftest import Start


class TestEcho:
    @pytest.mark.parametrize(
        ("before", "text", "again", "told"),
        [
            ("quanto custa o frete?", "frete?? kkk nao. quero saber se aceita pix", "frete", "pagar com Pix"),
            (
                "vocês patrocinam eventos?",
                "patrocinio? aff. o essencial deixa por outra loja?",
                "patrocínio",
                "Plano Essencial",
            ),
            (
                "fui cobrado duas vezes",
                "gente q cobrada duas vezes?? nem comprei ainda. voces tem treinamento?",
                "fatura",
                "Treinamento",
            ),
            ("esqueci a senha", "senha? nem tenho conta. qual o plano mais barato?", "senha", "Plano Essencial"),
        ],
    )
    def test_of_our_words_is_not_looked_up(
        self, visit_sample: Start, before: str, text: str, again: str, told: str
    ) -> None:
        talk = visit_sample()
        assert again in talk.say(before).text
        said = talk.say(text).text
        assert again not in said
        assert told in said

    def test_a_question_behind_it_is_none(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o frete?")
        assert "entrega" in talk.say("e o frete? em quanto tempo chega?").text

    def test_alone_is_answered(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o frete?")
        assert talk.say("frete?").citations
