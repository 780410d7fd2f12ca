"""A meeting besides the one that is booked, and coming to the place: what impatient customers were played to ask."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import THURSDAY, Start, Talk

STAYS = "O que você já tem continua marcado: Odontopediatria, quinta-feira (3 de dezembro) às 14h."


class TestSecondMeeting:
    @pytest.mark.parametrize(
        "text",
        [
            "e tenho outro filho de 4 anos, dá pra levar os 2 no msm dia?",
            "quero outro horario pro irmao dela, na quinta 3 logo depois",
            "nao quero mudar nao! quero outro horario pro irmao dela, na quinta 3 logo depois",
            "ta mas marca outro pro pedro tb, 4 anos, quinta dia 3 15h",
            "quero marcar outra consulta pra semana que vem",
            "marca pro meu marido também, quinta 15h",
            "consegue atender as duas crianças juntas? quero levar as duas no mesmo horário",
            "posso agendar mais uma avaliação quinta 15h?",
            "nao muda a dela, marca outro pro pedro, quinta 15h",
        ],
    )
    def test_never_moves_the_first(self, talk: Talk, text: str) -> None:
        first = talk.say("marca quinta dia 3 14h pra minha filha").booking
        reply = talk.say(text)
        assert STAYS in reply.text
        booked = reply.booking or talk.say("o primeiro" if len(talk.state["slots"]) > 1 else "sim").booking
        assert first
        assert booked
        assert booked.action == "book"
        assert booked.booking_id != first.booking_id
        assert [known["id"] for known in talk.state["bookings"]] == [first.booking_id]

    def test_of_whom_it_is_booked_wants_no_third(self, talk: Talk) -> None:
        talk.say("marca quinta dia 3 14h pra minha filha")
        talk.say("marca outro pro pedro tb, 4 anos, quinta dia 3 15h")
        told = talk.say("o pedro tem 4 anos, é outra consulta")
        assert told.booking is None
        assert "quinta-feira (3 de dezembro) às 14h" in told.text
        assert "quinta-feira (3 de dezembro) às 15h" in told.text
        assert talk.say("marca o do pedro quinta 15h").booking is None

    def test_asked_for_again_with_a_time_is_booked(self, talk: Talk) -> None:
        talk.say("marca quinta dia 3 14h pra minha filha")
        assert STAYS in talk.say("marca outro pro pedro").text
        booked = talk.say("marca outro pro pedro quinta 15h").booking
        assert booked
        assert booked.action == "book"

    def test_beside_a_move_back(self, talk: Talk) -> None:
        talk.say("marca quinta dia 3 15h pra minha filha")
        reply = talk.say("vc mudou o da minha filha!! volta ela pras 14h e o pedro é OUTRA consulta as 15h")
        assert reply.booking
        assert reply.booking.action == "move"
        assert "mudei o horário. Odontopediatria: quinta-feira (3 de dezembro) às 14h." in reply.text
        assert "Agora o outro. Tenho livre: quinta-feira (3 de dezembro) às 15h." in reply.text
        other = talk.say("sim").booking
        assert other
        assert other.action == "book"

    def test_a_question_beside_it_is_answered(self, talk: Talk) -> None:
        talk.say("marca quinta dia 3 14h pra minha filha")
        assert "Leve um documento" in talk.say("marca outro pro irmão dela. tem que levar algum documento?").text

    def test_in_other_languages(self, dentist: Assistant, visit_sample: Start) -> None:
        talk = Talk(dentist, now=THURSDAY, locale="es")
        talk.say("quiero una cita mañana a las 16")
        assert "sigue reservado" in talk.say("quiero otra cita para mi hermana").text
        talk = visit_sample(now=THURSDAY, locale="en")
        talk.say("book a demo on Monday at 10")
        assert "stays booked" in talk.say("I need another meeting for my partner").text

    @pytest.mark.parametrize(
        "text",
        [
            "quero outro horário",
            "tem outro horário pra minha filha?",
            "outra coisa, aceita pix?",
            "depois dessa precisa de outra consulta?",
            "preciso levar os 2 exames?",
            "outro dia eu marco a limpeza",
        ],
    )
    def test_is_not_meant(self, talk: Talk, text: str) -> None:
        talk.say("marca quinta dia 3 14h pra minha filha")
        reply = talk.say(text)
        assert reply.booking is None
        assert "continua marcado" not in reply.text

    def test_another_time_moves_only_with_a_yes(self, talk: Talk) -> None:
        talk.say("marca terça 16h")
        talk.say("quero outro horário")
        talk.say("aceita pix?")
        reply = talk.say("marca outro pra quinta as 10h")
        assert reply.booking is None
        assert "Posso mudar para quinta-feira (3 de dezembro) às 10h?" in reply.text
        moved = talk.say("sim").booking
        assert moved
        assert moved.action == "move"


class TestComing:
    @pytest.mark.parametrize(
        "text",
        ["que horas tenho que chegar?", "quanto tempo antes eu chego?", "ela tem medo. e q horas tenho q chegar?"],
    )
    def test_when_to_be_there(self, talk: Talk, text: str) -> None:
        talk.say("marca terça 16h")
        reply = talk.say(text)
        assert "Seu horário: Avaliação, terça-feira (1º de dezembro) às 16h." in reply.text
        assert "Chegue 10 minutos antes" in reply.text

    @pytest.mark.parametrize("text", ["que horas vocês chegam?", "como chego aí?"])
    def test_who_arrives_otherwise(self, talk: Talk, text: str) -> None:
        talk.say("marca terça 16h")
        reply = talk.say(text).text
        assert "16h" not in reply
        assert "Chegue 10 minutos antes" not in reply

    def test_what_arrives_is_no_customer(self, talk: Talk) -> None:
        talk.say("marca terça 16h")
        reply = talk.say("quando chega meu aparelho?").text
        assert "16h" not in reply
        assert reply.startswith("Não tenho certeza")  # to be early comes nearest, and is said to be no more

    def test_the_material_may_not_say(self, visit_sample: Start) -> None:
        talk = visit_sample(now=THURSDAY)
        talk.say("quero uma demonstração segunda às 10h")
        assert "segunda-feira (30 de novembro) às 10h" in talk.say("que horas eu tenho que chegar?").text

    def test_without_a_meeting_is_looked_up(self, talk: Talk) -> None:
        reply = talk.say("se eu for as 8 sem marcar, espero mto? ou tem q ligar msm")
        assert "encaixamos no mesmo dia" in reply.text

    def test_without_a_meeting_in_another_pack(self, visit_sample: Start) -> None:
        assert "com hora marcada" in visit_sample(now=THURSDAY).say("posso ir aí sem marcar?").text

    def test_without_a_meeting_is_not_known(self, visit_clinic: Start) -> None:
        reply = visit_clinic().say("vocês atendem por ordem de chegada?")
        assert "não encontrei" in reply.text
        assert "material da Sorriso Claro" in reply.text


class TestBesideTheirs:
    """ "Logo depois da dele": another one, and his stays where it is."""

    @pytest.mark.parametrize(
        "text",
        [
            "marca uma limpeza pra mim logo depois da dele",
            "e aproveitando queria uma limpeza pra mim no mesmo dia, logo depois da dele",
            "quero marcar uma pra mim depois da consulta do meu pai",
            "no dia 3, logo depois da dele. tem 17h?",
        ],
    )
    def test_is_from_its_end_on(self, talk: Talk, text: str) -> None:
        talk.say("marca quinta dia 3 16h pro meu pai")
        reply = talk.say(text)
        assert "continua marcado: Avaliação, quinta-feira (3 de dezembro) às 16h" in reply.text
        assert "quinta-feira (3 de dezembro) às 17h" in reply.text
        assert "Posso mudar" not in reply.text
        assert "Belo Horizonte" not in reply.text

    @pytest.mark.parametrize(
        "text",
        [
            "não, não quero mudar. quero marcar OUTRO horário, limpeza pra mim, quinta dia 3 16:40",
            "não mexe na dele. marca outro horário pra mim, quinta dia 3 às 16:40",
        ],
    )
    def test_at_an_hour_that_is_named(self, talk: Talk, text: str) -> None:
        first = talk.say("marca quinta dia 3 16h pro meu pai").booking
        booked = talk.say(text).booking
        assert first
        assert booked
        assert booked.action == "book"
        assert booked.booking_id != first.booking_id
        assert booked.starts_at
        assert (booked.starts_at.hour, booked.starts_at.minute) == (16, 40)

    def test_one_more_of_another_treatment(self, talk: Talk) -> None:
        talk.say("marca quinta dia 3 16h pro meu pai")
        reply = talk.say("quanto custa a limpeza? quero agendar uma limpeza tbm").text
        assert "R$ 180,00" in reply
        assert "Posso mudar" not in reply


class TestInWhoseName:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("o segundo. nome dele é Enzo Martins", "Enzo Martins"),
            ("o segundo, em nome do meu pai, Osvaldo Pereira", "Osvaldo Pereira"),
            ("o segundo, o nome da paciente é Bia", "Bia"),
        ],
    )
    def test_is_said_and_kept(self, talk: Talk, text: str, name: str) -> None:
        talk.say("tem horário segunda à tarde?")
        reply = talk.say(text)
        assert reply.booking
        assert f"Anotei: é para {name}." in reply.text
        asked = talk.say("ficou no nome de quem?").text
        assert f"para {name.split()[0]}: Avaliação, segunda-feira (30 de novembro) às 16h" in asked
        both = talk.say("ficou no nome certo? e queria uma limpeza pra mim logo depois da dele").text
        assert name.split()[0] in both
        assert "às 17h" in both

    def test_of_an_order(self, talk: Talk) -> None:
        reply = talk.say("marca quinta dia 3 16h em nome do meu pai, Osvaldo Pereira")
        assert reply.booking
        assert "Osvaldo Pereira" in reply.text

    @pytest.mark.parametrize("text", ["o segundo pro meu pai", "o segundo pra ela", "quero o segundo pra minha mãe"])
    def test_for_whom_beside_the_choice(self, talk: Talk, text: str) -> None:
        talk.say("tem horário segunda à tarde?")
        assert talk.say(text).booking

    def test_is_not_known_where_it_was_not_told(self, talk: Talk) -> None:
        talk.say("marca quinta dia 3 16h")
        assert "anotado" not in talk.say("ficou no nome dele?").text

    def test_and_what_is_asked_beside_it_is_told_too(self, talk: Talk) -> None:
        talk.say("quero marcar uma avaliação pro meu pai")
        assert talk.say("o segundo, em nome do meu pai, Osvaldo Pereira").booking
        reply = talk.say("ficou no nome dele? aceita cartão? marca uma pra mim também na terça 15h")
        assert reply.booking
        assert "Osvaldo" in reply.text
        assert "cartão de débito" in reply.text


class TestAskedOfTheirs:
    @pytest.fixture
    def theirs(self, talk: Talk) -> Talk:
        """Who has a meeting for a son."""
        talk.say("quero marcar uma avaliação pro meu filho")
        assert talk.say("o segundo").booking
        return talk

    def test_is_answered_beside_the_wish_for_another(self, theirs: Talk) -> None:
        reply = theirs.say(
            "quanto é a limpeza dele? tem estacionamento? e marca uma pra mim também logo depois da dele"
        )
        assert "R$ 180,00" in reply.text
        assert "convênio com o estacionamento" in reply.text
        assert "às 16h40" in reply.text

    def test_when_it_is_stands_with_what_stays(self, theirs: Talk) -> None:
        reply = theirs.say("que horas ficou a dele? e marca uma pra mim também logo depois da dele").text
        assert reply.startswith("O que você já tem continua marcado: Odontopediatria, terça-feira")
        assert "Nosso horário" not in reply


def test_who_confirms_later_has_no_meeting_to_be_near(talk: Talk) -> None:
    talk.say("quero marcar uma avaliação")
    assert talk.say("o segundo").booking
    assert "Sexta-feira não dá" not in talk.say("marca uma pro meu filho, depois meu marido confirma").text
