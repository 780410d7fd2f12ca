"""In how many instalments what the talk is about may be paid, and the other one."""

import pytest

from tests.agents.conftest import Start

EQUIPMENT = "q equipamento preciso pro caixa e qto fica a vista no pix?"


@pytest.mark.parametrize("before", [EQUIPMENT, "quanto custa o kit pdv?"])
@pytest.mark.parametrize(
    "text", ["e parcelado? em 10x fica quanto", "em 10x fica quanto?", "da pra dividir em 12 vezes?"]
)
def test_too_many_are_denied_with_what_may_be(visit_sample: Start, before: str, text: str) -> None:
    said = visit_sample().say_all([before, text]).text
    assert "vezes não dá" in said
    assert "o máximo é 6x de R$ 210,00" in said
    assert "Maquininha de Cartão" not in said


@pytest.mark.parametrize("text", ["to falando do kit. em 6x entao", "estou falando do kit, em 6x então"])
def test_the_instalment_is_told_behind_a_correction(visit_sample: Start, text: str) -> None:
    talk = visit_sample()
    talk.say_all([EQUIPMENT, "e parcelado? em 10x fica quanto"])
    assert "em 6 vezes fica R$ 210,00" in talk.say(text).text


@pytest.mark.parametrize(
    "text", ["e o outro em 12x fica qto a parcela?", "o outro, o transparente. 12x", "o outro em 12x quanto fica?"]
)
def test_the_other_one_is_of_the_two_that_were_compared(visit_dentist: Start, text: str) -> None:
    talk = visit_dentist()
    talk.say_all(
        ["aparelho fixo ou alinhador transparente, qual é mais rapido?", "o fixo em 20 meses da quanto no total?"]
    )
    said = talk.say(text).text
    assert "em 12 vezes fica a partir de R$ 575,00 cada" in said
    assert "Aparelho fixo" not in said
