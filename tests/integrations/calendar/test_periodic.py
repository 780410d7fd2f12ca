"""What the worker gets from the settings: the calendar's deliveries, and its sync."""

from datetime import datetime

import pytest
from pydantic import SecretStr

from agente.scheduling.errors import SlotTaken
from agente.settings import Settings
from agente.storage.database import Database
from agente.worker.destinations import build_destinations
from agente.worker.periodic import build_periodic
from tests.integrations.calendar.conftest import HOUR, Office
from tests.scheduling.test_service import pack
from tests.support.caldav import PASSWORD, USER, Person
from tests.support.server import free_port


def settings(url: str) -> Settings:
    return Settings(
        calendar_provider="caldav", caldav_url=url, caldav_username=USER, caldav_password=SecretStr(PASSWORD)
    )


def test_the_builtin_calendar_needs_neither(database: Database) -> None:
    assert build_periodic(Settings(), pack(), database) == []
    assert "calendar" not in [destination.name for destination in build_destinations(Settings(), pack(), database)]


async def test_a_step_sees_what_a_person_took(office: Office, person: Person, nine: datetime) -> None:
    person.takes("dentista", nine, nine + HOUR)
    (task,) = build_periodic(settings(person.url), pack(), office.database)
    assert await task.step() is False
    await task.close()
    with pytest.raises(SlotTaken):
        office.book(nine)


async def test_a_calendar_that_is_away_ends_no_step(database: Database) -> None:
    (task,) = build_periodic(settings(f"http://127.0.0.1:{free_port()}/x"), pack(), database)
    assert await task.step() is False
    await task.close()


async def test_deliveries_of_bookings_go_to_the_calendar(database: Database, person: Person) -> None:
    built = {
        destination.name: destination for destination in build_destinations(settings(person.url), pack(), database)
    }
    calendar = built["calendar"]
    events = ("booking.made", "booking.moved", "booking.cancelled", "booking.forgotten", "lead.qualified")
    assert [event for event in events if calendar.wants(event)] == list(events[:-1])
    assert PASSWORD not in repr(vars(calendar)) + repr(settings(person.url))
    await calendar.close()
