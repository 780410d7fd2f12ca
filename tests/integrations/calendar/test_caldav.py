"""What a real CalDAV server makes of our requests, and we of its answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import SecretStr

from agente.integrations.calendar.caldav import CalDav
from agente.kit.ids import new_id
from agente.outbox.errors import BadCredentials, Refused, TryLater
from agente.scheduling.ports import Meeting
from tests.integrations.calendar.conftest import HOUR, ZONE
from tests.support.caldav import PASSWORD, USER, Person
from tests.support.server import free_port


def meeting(start: datetime, booking_id: str | None = None) -> Meeting:
    return Meeting(booking_id or new_id(), start, start + HOUR, "Demonstração - Ana", "ana@exemplo.com")


def local(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


class TestEvents:
    async def test_each_occurrence_of_a_series_counts_without_its_exceptions(
        self, caldav: CalDav, person: Person
    ) -> None:
        person.puts(
            "serie",
            "DTSTART;TZID=America/Sao_Paulo:20270104T090000",
            "DURATION:PT1H",
            "RRULE:FREQ=DAILY;COUNT=4",
            "EXDATE;TZID=America/Sao_Paulo:20270105T090000",
        )
        found = await caldav.events(datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 31, tzinfo=UTC))
        assert sorted(event.starts_at for event in found) == [local(date(2027, 1, day), 9) for day in (4, 6, 7)]
        assert all(event.ends_at - event.starts_at == HOUR for event in found)

    @pytest.mark.parametrize(("day", "hour"), [("20270327", 9), ("20270328", 8)])
    async def test_its_zone_s_clock_counts_on_both_sides_of_a_change(
        self, caldav: CalDav, person: Person, day: str, hour: int
    ) -> None:
        person.puts("lisboa", f"DTSTART;TZID=Europe/Lisbon:{day}T090000", "DURATION:PT1H")
        (event,) = await caldav.events(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 4, 1, tzinfo=UTC))
        assert (event.starts_at.hour, event.ends_at - event.starts_at) == (hour, HOUR)

    async def test_a_whole_day_is_the_business_s_day(self, caldav: CalDav, person: Person) -> None:
        person.puts("folga", "DTSTART;VALUE=DATE:20270104")
        (event,) = await caldav.events(datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 31, tzinfo=UTC))
        assert (event.starts_at, event.ends_at) == (local(date(2027, 1, 4), 0), local(date(2027, 1, 5), 0))

    async def test_a_time_without_a_zone_is_the_business_s(self, caldav: CalDav, person: Person) -> None:
        person.puts("solto", "DTSTART:20270104T090000", "DURATION:PT1H")
        (event,) = await caldav.events(datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 31, tzinfo=UTC))
        assert event.starts_at == local(date(2027, 1, 4), 9)

    @pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"])
    async def test_what_takes_no_time_is_not_busy(self, caldav: CalDav, person: Person, line: str) -> None:
        person.puts("livre", "DTSTART:20270104T090000Z", "DURATION:PT1H", line)
        found = await caldav.events(datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 31, tzinfo=UTC))
        assert not [event for event in found if event.is_busy]


class TestMeetings:
    async def test_the_same_one_put_twice_is_there_once(self, caldav: CalDav, person: Person, nine: datetime) -> None:
        wanted = meeting(nine)
        await caldav.add(wanted)
        await caldav.add(wanted)
        assert person.names() == [wanted.booking_id]
        assert "Demonstração - Ana" in person.text(wanted.booking_id)

    async def test_moving_keeps_what_a_person_wrote_into_it(
        self, caldav: CalDav, person: Person, nine: datetime
    ) -> None:
        wanted = meeting(nine)
        await caldav.add(wanted)
        text = person.text(wanted.booking_id).replace("Demonstração - Ana", "Levar contrato")
        person.ask("PUT", f"{person.url}/{wanted.booking_id}.ics", content=text.encode())
        await caldav.move(meeting(nine + HOUR, wanted.booking_id))
        assert person.times(wanted.booking_id) == (nine + HOUR, nine + 2 * HOUR)
        assert "Levar contrato" in person.text(wanted.booking_id)

    async def test_it_is_found_until_it_is_removed_and_removing_again_is_no_error(
        self, caldav: CalDav, nine: datetime
    ) -> None:
        wanted = meeting(nine)
        await caldav.add(wanted)
        found = await caldav.find(wanted.booking_id)
        assert found
        assert (found.booking_id, found.starts_at) == (wanted.booking_id, nine)
        await caldav.remove(wanted.booking_id)
        await caldav.remove(wanted.booking_id)
        assert await caldav.find(wanted.booking_id) is None


class TestFailures:
    async def test_a_wrong_password_is_told_without_showing_it(self, person: Person) -> None:
        calendar = CalDav(person.url, USER, SecretStr("canary-wrong"), ZONE)
        with pytest.raises(BadCredentials) as refused:
            await calendar.check()
        await calendar.close()
        assert "canary" not in repr(refused.value) + repr(vars(calendar))

    async def test_an_address_without_a_calendar_is_refused(self, person: Person) -> None:
        calendar = CalDav(person.url.rsplit("/", 1)[0], USER, SecretStr(PASSWORD), ZONE)
        with pytest.raises(Refused):
            await calendar.check()
        await calendar.close()

    async def test_a_server_that_is_away_is_tried_later(self) -> None:
        calendar = CalDav(f"http://127.0.0.1:{free_port()}/x", USER, SecretStr(PASSWORD), ZONE)
        with pytest.raises(TryLater):
            await calendar.events(datetime.now(UTC), datetime.now(UTC) + timedelta(days=1))
        await calendar.close()


class TestCheck:
    async def test_it_says_who_answered(self, caldav: CalDav) -> None:
        assert "127.0.0.1" in await caldav.check()
