"""A kind of meeting that the customer does not want is neither offered nor booked; the one for them is named."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import THURSDAY, Talk

CHILD = "odontopediatria"


@pytest.fixture
def talk(dentist: Assistant) -> Talk:
    return Talk(dentist, now=THURSDAY)


@pytest.fixture
def mother(talk: Talk) -> Talk:
    """Wants one for herself beside her daughter's, which is booked."""
    talk.say("queria marcar pra mim e pra minha filha de 7 no mesmo dia se der")
    assert talk.say("terça 16h pra ela").booking
    return talk


class TestDenied:
    @pytest.mark.parametrize(
        "text",
        [
            "o meu não é odontopediatria, é limpeza pra mim, adulto. tem 11h na sexta?",
            "n vai marcar odontopediatria pra mim. tem sexta 11h?",
            "não quero odontopediatra, tem sexta 11h?",
            "odontopediatria não né, tem sexta 11h?",
            "não precisa ser infantil, tem sexta 11h?",
        ],
    )
    def test_is_not_offered_nor_booked(self, mother: Talk, text: str) -> None:
        offered = mother.say(text)
        assert offered.booking or "Posso marcar avaliação?" in offered.text
        booking = offered.booking or mother.say("pode").booking
        assert booking
        assert booking.kind != CHILD
        assert f"{booking.starts_at:%m-%d %H:%M}" == "11-27 11:00"

    @pytest.mark.parametrize(
        "text", ["odontopediatria não. pode ser as 10h", "não é criança, é pra mim. pode ser as 10h"]
    )
    def test_of_times_that_are_on_offer(self, talk: Talk, text: str) -> None:
        talk.say("quero marcar consulta pro meu filho terça")
        booking = talk.say(text).booking
        assert booking is None or booking.kind != CHILD

    @pytest.mark.parametrize(
        "text",
        [
            "não consigo marcar pro meu filho na terça?",
            "vcs não marcam criança na terça?",
            "pro meu filho não tem horário terça?",
        ],
    )
    def test_a_no_to_something_else_denies_none(self, talk: Talk, text: str) -> None:
        assert "odontopediatria" in talk.say(text).text.lower()


class TestNamed:
    def test_in_the_offer_of_one_time(self, talk: Talk) -> None:
        assert "Posso marcar odontopediatria?" in talk.say("tem terça 16h pro meu filho?").text

    def test_of_the_only_kind_it_goes_without_saying(self, talk: Talk) -> None:
        assert "Posso marcar?" in talk.say("tem horário amanhã às 15h?").text


class TestTheOther:
    @pytest.mark.parametrize(
        "text",
        [
            "terça 10h pra ela. o meu é limpeza, pode ser logo depois dela?",
            "terça 10h pra ela. e a minha em seguida?",
            "terça às 10 pra minha filha. a minha pode ser logo depois da dela",
        ],
    )
    def test_is_offered_right_behind_the_first_and_of_their_own_kind(self, talk: Talk, text: str) -> None:
        talk.say("queria marcar pra mim e pra minha filha de 7 no mesmo dia se der")
        first = talk.say(text)
        assert first.booking
        assert first.booking.kind == CHILD
        assert first.booking.ends_at
        assert "Não encontrei" not in first.text
        second = talk.say("pode ser a primeira").booking
        assert second
        assert second.kind != CHILD
        assert second.starts_at == first.booking.ends_at

    def test_of_two_children_is_a_child_s(self, talk: Talk) -> None:
        talk.say("queria marcar pro meu filho e pra minha filha terça")
        first = talk.say("o primeiro")
        assert first.booking
        assert "Agora o outro." in first.text
        second = talk.say("o primeiro").booking
        assert second
        assert second.kind == CHILD
