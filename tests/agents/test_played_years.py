"""What customers were told of paying for a year, when their dialogues were played."""

import pytest

from tests.agents.conftest import Start


class TestWhatAYearSaves:
    @pytest.mark.parametrize(
        "text",
        [
            "o profissional anual sai mais barato q o mensal em 12 meses? qual a diferença",
            "no profissional, pagar o ano compensa mais do que 12 meses no mensal?",
            "no anual, qto economizo?",
            "e no anual, tem multa? qto economizo?",
        ],
    )
    def test_is_told_beside_the_months(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional?")
        reply = talk.say(text)
        assert "R$ 379,80" in reply.text
        assert "Essencial" not in reply.text

    def test_is_not_told_of_other_savings(self, visit_sample: Start) -> None:
        assert "379,80" not in visit_sample().say("quanto economizo com o sistema de vocês?").text
