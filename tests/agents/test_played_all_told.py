"""Who has several meetings hears of all of them, and moves one to the day that is named, whatever the reason is."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import THURSDAY, Talk

ALL = "Você tem marcados:"
TUESDAY_4PM = "terça-feira (1º de dezembro) às 16h"
FRIDAY_3PM = "sexta-feira (27 de novembro), às 15h"


@pytest.fixture
def talk(dentist: Assistant) -> Talk:
    return Talk(dentist, now=THURSDAY)


@pytest.fixture
def both(talk: Talk) -> Talk:
    """Her daughter's on Tuesday, and her own tomorrow, which was spoken of last."""
    assert talk.say("marca terça 16h pra minha filha").booking
    assert talk.say("marca uma pra mim amanhã 15h").booking
    return talk


class TestAllAreTold:
    @pytest.mark.parametrize(
        "text",
        [
            "quais horarios eu tenho marcado entao? e o meu que é o das 15 precisa ser limpeza",
            "so confirma ai os horarios da minha filha e o meu",
            "quando são as consultas?",
            "que horas ficaram as duas?",
            "me passa os horários que ficaram marcados",
            "quantas consultas eu tenho marcadas?",
        ],
    )
    def test_when_the_times_are_asked_for(self, both: Talk, text: str) -> None:
        reply = both.say(text)
        assert ALL in reply.text
        assert TUESDAY_4PM in reply.text
        assert FRIDAY_3PM in reply.text
        assert reply.booking is None

    def test_with_what_is_asked_beside_it(self, both: Talk) -> None:
        reply = both.say("confirma os horarios da minha filha e o meu. tem estacionamento?")
        assert ALL in reply.text
        assert "estacionamento" in reply.text

    @pytest.mark.parametrize(
        "text",
        [
            "quando é a minha?",
            "quais horários vocês têm livres na terça?",
            "me passa os horários de vocês?",
            "que horas tenho que chegar?",
            "quais horarios tenho disponíveis na quinta?",
        ],
    )
    def test_only_then(self, both: Talk, text: str) -> None:
        assert ALL not in both.say(text).text


class TestTheDayThatItGoesTo:
    @pytest.mark.parametrize(
        "text",
        [
            "preciso passar a dela pra quinta que ela tem prova na terça",
            "muda a dela pra quinta porque na terça ela tem escola",
            "dá pra passar a da minha filha pra quinta pq terça ela tem natação?",
            "remarca a dela pra quinta já que terça é a prova dela",
        ],
    )
    def test_is_the_wish_and_no_reason_is(self, both: Talk, text: str) -> None:
        reply = both.say(text)
        assert "quinta-feira (3 de dezembro)" in reply.text
        assert "terça-feira (1º de dezembro) às 9h" not in reply.text
        moved = both.say("a primeira").booking
        assert moved
        assert moved.starts_at
        assert (moved.action, f"{moved.starts_at:%m-%d}") == ("move", "12-03")

    def test_that_comes_is_no_reason(self, both: Talk) -> None:
        assert "quinta-feira (3 de dezembro)" in both.say("passa a dela pra quinta que vem").text

    @pytest.mark.parametrize(
        "text",
        [
            "ela falou q terça 16h nao da, passa o dela pras 17h. o meu de amanha continua né?",
            "passa a dela pras 17h. a minha segue igual né?",
        ],
    )
    def test_an_hour_is_of_their_own_day_and_the_other_stays(self, both: Talk, text: str) -> None:
        reply = both.say(text)
        assert reply.booking
        assert reply.booking.action == "move"
        assert "terça-feira (1º de dezembro) às 17h" in reply.text
        assert f"continua marcado: Avaliação, amanhã, {FRIDAY_3PM}" in reply.text
