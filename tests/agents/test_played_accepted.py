"""A time of our last list that the customer accepts is booked, whatever is asked beside it."""

from datetime import datetime

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import THURSDAY, Talk


@pytest.fixture
def talk(dentist: Assistant) -> Talk:
    return Talk(dentist, now=THURSDAY)


def at(moment: datetime | None) -> str:
    return f"{moment:%m-%d %H:%M}" if moment else ""


class TestOfTheFirst:
    @pytest.mark.parametrize(
        "text",
        [
            "9h ta bom. mas se eu nao aguentar posso ir antes?",
            "9h pode ser. e se eu não conseguir ir, cobram?",
            "as 9 fechou. quanto ficam as duas limpezas?",
            "9h perfeito, e se eu não gostar do dentista?",
        ],
    )
    def test_it_is_booked(self, talk: Talk, text: str) -> None:
        talk.say("quero marcar pra segunda de manhã")
        assert "às 9h" in talk.say("tem às 9h?").text
        booking = talk.say(text).booking
        assert booking
        assert (booking.action, at(booking.starts_at)) == ("book", "11-30 09:00")

    @pytest.mark.parametrize("text", ["9h ou antes?", "9h? antes não tem?"])
    def test_a_doubt_books_nothing(self, talk: Talk, text: str) -> None:
        talk.say("quero marcar pra segunda de manhã")
        assert talk.say(text).booking is None


class TestOfTheSecond:
    @pytest.fixture
    def son(self, talk: Talk) -> Talk:
        """His mother's is booked, and times for his own stand behind it."""
        assert talk.say("marca avaliação pra minha mãe sexta 15h").booking
        offered = talk.say("e eu queria uma avaliação pra mim no mesmo dia, da pra ser logo dps da dela?")
        assert "às 15h40" in offered.text
        assert "Não encontrei" not in offered.text
        return talk

    @pytest.mark.parametrize(
        "text",
        [
            "15h40 perfeito. os dois com o mesmo dentista? e qto fica as duas avaliações mais a limpeza dela",
            "15h40 pode ser. e a limpeza dela qto fica?",
            "15h40 fechou. ela precisa levar documento?",
            "a dela fica as 15h e a minha 15h40, sao duas",
        ],
    )
    def test_the_first_is_not_moved(self, son: Talk, text: str) -> None:
        reply = son.say(text)
        assert reply.booking
        assert (reply.booking.action, at(reply.booking.starts_at)) == ("book", "11-27 15:40")
        assert "Posso mudar" not in reply.text

    def test_on_a_condition_that_is_met(self, talk: Talk) -> None:
        talk.say_all(["marca sexta 15h", "pode marcar a limpeza do meu marido pro sabado de manha?"])
        booking = talk.say("o convenio cobre a avaliação dele? se for pelo convenio marca as 10h").booking
        assert booking
        assert at(booking.starts_at) == "11-28 10:00"

    def test_on_a_condition_that_is_not(self, talk: Talk) -> None:
        talk.say_all(["marca sexta 15h", "pode marcar a limpeza do meu marido pro sabado de manha?"])
        reply = talk.say("quanto custa a avaliação dele? se for de graça marca as 10h")
        assert reply.booking is None
        assert "R$" in reply.text
