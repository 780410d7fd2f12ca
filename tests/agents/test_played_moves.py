"""A meeting that is moved: the hour or the date that a number is, bounds, and what would do instead."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import THURSDAY, Start, Talk, action

WEDNESDAY = THURSDAY.replace(month=12, day=2, hour=10)


@pytest.fixture
def booked(talk: Talk) -> Talk:
    """Of who has an hour on the next Wednesday."""
    talk.say("marca quarta dia 2 18h")
    return talk


class TestNumberBehindAWeekday:
    @pytest.mark.parametrize("text", ["sexta 17 então", "sexta 17", "sexta, 17 msm", "pode ser sexta 17"])
    def test_is_the_hour_behind_times_of_that_day(self, booked: Talk, text: str) -> None:
        booked.say("dá pra mudar pra sexta dia 4?")
        assert action(booked, text) == "move"
        assert booked.last
        assert "sexta-feira (4 de dezembro) às 17h" in booked.last.text

    @pytest.mark.parametrize(
        "text",
        [
            "dá pra passar o dele pra quinta 17 nesse mesmo horário?",
            "muda pra quinta 17, no mesmo horário",
            "passa pra quinta 17 às 15h",
        ],
    )
    def test_is_the_date_where_the_hour_is_told_otherwise(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist, now=WEDNESDAY)
        talk.say("marca terça dia 15 15h pro meu filho")
        assert action(talk, text) == "move"
        assert talk.last
        assert "quinta-feira (17 de dezembro) às 15h" in talk.last.text

    @pytest.mark.parametrize("text", ["muda pra quinta 17", "passa pra quinta 17 por favor"])
    def test_is_asked_for_where_it_may_be_either(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist, now=WEDNESDAY)
        talk.say("marca terça dia 15 17h pro meu filho")
        assert action(talk, text) is None
        assert talk.last
        assert "quinta-feira (17 de dezembro) às 17h" in talk.last.text
        assert "amanhã, quinta-feira (3 de dezembro), às 17h" in talk.last.text

    def test_is_a_date_of_which_other_hours_are_wanted(self, dentist: Assistant) -> None:
        talk = Talk(dentist, now=WEDNESDAY)
        talk.say("quero marcar pro meu filho de 7 anos")
        text = talk.say("só de manhã? terça 15 tem mais pro fim da tarde?").text
        assert "terça-feira (15 de dezembro) às 17h" in text
        assert "feriado" not in text


class TestBounds:
    @pytest.mark.parametrize(
        "text",
        [
            "putz quarta tenho reunião, dá pra mudar pra sexta? mais tarde q 17 se tiver",
            "consegue mudar pra sexta? depois das 17h",
            "passa pra sexta. tem que ser depois das 17",
        ],
    )
    def test_told_behind_the_day_count(self, booked: Talk, text: str) -> None:
        reply = booked.say(text).text
        assert "às 17h" in reply
        assert "às 9h" not in reply


class TestWhatWouldDoInstead:
    @pytest.mark.parametrize(
        ("text", "hour"),
        [
            ("não tem 18? se não tiver pode ser 17 msm", "17h"),
            ("tem às 18h? senão às 17h", "17h"),
            ("quero 16h, se não der pode ser 17h", "16h"),
        ],
    )
    def test_is_taken_where_the_first_cannot_be_had(self, booked: Talk, text: str, hour: str) -> None:
        booked.say("dá pra mudar pra sexta dia 4 depois das 15h?")
        assert action(booked, text) == "move"
        assert booked.last
        assert f"sexta-feira (4 de dezembro) às {hour}" in booked.last.text

    def test_in_the_order_to_move(self, booked: Talk) -> None:
        assert action(booked, "muda pra sexta dia 4 às 18h, se não tiver pode ser às 17h") == "move"
        assert booked.last
        assert "sexta-feira (4 de dezembro) às 17h" in booked.last.text


class TestWhatIsNoName:
    @pytest.mark.parametrize("text", ["a segunda", "quarta", "sexta às 15h", "quarta de manhã", "the second"])
    def test_a_choice(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample(now=THURSDAY)
        talk.say("queria ver funcionando antes, dá pra mostrar quarta ou quinta à tarde?")
        assert "name" not in (talk.say(text).state.get("lead") or {}).get("fields", {})

    @pytest.mark.parametrize("text", ["perdi 2 dentes", "quebrei 1 dente", "terça", "tenho 2 filhos"])
    def test_what_answers_something_else(self, talk: Talk, text: str) -> None:
        talk.say("quanto custa a avaliação?")
        assert talk.state["asked"] == "name"
        assert "name" not in (talk.say(text).state.get("lead") or {}).get("fields", {})

    @pytest.mark.parametrize("text", ["sexta 17 então", "Cleiton", "legal demais"])
    def test_replaces_one_that_is_known(self, booked: Talk, text: str) -> None:
        booked.say("meu nome é Wagner")
        booked.say(text)
        assert booked.state["lead"]["fields"]["name"] == "Wagner"

    def test_but_a_correction_does(self, booked: Talk) -> None:
        booked.say("meu nome é Wagner")
        booked.say("na verdade meu nome é Cleiton")
        assert booked.state["lead"]["fields"]["name"] == "Cleiton"

    @pytest.mark.parametrize(
        "text", ["o segundo. nome dele é Enzo Martins", "o segundo, em nome do meu pai, Osvaldo Pereira"]
    )
    def test_the_name_of_the_patient_is_none_of_the_writer(self, talk: Talk, text: str) -> None:
        talk.say("tem horário segunda à tarde?")
        assert action(talk, text) == "book"
        assert "name" not in (talk.state.get("lead") or {}).get("fields", {})


@pytest.mark.parametrize("text", ["muda pra quinta de manhã pfv, quarta n vou poder", "passa pra sexta às 10"])
def test_the_day_of_a_meeting_is_no_time_of_starting(visit_sample: Start, text: str) -> None:
    talk = visit_sample(now=THURSDAY)
    talk.say("sou a Débora, quero ver uma demonstração quarta às 15h")
    talk.say(text)
    assert "timeline" not in talk.state["lead"]["fields"]


def test_a_day_that_does_not_suit_is_not_offered(visit_sample: Start) -> None:
    talk = visit_sample(now=THURSDAY)
    talk.say("quero ver uma demonstração quarta às 15h")
    text = talk.say("muda pra quinta de manhã pfv, quarta n vou poder").text
    assert "1. quinta-feira (3 de dezembro)" in text
    assert "quarta-feira (2 de dezembro) às 9h" not in text


@pytest.fixture
def at_ten(dentist: Assistant) -> Talk:
    """Of who has an hour tomorrow at ten, of a day that has one more after it."""
    talk = Talk(dentist, now=THURSDAY.replace(month=12, day=18, hour=14))
    talk.say("Márcia, quero marcar a avaliação amanhã às 10h")
    return talk


class TestFromHourToHour:
    @pytest.mark.parametrize(
        "text",
        [
            "quero trocar o horario de amanha, das 10 pras 11",
            "passa a minha das dez pras onze",
            "muda das 10 para as 11",
            "consegue passar das 10h pra 11h amanhã?",
            "can you change it from 10 to 11?",
            "puedes cambiar mi cita de las 10 a las 11?",
        ],
    )
    def test_moves_to_the_second_one(self, at_ten: Talk, text: str) -> None:
        booking = at_ten.say(text).booking
        assert booking
        assert booking.starts_at
        assert (booking.action, booking.starts_at.day, booking.starts_at.hour) == ("move", 19, 11)

    @pytest.mark.parametrize(
        "text", ["tem outro horário na segunda, das 9 às 11?", "quero mudar pra segunda, qualquer hora das 10 pras 12"]
    )
    def test_is_no_span_of_hours(self, at_ten: Talk, text: str) -> None:
        assert action(at_ten, text) is None


class TestOtherHourOfTheSameDay:
    @pytest.mark.parametrize(
        "text",
        [
            "preciso sim, da pra ser mais tarde no msm dia?",
            "consigo mudar pra mais tarde no mesmo dia?",
            "can it be later that same day?",
            "puede ser mas tarde el mismo dia?",
        ],
    )
    def test_later_is_offered(self, at_ten: Talk, text: str) -> None:
        reply = at_ten.say(text).text
        assert "11" in reply
        assert "segunda" not in reply
        assert action(at_ten, "sim") == "move"

    def test_earlier_is_offered(self, at_ten: Talk) -> None:
        reply = at_ten.say("tem mais cedo no mesmo dia?").text
        assert "às 8h" in reply
        assert "às 11h" not in reply


class TestWhatWeSaid:
    @pytest.mark.parametrize(
        "text",
        [
            "amanha as 11, vc tinha falado q tinha",
            "amanhã às 11, vocês disseram que tinha",
            "amanhã às 11. vc já me ofereceu esse",
            "tomorrow at 11, you said it was free",
            "mañana a las 11, usted dijo que había",
        ],
    )
    def test_is_no_question_beside_the_choice(self, at_ten: Talk, text: str) -> None:
        at_ten.say("quero mudar pra mais tarde no mesmo dia, ou segunda")
        assert action(at_ten, text) == "move"
        assert at_ten.last
        assert not [word for word in ("Não encontrei", "find", "encontré") if word in at_ten.last.text]
