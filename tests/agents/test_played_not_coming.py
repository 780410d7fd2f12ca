"""Of who may not come after all: other days, what staying away costs, and a choice that waits for an answer."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import THURSDAY, Start, Talk, action

FRIDAY = THURSDAY.replace(month=12, day=4, hour=10)


@pytest.fixture
def friday(dentist: Assistant) -> Talk:
    return Talk(dentist, now=FRIDAY)


class TestAnotherDay:
    @pytest.mark.parametrize(
        "text",
        [
            "putz meu chefe nao liberou, hj nao consigo mais. só amanha, vcs abrem sabado?",
            "hoje não consigo, vocês abrem sábado?",
            "hj nao da mais. que horas abre sabado?",
        ],
    )
    def test_its_hours_are_told_and_its_times_offered(self, friday: Talk, text: str) -> None:
        friday.say("marca hoje às 16h")
        reply = friday.say(text)
        assert "Amanhã abrimos das 8h às 12h." in reply.text
        assert "Hoje abrimos" not in reply.text
        assert "Posso mudar para:\n1. amanhã, sábado (5 de dezembro)" in reply.text
        assert action(friday, "o segundo") == "move"

    def test_without_a_meeting_only_the_hours_are(self, friday: Talk) -> None:
        reply = friday.say("hoje não consigo ir, vocês abrem sábado?").text
        assert "Posso mudar" not in reply


class TestStayingAway:
    @pytest.mark.parametrize(
        "text",
        [
            "e se eu nao conseguir ir, tem multa? ate qdo posso desmarcar",
            "se eu não for tem multa? até quando posso desmarcar?",
        ],
    )
    def test_the_fine_and_the_period_are_told(self, friday: Talk, text: str) -> None:
        friday.say("marca amanhã 10h")
        reply = friday.say(text)
        assert "R$ 50,00" in reply.text
        assert "24 horas" in reply.text
        assert "Quer mesmo cancelar" not in reply.text
        assert "chame alguém" not in reply.text
        assert reply.booking is None

    @pytest.mark.parametrize(
        "text",
        [
            "nao, pode manter! so queria saber. mas ja falta menos de 24h, se eu faltar eles cobram?",
            "pode manter. se eu faltar cobram?",
        ],
    )
    def test_it_is_kept_and_the_rest_answered(self, friday: Talk, text: str) -> None:
        friday.say_all(["marca amanhã 10h", "e se eu precisar desmarcar?"])
        reply = friday.say(text)
        assert reply.text.startswith("Certo, continua marcado: Avaliação, amanhã, sábado (5 de dezembro), às 10h.")
        assert "R$ 50,00" in reply.text


class TestChoiceThatWaits:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("as 16h. mas antes, quanto custa a limpeza? to meio sem grana", "R$ 180,00"),
            ("o segundo. antes, vocês aceitam Unimed?", "Unimed não está"),
            ("o segundo, mas primeiro me diz quanto custa a limpeza?", "R$ 180,00"),
        ],
    )
    @pytest.mark.parametrize("yes", ["então marca", "sim", "tá bom, pode marcar"])
    def test_is_held(self, talk: Talk, text: str, told: str, yes: str) -> None:
        talk.say("tem horário segunda à tarde?")
        reply = talk.say(text)
        assert told in reply.text
        assert reply.booking is None
        assert "Tenho livre: segunda-feira (30 de novembro) às 16h. Posso marcar?" in reply.text
        assert action(talk, yes) == "book"


@pytest.mark.parametrize("text", ["o segundo. e a da bia continua né?", "o segundo. o da minha filha continua, né?"])
def test_a_choice_beside_the_other_one(talk: Talk, text: str) -> None:
    talk.say_all(["marca quinta dia 3 14h pra minha filha Bia", "quero marcar outra consulta pra mim na quarta"])
    reply = talk.say(text)
    assert reply.booking
    assert reply.booking.action == "book"
    assert "Odontopediatria, quinta-feira (3 de dezembro) às 14h" in reply.text


@pytest.mark.parametrize("text", ["isso, pode marcar", "sim, confirmado"])
def test_a_yes_to_what_is_booked_moves_nothing(talk: Talk, text: str) -> None:
    talk.say("marca quarta 14h")
    assert "Posso mudar" not in talk.say(text).text


def test_a_day_on_which_the_kind_is_not_held_is_named(talk: Talk) -> None:
    talk.say("quero marcar pro meu filho de 7 anos")
    text = talk.say("ele pode ser atendido sábado? durante a semana ele tá na escola").text
    assert text.startswith("Sábado não dá. Para odontopediatria, atendemos às terças e quintas.")


@pytest.mark.parametrize("text", ["tem 17h?", "e 17h, tem às 17h?"])
def test_an_hour_alone_is_asked_of_a_meeting(visit_dentist: Start, text: str) -> None:
    assert "17h" in visit_dentist(now=THURSDAY).say(text).text
