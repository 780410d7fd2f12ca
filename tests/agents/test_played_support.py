"""Support that is asked for, a way that did not help, and what was said in another sense."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


class TestVoucher:
    @pytest.mark.parametrize("text", ["foi cupom, faz mais d 1 hora ja. e agora?", "mas era cupom"])
    def test_behind_invoices_it_is_the_printed_one(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("como cancelo a nota errada")
        reply = talk.say(text).text
        assert "desconto" not in reply
        assert "fale com o seu contador" in reply

    def test_behind_anything_else_it_is_a_discount(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o essencial?")
        assert "campanhas enviadas por e-mail" in talk.say("tem cupom?").text

    @pytest.mark.parametrize(
        "text", ["nao é desconto, é o cupom fiscal q saiu errado", "não era desconto, é o cupom fiscal que saiu errado"]
    )
    def test_what_is_said_not_to_be_meant_is_not_told_again(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("vocês tem desconto por quantidade?")
        assert "desconto" not in talk.say(f"{text}. passou de 30 minuto").text

    @pytest.mark.parametrize("time", ["30 minuto", "30 minutos", "2 semanas", "1 day"])
    def test_a_length_of_time_is_no_quantity(self, visit_sample: Start, time: str) -> None:
        assert "×" not in visit_sample().say(f"tem desconto? passou de {time}").text


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
