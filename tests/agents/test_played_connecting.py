"""What customers were told of connecting to what they use, when their dialogues were played."""

import pytest

from tests.agents.conftest import Start


class TestConnectingToSomething:
    @pytest.mark.parametrize(
        "text",
        [
            "a api serve pra ligar com ifood?",
            "estoque avançado faz oq? e a api serve pra ligar com ifood?",
            "com a API eu consigo integrar com o iFood?",
            "a API dá pra conectar no iFood?",
        ],
    )
    def test_is_told_of_that_and_not_of_what_it_is_done_by(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text)
        assert "Ainda não temos integração com o iFood" in reply.text
        assert "Sim, o plano Empresarial" not in reply.text

    def test_is_no_call(self, visit_sample: Start) -> None:
        assert "telefone" in visit_sample().say("posso ligar com voces agora?").text
