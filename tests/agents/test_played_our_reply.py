"""A complaint about our reply, and how soon support answers."""

import pytest

from tests.agents.conftest import Start

RESPONSE = "No chat, a resposta chega em até 15 minutos"


class TestOurReply:
    @pytest.mark.parametrize("complaint", ["vc n respondeu.", "vc nao respondeu.", "vcs não me responderam."])
    def test_a_complaint_asks_nothing_of_support(self, visit_sample: Start, complaint: str) -> None:
        talk = visit_sample()
        talk.say("em qual plano vem nota?")
        reply = talk.say(
            f"{complaint} quantas notas por mes vem no essencial? e nota de serviço tem no essencial?"
        ).text
        assert "Notas fiscais por mês: 100." in reply
        assert RESPONSE not in reply

    @pytest.mark.parametrize(
        "text",
        [
            "n quero marcar nada, so queria saber o horario. o whatsapp do suporte responde em qto tempo?",
            "o whatsapp do suporte responde em qto tempo?",
            "suporte demora quanto tempo pra responder?",
            "quando o suporte responde?",
        ],
    )
    def test_how_soon_support_answers(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert RESPONSE in reply
        assert "24 horas por dia" not in reply

    def test_of_what_is_sold_by_its_name_its_own(self, visit_sample: Start) -> None:
        assert "até 30 minutos" in visit_sample().say("suporte premium responde em quanto tempo?").text


def test_a_but_says_no_yes(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say_all(["fui cobrado duas vezes, o que faço?", "vcs tem algum app pra cachorro?"])
    said = talk.say("ta mas qtas notas por mes tem no essencial e qtas no profissional?")
    assert said.handoff is None
    assert "Plano Essencial — Notas fiscais por mês: 100" in said.text
    assert "Plano Profissional — Notas fiscais por mês: 1.000" in said.text


@pytest.mark.parametrize("text", ["quero testar antes de pagar, da?", "e tem teste gratis do sistema antes?"])
def test_who_wants_to_try_first_hears_of_the_trial(visit_sample: Start, text: str) -> None:
    said = visit_sample().say(text)
    assert "14 dias" in said.text
    assert "mais 7 dias" not in said.text


def test_a_telephone_is_no_number_of_an_order(visit_dentist: Start) -> None:
    said = visit_dentist().say_all(["quanto é o implante?", "14 98877-2310. quais sao as tres etapas?"])
    assert "consultar pedidos" not in said.text
