from datetime import date

import pytest

from agente.agents.tools.business import coming_holidays, contact_details, lunch_break, opening_hours, week
from tests.agents.conftest import Start, clinic

PACK = clinic()
HOURS = PACK.hours
assert HOURS is not None


def test_week_joins_days_with_the_same_hours() -> None:
    assert HOURS is not None
    assert [(span.first, span.last, len(span.intervals)) for span in week(HOURS)] == [(0, 3, 1), (4, 4, 2), (5, 6, 0)]


def test_holiday_has_its_own_hours() -> None:
    assert HOURS is not None
    found = opening_hours(HOURS, date(2027, 6, 24))
    assert found.holiday is not None
    assert len(found.intervals) == 1


def test_coming_holidays_are_nearest_first() -> None:
    assert HOURS is not None
    assert [day.day for day in coming_holidays(HOURS, date(2027, 5, 1))] == [date(2027, 6, 24)]


def test_lunch_break_is_the_pause_about_noon() -> None:
    assert HOURS is not None
    pause = lunch_break(HOURS.weekly(4))
    assert pause is not None
    assert (pause.opens.hour, pause.closes.hour) == (12, 14)
    assert lunch_break(HOURS.weekly(0)) is None


def test_contact_details_are_those_of_the_pack() -> None:
    assert contact_details(PACK.business) == {"phone": "(81) 3000-0000", "email": "oi@sorrisoclaro.example"}


@pytest.mark.parametrize(
    "text", ["o q esse sistema de vcs faz?", "pra que serve o sistema?", "oi, tenho uma padaria. o que o programa faz?"]
)
def test_what_the_product_is_for_is_what_the_business_does(visit_sample: Start, text: str) -> None:
    assert "vendas, estoque, financeiro e notas fiscais" in visit_sample().say(text).text


@pytest.mark.parametrize("text", ["tem desconto se eu fechar hj?", "se eu fechar agora tem desconto?"])
def test_to_close_a_deal_is_not_to_close_the_shop(visit_sample: Start, text: str) -> None:
    said = visit_sample().say(text).text
    assert "abrimos" not in said
    assert "abertos" not in said


class TestEvenings:
    @pytest.mark.parametrize(
        "text",
        [
            "trabalho o dia todo, atende de noite ou sabado?",
            "vocês atendem à noite?",
            "até que horas atendem de noite durante a semana?",
        ],
    )
    def test_how_late_each_day_goes_is_told(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say(text).text
        assert "feriado" not in reply
        for line in ("segunda a quarta-feira: 19h", "quinta-feira: 20h", "sexta-feira: 18h", "sábado: 12h"):
            assert line in reply

    def test_it_is_told_in_spanish(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say("atienden de noche?").text
        for line in ("lunes a miércoles: 19:00", "jueves: 20:00", "viernes: 18:00", "sábado: 12:00"):
            assert line in reply

    @pytest.mark.parametrize("text", ["boa noite, que horas abrem sábado?", "vocês abrem sábado?"])
    def test_a_greeting_asks_of_none(self, visit_dentist: Start, text: str) -> None:
        assert "Em cada dia" not in visit_dentist().say(text).text


class TestRanges:
    @pytest.mark.parametrize("text", ["e de segunda a sexta fecha q horas?", "que horas abrem de segunda a sexta?"])
    def test_all_days_of_one_are_told_once(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say(text).text
        assert "- quinta-feira: das 8h às 12h e das 14h às 20h" in reply
        assert reply.count("sexta-feira") == 1
        assert "sábado" not in reply

    @pytest.mark.parametrize("text", ["abrem no dia do trabalho?", "fecham no Natal?"])
    def test_a_holiday_is_named_in_its_words(self, visit_dentist: Start, text: str) -> None:
        assert "feriado" in visit_dentist().say(text).text
