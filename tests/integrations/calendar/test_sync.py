"""Meetings reach the calendar, what people do there is seen, and neither is the other's echo."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from agente.handoff.models import handoffs as table
from agente.integrations.calendar.caldav import CalDav
from agente.integrations.calendar.look import CalendarLook
from agente.integrations.calendar.sync import sync
from agente.kit.clock import utc_now
from agente.scheduling.errors import SlotTaken
from agente.scheduling.ports import Event
from agente.storage.database import Database
from tests.integrations.calendar.conftest import HOUR, ZONE, Office
from tests.support.caldav import PASSWORD, USER, Person, Radicale

pytestmark = pytest.mark.databases

Sync = Callable[[], Awaitable[None]]


@pytest.fixture
def synced(caldav: CalDav, database: Database) -> Sync:
    return lambda: sync(caldav, database, utc_now(), utc_now() + timedelta(days=30), at_once=1)


async def delivered(office: Office, start: datetime) -> str:
    booking_id = office.book(start)
    await office.deliver(booking_id)
    return booking_id


class TestDelivery:
    async def test_a_meeting_is_there_once_however_often_it_is_delivered(
        self, office: Office, person: Person, nine: datetime
    ) -> None:
        booking_id = office.book(nine)
        await office.deliver(booking_id)
        await office.deliver(booking_id)
        assert person.names() == [booking_id]
        assert person.times(booking_id) == (nine, nine + HOUR)

    async def test_it_follows_a_move_and_goes_with_a_cancellation(
        self, office: Office, person: Person, nine: datetime
    ) -> None:
        booking_id = await delivered(office, nine)
        office.move(booking_id, nine + 2 * HOUR)
        await office.deliver(booking_id)
        assert person.times(booking_id)[0] == nine + 2 * HOUR
        office.cancel(booking_id)
        await office.deliver(booking_id)
        assert person.names() == []

    async def test_a_late_delivery_makes_it_what_the_booking_is_by_now(
        self, office: Office, person: Person, nine: datetime
    ) -> None:
        booking_id = office.book(nine)
        office.move(booking_id, nine + HOUR)
        await office.deliver(booking_id)
        assert person.times(booking_id)[0] == nine + HOUR

    async def test_an_event_that_a_person_deleted_does_not_come_back_by_a_move(
        self, office: Office, person: Person, nine: datetime
    ) -> None:
        booking_id = await delivered(office, nine)
        person.deletes(booking_id)
        office.move(booking_id, nine + HOUR)
        await office.deliver(booking_id)
        assert person.names() == []
        assert office.stored(booking_id).status == "cancelled"
        assert office.events(booking_id)[-1] == "booking.cancelled"

    async def test_a_meeting_that_was_held_goes_when_its_person_is_forgotten(
        self, office: Office, person: Person, nine: datetime
    ) -> None:
        booking_id = await delivered(office, nine - timedelta(days=10))
        assert office.forget(booking_id) == 0
        await office.deliver(booking_id)
        assert person.names() == []
        assert office.stored(booking_id).status == "booked"


class TestPeople:
    async def test_time_that_a_person_takes_cannot_be_booked_and_is_free_again_after(
        self, office: Office, person: Person, synced: Sync, nine: datetime
    ) -> None:
        person.takes("dentista", nine, nine + HOUR)
        await synced()
        with pytest.raises(SlotTaken):
            office.book(nine + HOUR / 2)
        person.deletes("dentista")
        await synced()
        assert office.stored(office.book(nine + HOUR / 2)).status == "booked"

    async def test_what_a_person_moves_is_moved_and_told_once(
        self, office: Office, person: Person, synced: Sync, nine: datetime
    ) -> None:
        booking_id = await delivered(office, nine)
        person.moves(booking_id, nine + 3 * HOUR, nine + 4 * HOUR)
        for _ in range(2):
            await synced()
            await office.deliver(booking_id)
        assert office.stored(booking_id).starts_at == nine + 3 * HOUR
        assert person.times(booking_id)[0] == nine + 3 * HOUR
        assert office.events(booking_id) == ["booking.made", "booking.moved"]

    async def test_what_a_person_moves_beyond_the_horizon_is_moved_and_not_cancelled(
        self, office: Office, person: Person, synced: Sync, nine: datetime
    ) -> None:
        booking_id = await delivered(office, nine)
        later = nine + timedelta(days=90)
        person.moves(booking_id, later, later + HOUR)
        await synced()
        assert (office.stored(booking_id).status, office.stored(booking_id).starts_at) == ("booked", later)

    async def test_what_a_person_deletes_is_cancelled_and_told_once(
        self, office: Office, person: Person, synced: Sync, nine: datetime
    ) -> None:
        booking_id = await delivered(office, nine)
        person.deletes(booking_id)
        for _ in range(2):
            await synced()
            await office.deliver(booking_id)
        assert office.stored(booking_id).status == "cancelled"
        assert office.events(booking_id) == ["booking.made", "booking.cancelled"]
        assert person.names() == []

    async def test_a_meeting_on_its_way_is_not_taken_for_deleted(
        self, office: Office, synced: Sync, nine: datetime
    ) -> None:
        booking_id = office.book(nine)
        await synced()
        assert office.stored(booking_id).status == "booked"

    async def test_a_customer_s_move_on_its_way_is_not_undone(
        self, office: Office, person: Person, synced: Sync, nine: datetime
    ) -> None:
        booking_id = await delivered(office, nine)
        office.move(booking_id, nine + HOUR)
        await synced()
        await office.deliver(booking_id)
        assert office.stored(booking_id).starts_at == person.times(booking_id)[0] == nine + HOUR

    async def test_a_customer_s_change_while_the_vendor_was_asked_is_not_undone(
        self, office: Office, caldav: CalDav, database: Database, nine: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        booking_id = await delivered(office, nine)
        ask = caldav.events

        async def events(start: datetime, end: datetime) -> list[Event]:
            found = await ask(start, end)
            office.move(booking_id, nine + HOUR)
            await office.deliver(booking_id)
            return [Event(event.uid, nine - HOUR, nine, event.booking_id) for event in found]

        monkeypatch.setattr(caldav, "events", events)
        await sync(caldav, database, utc_now(), utc_now() + timedelta(days=30), at_once=1)
        assert office.stored(booking_id).starts_at == nine + HOUR

    async def test_another_calendar_that_lacks_our_meetings_cancels_none(
        self, office: Office, database: Database, nine: datetime, radicale: Radicale
    ) -> None:
        booking_id = await delivered(office, nine)
        other = CalDav(radicale.new_calendar().url, USER, SecretStr(PASSWORD), ZONE)
        await sync(other, database, utc_now(), utc_now() + timedelta(days=30), at_once=1)
        await other.close()
        assert office.stored(booking_id).status == "booked"

    async def test_an_emptied_calendar_cancels_nothing(
        self, office: Office, person: Person, synced: Sync, nine: datetime
    ) -> None:
        booked = [await delivered(office, nine + ahead * HOUR) for ahead in range(3)]
        for booking_id in booked:
            person.deletes(booking_id)
        await synced()
        assert {office.stored(booking_id).status for booking_id in booked} == {"booked"}


class TestCollision:
    async def test_operators_are_told_once(
        self, office: Office, person: Person, synced: Sync, database: Database, nine: datetime
    ) -> None:
        booking_id = await delivered(office, nine)
        person.takes("dentista", nine, nine + HOUR)
        await synced()
        await synced()
        found = handoffs(database, office.conversation_of(booking_id))
        assert found == [("calendar_conflict", "waiting")]
        assert office.stored(booking_id).status == "booked"

    async def test_what_only_touches_is_none(
        self, office: Office, person: Person, synced: Sync, database: Database, nine: datetime
    ) -> None:
        booking_id = await delivered(office, nine)
        person.takes("dentista", nine + HOUR, nine + 2 * HOUR)
        await synced()
        assert handoffs(database, office.conversation_of(booking_id)) == []


class TestLook:
    async def test_time_taken_since_the_last_sync_is_seen(
        self, office: Office, caldav: CalDav, person: Person, database: Database, nine: datetime
    ) -> None:
        person.takes("dentista", nine, nine + HOUR)
        await CalendarLook(caldav, database).at(nine, nine + HOUR)
        with pytest.raises(SlotTaken):
            office.book(nine)

    async def test_a_slow_calendar_holds_nobody_up(
        self, office: Office, caldav: CalDav, database: Database, nine: datetime
    ) -> None:
        await CalendarLook(caldav, database, within_s=0.0001).at(nine, nine + HOUR)
        assert office.stored(office.book(nine)).status == "booked"


def handoffs(database: Database, conversation_id: str) -> list[tuple[str, str]]:
    query = select(table.c.reason, table.c.status).where(table.c.conversation_id == conversation_id)
    return database.transact(lambda link: [tuple(row) for row in link.execute(query)])  # type: ignore[misc]
