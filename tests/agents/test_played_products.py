"""What went wrong around one product, its price and its attributes when impatient customers were played."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


@pytest.fixture
def visit_dentist(dentist: Assistant) -> Start:
    return lambda **known: Talk(dentist, **known)


class TestEachInstalment:
    @pytest.mark.parametrize(
        "text",
        [
            "preciso de 2 dentes, fica qto cada parcela?",
            "to perguntando 2 implantes, qto da no total e qto por mes",
            "qual o valor da parcela de 2 implantes?",
            "2 implantes em 12x, quanto fica?",
        ],
    )
    def test_is_of_as_many_as_are_bought(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say_all(["quanto custa o implante?", text]).text
        assert "2 × Implante: a partir de R$ 6.400,00 em 12 vezes fica a partir de R$ 533,33" in reply
        assert "nessa modalidade" not in reply

    @pytest.mark.parametrize(
        ("text", "each"),
        [
            ("quanto fica o alinhador por mês?", "R$ 383,33"),
            ("qual o valor da parcela do clareamento em casa?", "R$ 108,33"),
        ],
    )
    def test_is_in_as_many_as_there_may_be(self, visit_dentist: Start, text: str, each: str) -> None:
        assert each in visit_dentist().say(text).text

    def test_is_none_of_what_is_paid_by_the_month(self, visit_sample: Start) -> None:
        assert "vezes" not in visit_sample().say("quanto custa o profissional por mês?").text

    def test_is_none_for_so_many_people(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say("o implante pra 2 pessoas, quanto fica cada parcela?").text
        assert "6.400" not in reply


class TestOfAnother:
    def test_is_asked_all_that_was_asked_of_the_first(self, visit_sample: Start) -> None:
        reply = visit_sample().say("qtos usuarios e qtas notas por mes no profissional? e no empresarial?").text
        assert "Profissional — Usuários incluídos: 5" in reply
        assert "Profissional — Notas fiscais por mês: 1.000" in reply
        assert "Empresarial — Usuários incluídos: 15" in reply
        assert "Empresarial — Notas fiscais por mês: ilimitadas" in reply

    def test_is_asked_the_same_in_the_next_message(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["quantos usuários e quantos caixas tem o profissional?", "e o essencial?"]).text
        assert "Essencial — Usuários incluídos: 2" in reply
        assert "Essencial — Caixas (PDV): 1" in reply

    def test_is_told_its_price_behind_a_price(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say_all(["qto fica o aparelho? da pra parcelar", "e o transparente?"]).text
        assert "R$ 6.900,00" in reply
        assert "18 vezes" in reply

    def test_is_told_no_price_behind_an_attribute_alone(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["o profissional tem acesso à API?", "e o empresarial?"]).text
        assert "R$" not in reply
