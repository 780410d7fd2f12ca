""" "Preciso de uma agenda, tem isso?" beside another question, which alone was answered in played talks."""

import pytest

from tests.agents.conftest import Start, Talk


class TestAskedOfWhatWasToldBeforeIt:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("preciso emitir nota de serviço, tem isso? e quanto custa o profissional?", "NFS-e"),
            ("vendo pela shopee, integra com isso? e quanto custa o essencial?", "Shopee"),
        ],
    )
    def test_is_answered_where_it_is_known(self, visit_sample: Start, text: str, told: str) -> None:
        reply = visit_sample().say(text)
        assert told in reply.text
        assert "9,90 por mês" in reply.text
        assert "Não encontrei" not in reply.text

    def test_is_said_not_to_be_known_otherwise(self, visit_sample: Start) -> None:
        asked = "preciso de agenda dos banhos, tem isso? e quantos usuarios em cada plano"
        reply = visit_sample().say(f"mas o banho e tosa entra como serviço né, {asked}")
        assert "Plano Essencial: 2" in reply.text
        assert "não encontrei" in reply.text.lower()

    def test_is_said_so_in_another_business(self, talk: Talk) -> None:
        reply = talk.say("minha mãe tem dentadura, vocês fazem isso? e qual o horário?")
        assert "Não encontrei" in reply.text
        assert "segunda" in reply.text

    def test_nothing_is_said_to_be_missing_where_nothing_was_told(self, talk: Talk) -> None:
        assert (
            "Não encontrei" not in talk.say("perdi um dente, quanto tempo demora isso? e quanto custa o implante?").text
        )
