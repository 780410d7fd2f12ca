"""What owners who told whom they have were told, when their dialogues were played."""

import pytest

from tests.agents.conftest import Start


class TestTheOwner:
    @pytest.mark.parametrize(
        "text",
        [
            "qual plano é o mais barato q serve pra mim, tenho 2 funcionarias",
            "tenho só 2 funcionários, qual plano?",
            "sou dona de um salao e tenho 2 atendentes, qual plano serve?",
        ],
    )
    def test_is_one_more_than_their_staff(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text)
        assert "3 usuários (você e mais 2)" in reply.text
        assert "Plano Essencial + Usuário Adicional: R$ 109,80 por mês" in reply.text

    @pytest.mark.parametrize(
        "text",
        [
            "somos 2, qual plano serve",
            "tenho 2 usuários, qual plano serve?",
            "tenho 2 funcionários contando comigo, qual plano?",
        ],
    )
    def test_is_none_more_where_all_are_told(self, visit_sample: Start, text: str) -> None:
        assert "Para 2 usuários," in visit_sample().say(text).text

    def test_is_told_in_other_languages(self, visit_sample: Start) -> None:
        reply = visit_sample(locale="en").say("i have 2 employees, which plan fits?")
        assert "3 users (you and 2 more)" in reply.text
