"""Support that is asked for, a way that did not help, and what was said in another sense."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk

CHANNELS = "chat dentro do sistema e por e-mail"


class TestTriedInVain:
    @pytest.mark.parametrize(
        ("asked", "text"),
        [
            (
                "a impresora nao ta imprimindo o cupom",
                "ja fiz isso. o teste nao sai, reiniciei e nada. como falo c suporte?",
            ),
            ("a impresora nao ta imprimindo o cupom", "já tentei, não adiantou"),
            ("esqueci a senha", "nao chega o email da senha"),
            ("esqueci a senha", "já olhei o spam e nada"),
            ("esqueci a senha", "ja tentei isso, nao resolveu"),
            ("como cancelo a nota errada", "já fiz isso e não resolveu"),
        ],
    )
    def test_support_and_a_person_instead_of_the_same_again(self, visit_sample: Start, asked: str, text: str) -> None:
        talk = visit_sample()
        told = talk.say(asked).text
        reply = talk.say(text)
        assert told not in reply.text
        assert CHANNELS in reply.text
        assert reply.state["awaiting"] == "handoff_offer"

    def test_where_nothing_tells_of_channels_a_person_is_offered(self, dentist: Assistant) -> None:
        talk = Talk(dentist)
        talk.say("to com dor de dente")
        reply = talk.say("ja tentei isso, nao resolveu")
        assert reply.text.startswith("Entendi: só isso não resolveu.")
        assert reply.state["awaiting"] == "handoff_offer"

    @pytest.mark.parametrize("text", ["como falo com o suporte?", "como falo c suporte?", "onde eu chamo o suporte"])
    def test_how_support_is_reached(self, visit_sample: Start, text: str) -> None:
        assert visit_sample().say(text).text.startswith("O suporte atende por chat")

    def test_a_person_who_is_asked_for_is_called(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("esqueci a senha")
        assert talk.say("ja fiz tudo. quero falar com alguem do suporte").handoff


class TestSupportHours:
    @pytest.mark.parametrize(
        "text",
        [
            "qual o horario do suporte?",
            "umas 9 pessoas. mas e o suporte normal, que ja vem no plano, qual horario?",
            "suporte atende que horas?",
        ],
    )
    def test_the_usual_ones_and_those_that_are_sold_apart(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert "segunda a sexta-feira" in reply
        assert "Suporte Premium — Horário: 24 horas por dia" in reply
        assert "pedidos" not in reply

    @pytest.mark.parametrize(
        "text",
        [
            "suporte atende que horas? domingo",
            "quero saber o horario do suporte incluso no empresarial, funciona domingo ou nao?",
        ],
    )
    def test_of_a_sunday(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert "estamos fechados" in reply
        assert "24 horas por dia" in reply

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("suporte atende no feriado, que horas?", "Natal (25 de dezembro): fechado"),
            ("suporte atende que horas na hora do almoço?", "12h às 13h30"),
            ("suporte atende à noite? até que horas", "sábado: 13h"),
        ],
    )
    def test_of_what_is_asked_about(self, visit_sample: Start, text: str, told: str) -> None:
        reply = visit_sample().say(text).text
        assert told in reply
        assert "24 horas por dia" in reply

    def test_of_what_is_named_itself(self, visit_sample: Start) -> None:
        assert "segunda" not in visit_sample().say("qual o horario do suporte premium?").text


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

    @pytest.mark.parametrize("time", ["30 minuto", "30 minutos", "2 semanas", "2 days"])
    def test_a_length_of_time_is_no_quantity(self, visit_sample: Start, time: str) -> None:
        assert "×" in visit_sample().say("tem desconto? passou de 30").text
        assert "×" not in visit_sample().say(f"tem desconto? passou de {time}").text


class TestGoingWithout:
    @pytest.mark.parametrize("text", ["posso usar sem cnpj?", "dá pra usar sem CNPJ?", "can I use it without a CNPJ?"])
    def test_what_tells_of_having_it_is_no_answer(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert not reply.startswith(("Nos planos Profissional", "A Tamarindo Gestão é"))

    @pytest.mark.parametrize(
        ("text", "told"), [("funciona sem internet?", "continua vendendo"), ("posso testar sem cartão?", "Não pedimos")]
    )
    def test_what_tells_of_going_without_is_one(self, visit_sample: Start, text: str, told: str) -> None:
        assert told in visit_sample().say(text).text


@pytest.mark.parametrize("before", ["quanto custa o essencial?", "oi"])
def test_what_is_meant_is_asked_without_saying_so(visit_sample: Start, before: str) -> None:
    talk = visit_sample()
    talk.say(before)
    assert talk.say("quanto custa o certificado, eu quis dizer").text.startswith("Para emitir NF-e e NFC-e é preciso")


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


class TestNotGivenUp:
    def test_a_new_question_that_finds_something_is_answered(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("ainda nao tenho cnpj. vcs tem wombat azul?")
        talk.say("nao entendeu. wombat verde?")
        talk.state["misses"] = 3
        reply = talk.say(
            "nao amiga, nota pras MINHAS clientes. MEI pode usar o sistema? ou tenho q abrir empresa antes"
        )
        assert not reply.handoff
        assert "MEI" in reply.text
