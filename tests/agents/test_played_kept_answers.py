"""What answers our question first in a message is kept, whatever follows."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import THURSDAY, Talk


@pytest.fixture
def talk(dentist: Assistant) -> Talk:
    return Talk(dentist, now=THURSDAY)


class TestAnswerToOurQuestion:
    def test_a_phone_before_another_wish_is_kept(self, talk: Talk) -> None:
        talk.say("marca avaliação pra minha mãe sexta 15h")
        assert talk.state["asked"] == "phone"
        reply = talk.say("21 99741-3308. e eu queria uma avaliação pra mim no mesmo dia, logo depois da dela")
        assert talk.state["lead"]["fields"]["phone"] == "+5521997413308"
        assert reply.text.startswith("Anotei seu telefone.")

    @pytest.mark.parametrize("word", ["Perfeito", "Entendi", "Legal", "Show"])
    def test_an_outcry_is_no_name(self, sample_assistant: Assistant, word: str) -> None:
        talk = Talk(sample_assistant)
        talk.say("qual plano serve pra 2 pessoas?")
        talk.say(f"{word}. tem loja online junto? ou é so o sistema?")
        assert "name" not in talk.state["lead"]["fields"]
