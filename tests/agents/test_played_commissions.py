"""What customers who pay commissions were told, when their dialogues were played."""

import pytest

from tests.agents.conftest import Start


class TestAShareOfASale:
    @pytest.mark.parametrize(
        "text",
        [
            "e a comissao das meninas? cada uma ganha 40% do q fez, da p controlar ai?",
            "elas recebem 30% de cada corte, o sistema calcula?",
            "pago 10% de comissão pros vendedores, tem como controlar?",
            "os vendedores ganham 5% de cada venda, dá pra calcular isso?",
        ],
    )
    def test_is_a_commission_and_no_discount(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o essencial?")
        reply = talk.say(text)
        assert "comissão de vendedores" in reply.text
        assert "não consigo" not in reply.text
        assert not reply.text.startswith("Sim")

    def test_is_not_what_they_ask_off_the_price(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o essencial?")
        assert "15% eu não consigo" in talk.say("consegue 15%?").text
