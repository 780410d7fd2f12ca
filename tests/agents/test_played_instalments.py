"""Instalments of so many of one thing: what was asked twice when dialogues were played, and answered with one price."""

import pytest

from tests.agents.conftest import Start, Talk


class TestSoManyInInstalments:
    @pytest.mark.parametrize(
        "texts",
        [
            [
                "da pra parcelar o implante?",
                "Osvaldo. entao se forem 3 dentes fica qto no total e qto cada parcela em 12x?",
            ],
            ["quanto custa o implante?", "mas faz a conta pra mim, 3 implantes dividido em 12"],
            ["quanto custa o implante?", "divide 3 implantes em 12 pra mim"],
            ["3 implantes em 12x"],
        ],
    )
    def test_are_divided_from_the_price_of_all(self, talk: Talk, texts: list[str]) -> None:
        reply = talk.say_all(texts)
        assert "3 × Implante: a partir de R$ 9.600,00 em 12 vezes fica a partir de R$ 800,00 cada" in reply.text

    def test_more_than_there_may_be_are_said_to_be_too_many(self, talk: Talk) -> None:
        reply = talk.say("3 implantes em 18x, quanto fica a parcela?")
        assert "R$ 9.600,00. Em 18 vezes não dá: o máximo é 12x" in reply.text

    def test_are_divided_in_another_business(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["quanto custa o leitor?", "faz a conta, 2 leitores divididos em 4"])
        assert "R$ 480,00 em 4 vezes fica R$ 120,00 cada" in reply.text

    def test_are_not_divided_where_no_interest_is_told(self, talk: Talk) -> None:
        assert "330,00" not in talk.say_all(["quanto custa restauração?", "3 dentes em 2x quanto fica?"]).text

    def test_bought_before_are_not_divided(self, talk: Talk) -> None:
        assert "800,00" not in talk.say("comprei 3 implantes em 12x e a parcela veio errada").text


class TestOneWayOfPayingOrInstalments:
    def test_both_are_told(self, talk: Talk) -> None:
        reply = talk.say("hmm. e a limpeza quanto é? da pra pagar no pix ou parcelar no cartao?")
        assert "R$ 180,00" in reply.text
        assert "Aceitamos Pix" in reply.text
        assert "limpeza e restauração são à vista ou em até 2 vezes" in reply.text

    def test_what_is_told_of_others_is_left_out(self, talk: Talk) -> None:
        assert "vezes" not in talk.say_all(["quanto custa o canal?", "da pra pagar no pix ou parcelar?"]).text
