from datetime import date

from agente.agents.tools.business import coming_holidays, contact_details, lunch_break, opening_hours, week
from tests.agents.conftest import clinic

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
