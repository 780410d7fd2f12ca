"""Support that is asked for, a way that did not help, and what was said in another sense."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


class TestNotYet:
    @pytest.mark.parametrize(
        "text",
        [
            "calma, proposta nao ainda. quero saber se eu PRECISO comprar isso ou se roda no meu notebook msm",
            "quero saber se preciso comprar isso ou se roda no meu notebook",
        ],
    )
    def test_a_question_is_no_readiness_to_buy(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("precisa comprar algum equipamento? maquininha, impressora essas coisas")
        reply = talk.say(text).text
        assert "Windows 10" in reply
        assert "finalizar" not in reply

    @pytest.mark.parametrize(
        "text", ["calma, proposta nao ainda. roda no meu notebook?", "proposta ainda não. roda no PC?"]
    )
    def test_who_wants_no_proposal_is_offered_none(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert "Windows 10" in reply
        assert "contratação" not in reply


class TestBothParts:
    @pytest.mark.parametrize(
        "text",
        [
            "me passa o endereço e se tem onde parar a moto",
            "blz. so confirma o endereço e se tem onde parar",
            "manda o endereço e se tem estacionamento",
        ],
    )
    def test_the_address_and_where_to_park(self, dentist: Assistant, text: str) -> None:
        reply = Talk(dentist).say(text).text
        assert "Rua das Jabuticabeiras" in reply
        assert "estacionamento do prédio" in reply
