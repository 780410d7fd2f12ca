"""What was added up, or not, when dialogues were played."""

import pytest

from tests.agents.conftest import Start


class TestOnlyMoneyIsAdded:
    @pytest.mark.parametrize(
        "text",
        [
            "a impressora e o leitor vêm na mesma caixa juntos?",
            "leitor e impressora funcionam juntos no mesmo computador?",
            "a gaveta e a impressora podem ficar ligadas juntas?",
            "entregam a gaveta junto com o leitor?",
            "dá pra instalar impressora e gaveta juntas?",
            "a impressora e o leitor chegam juntos ou em dias diferentes?",
            "o leitor e a gaveta cabem juntos numa mesa pequena?",
            "quanto tempo o leitor e a gaveta levam pra chegar juntos?",
            "leitor + gaveta vem com cabo?",
            "do the printer and the drawer work together?",
            "la impresora y el lector vienen juntos?",
        ],
    )
    def test_what_is_no_question_of_money_gets_no_sum(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample(locale="en" if text.startswith("do ") else "es" if text.startswith("la ") else "pt-BR")
        assert "Total" not in talk.say(text).text

    @pytest.mark.parametrize(
        "text",
        [
            "leitor e gaveta juntos",
            "a gaveta e o leitor, os dois juntos?",
            "vou levar o leitor e a gaveta juntos",
            "leitor junto com gaveta sai por quanto?",
            "juntos, leitor e gaveta dão 560?",
            "quanto eu gasto com leitor e gaveta juntos?",
            "leitor + gaveta",
        ],
    )
    def test_what_is_one_gets_it(self, visit_sample: Start, text: str) -> None:
        assert "Total: R$ 560,00" in visit_sample().say(text).text


class TestSoManyOfItsUnit:
    """ "E pra 2 dentes?", behind the price of one."""

    @pytest.mark.parametrize("text", ["e pra 2 dentes?", "são 2 dentes, quanto fica?", "e 2 dentes"])
    def test_costs_so_many_times_as_much(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist()
        talk.say("quanto é o implante?")
        assert "a partir de R$ 6.400,00 (2 × R$ 3.200,00)" in talk.say(text).text

    def test_of_what_is_not_sold_by_it_nothing_is_computed(self, visit_dentist: Start) -> None:
        talk = visit_dentist()
        talk.say("quanto é a limpeza?")
        assert "360" not in talk.say("e 2 dentes?").text
