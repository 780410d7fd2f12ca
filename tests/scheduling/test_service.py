"""Booking in the database: who was first, how many fit, and whose it is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select

from agente.contacts.models import contacts
from agente.conversations.models import conversations
from agente.conversations.service import Accepted
from agente.kit.clock import utc_now
from agente.kit.ids import new_id
from agente.migrations import schema
from agente.packs.models import BookingRules, Business
from agente.packs.pack import Pack
from agente.scheduling import service
from agente.scheduling.errors import SlotTaken
from agente.scheduling.models import bookings
from agente.scheduling.requests import BookingRequest, Busy, around
from agente.storage.database import Database

pytestmark = pytest.mark.databases

NINE = (datetime.now(UTC) + timedelta(days=3)).replace(hour=9, minute=0, second=0, microsecond=0)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    database = Database(database_url)
    database.transact(schema.upgrade)
    with database.engine.begin() as connection:
        yield connection
    database.close()


def pack(at_once: int = 1) -> Pack:
    business = Business(name="Ateliê", description="Violões.", booking=BookingRules(at_once=at_once))
    return Pack(Path("atelie"), "1", business, None)


def customer(connection: Connection) -> Accepted:
    now, contact, conversation = utc_now(), new_id(), new_id()
    times = {"created_at": now, "updated_at": now}
    connection.execute(
        insert(contacts),
        {"id": contact, "user_id": None, "owner": None, "name": None, "email": None, "phone": None} | times,
    )
    row = {"id": conversation, "contact_id": contact, "user_id": contact, "owner": None, "channel": "web"}
    row |= {"status": "active", "locale": "pt-BR", "metadata": None, "state": {}, "last_seq": 0}
    connection.execute(insert(conversations), row | times)
    return Accepted(new_id(), conversation, 1, "oi", now, contact, None, "active", "pt-BR", {}, ())


def book(connection: Connection, who: Accepted, minutes: int, length: int = 30, at_once: int = 1) -> str:
    booking_id, start = new_id(), NINE + timedelta(minutes=minutes)
    request = BookingRequest("book", booking_id, start, start + timedelta(minutes=length))
    assert service.carry_out(connection, who, request, pack(at_once))["status"] == "booked"
    return booking_id


def move(connection: Connection, who: Accepted, booking_id: str, minutes: int, at_once: int = 1) -> None:
    start = NINE + timedelta(minutes=minutes)
    request = BookingRequest("move", booking_id, start, start + timedelta(minutes=30))
    service.carry_out(connection, who, request, pack(at_once))


def held(connection: Connection) -> int:
    """How many meetings are booked, cancelled ones left out."""
    statement = select(func.count()).select_from(bookings).where(bookings.c.status == "booked")
    return int(connection.execute(statement).scalar_one())


class TestKind:
    def test_is_stored_told_and_kept_or_changed_by_a_move(self, connection: Connection) -> None:
        who, booking_id = customer(connection), new_id()
        times = (NINE, NINE + timedelta(minutes=30))
        made = service.carry_out(connection, who, BookingRequest("book", booking_id, *times, "crianca"), pack())
        assert made["kind"] == "crianca"
        _, [own] = service.calendar_for(connection, who.contact_id, NINE, times[1], pack())
        assert own["kind"] == "crianca"
        moved = service.carry_out(connection, who, BookingRequest("move", booking_id, *times, "adulto"), pack())
        assert moved["kind"] == "adulto"

    def test_of_none_nothing_is_kept(self, connection: Connection) -> None:
        who = customer(connection)
        book(connection, who, 0)
        _, [own] = service.calendar_for(connection, who.contact_id, NINE, NINE + timedelta(hours=1), pack())
        assert own.keys() == {"id", "starts_at"}

    def test_all_kinds_share_the_places(self, connection: Connection) -> None:
        end = NINE + timedelta(minutes=30)
        for kind in ("crianca", None):
            request = BookingRequest("book", new_id(), NINE, end, kind)
            service.carry_out(connection, customer(connection), request, pack(2))
        request = BookingRequest("book", new_id(), NINE, end, "outra")
        with pytest.raises(SlotTaken):
            service.carry_out(connection, customer(connection), request, pack(2))


class TestBook:
    def test_a_slot_is_booked_once(self, connection: Connection) -> None:
        book(connection, customer(connection), 0)
        with pytest.raises(SlotTaken):
            book(connection, customer(connection), 0)

    @pytest.mark.parametrize("minutes", [-15, 15, -29, 29])
    def test_an_overlap_of_another_grid_is_refused(self, connection: Connection, minutes: int) -> None:
        book(connection, customer(connection), 0)
        with pytest.raises(SlotTaken):
            book(connection, customer(connection), minutes)

    @pytest.mark.parametrize("minutes", [-30, 30])
    def test_what_only_touches_is_booked(self, connection: Connection, minutes: int) -> None:
        book(connection, customer(connection), 0)
        book(connection, customer(connection), minutes)
        assert held(connection) == 2

    def test_as_many_fit_as_can_be_held_at_once(self, connection: Connection) -> None:
        for _ in range(3):
            book(connection, customer(connection), 0, at_once=3)
        with pytest.raises(SlotTaken):
            book(connection, customer(connection), 0, at_once=3)

    def test_meetings_that_only_follow_each_other_leave_room_across_them(self, connection: Connection) -> None:
        # One lane would be taken early and the other late; at each moment only one meeting is held.
        for minutes, at_once in ((0, 1), (30, 1)):
            book(connection, customer(connection), minutes, at_once=at_once)
        book(connection, customer(connection), 0, length=60, at_once=2)
        assert held(connection) == 3

    def test_what_is_free_in_the_calendar_can_be_booked(self, connection: Connection) -> None:
        who = customer(connection)
        for minutes, length in ((0, 90), (30, 60), (60, 30), (120, 30)):
            found = service.calendar_for(connection, who.contact_id, NINE, NINE + timedelta(hours=9), pack(at_once=2))[
                0
            ]
            end = NINE + timedelta(minutes=minutes + length)
            is_free = all(end <= span.starts_at or NINE + timedelta(minutes=minutes) >= span.ends_at for span in found)
            try:
                book(connection, customer(connection), minutes, length, at_once=2)
            except SlotTaken:
                assert not is_free
            else:
                assert is_free

    def test_after_a_cancellation_it_is_free_again(self, connection: Connection) -> None:
        who = customer(connection)
        booking_id = book(connection, who, 0)
        service.carry_out(connection, who, BookingRequest("cancel", booking_id), pack())
        assert held(connection) == 0
        book(connection, customer(connection), 0)
        assert held(connection) == 1

    def test_nothing_is_left_of_a_refused_one(self, connection: Connection) -> None:
        book(connection, customer(connection), 0)
        late = customer(connection)
        with pytest.raises(SlotTaken):
            book(connection, late, 0)
        assert service.calendar_for(connection, late.contact_id, NINE, NINE, pack())[1] == []


class TestMove:
    def test_ones_own_slot_is_no_obstacle(self, connection: Connection) -> None:
        who = customer(connection)
        booking_id = book(connection, who, 0)
        move(connection, who, booking_id, 15)
        move(connection, who, booking_id, 15)
        assert held(connection) == 1

    def test_anothers_slot_is(self, connection: Connection) -> None:
        who = customer(connection)
        booking_id = book(connection, who, 0)
        book(connection, customer(connection), 60)
        with pytest.raises(SlotTaken):
            move(connection, who, booking_id, 45)

    def test_the_old_time_is_free_again(self, connection: Connection) -> None:
        who = customer(connection)
        move(connection, who, book(connection, who, 0), 60)
        book(connection, customer(connection), 0)
        assert held(connection) == 2

    @pytest.mark.parametrize("action", ["move", "cancel"])
    def test_anothers_meeting_is_not_touched(self, connection: Connection, action: str) -> None:
        booking_id = book(connection, customer(connection), 0)
        request = BookingRequest(action, booking_id, NINE, NINE + timedelta(hours=1))  # type: ignore[arg-type]
        with pytest.raises(LookupError):
            service.carry_out(connection, customer(connection), request, pack())


class TestCalendarFor:
    def test_ones_own_meeting_is_told_and_takes_no_time_of_itself(self, connection: Connection) -> None:
        who = customer(connection)
        booking_id = book(connection, who, 0)
        busy, [own] = service.calendar_for(connection, who.contact_id, NINE, NINE + timedelta(days=1), pack())
        assert around(busy, booking_id) == []
        assert around(busy, None) == busy != []
        assert own["id"] == booking_id
        assert datetime.fromisoformat(own["starts_at"]) == NINE

    def test_others_meetings_take_theirs(self, connection: Connection) -> None:
        book(connection, customer(connection), 0)
        busy, own = service.calendar_for(
            connection, customer(connection).contact_id, NINE, NINE + timedelta(days=1), pack()
        )
        assert busy == [Busy(NINE, NINE + timedelta(minutes=30))]
        assert own == []

    def test_each_of_ones_own_stands_in_the_way_of_the_others(self, connection: Connection) -> None:
        who = customer(connection)
        first, second = book(connection, who, 60), book(connection, who, 0)
        busy, own = service.calendar_for(connection, who.contact_id, NINE, NINE + timedelta(days=1), pack())
        assert [meeting["id"] for meeting in own] == [second, first]
        assert [span.starts_at for span in around(busy, second)] == [NINE + timedelta(hours=1)]
        assert [span.starts_at for span in around(busy, first)] == [NINE]

    def test_one_of_two_places_is_left_beside_ones_own(self, connection: Connection) -> None:
        who = customer(connection)
        book(connection, who, 0, at_once=2)
        busy, _ = service.calendar_for(connection, who.contact_id, NINE, NINE + timedelta(days=1), pack(at_once=2))
        assert busy == []

    def test_a_meeting_that_is_over_is_no_longer_theirs(
        self, connection: Connection, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        who = customer(connection)
        book(connection, who, 0)
        monkeypatch.setattr(service, "utc_now", lambda: NINE + timedelta(minutes=1))
        assert service.calendar_for(connection, who.contact_id, NINE, NINE + timedelta(days=1), pack())[1] == []


class TestFullSpans:
    def test_ones_own_may_be_what_fills_them(self) -> None:
        hour = [NINE + timedelta(hours=ahead) for ahead in range(4)]
        taken, own = [(hour[0], hour[2])], {"a": (hour[0], hour[1]), "b": (hour[0], hour[3])}
        assert service.full_spans(taken, 2, own) == [
            Busy(hour[0], hour[1]), Busy(hour[1], hour[2], frozenset({"b"}))
        ]  # fmt: skip
        assert service.full_spans([], 2, own) == [Busy(hour[0], hour[1], frozenset({"a", "b"}))]

    def test_only_where_all_places_are_taken(self) -> None:
        hour = [NINE + timedelta(hours=ahead) for ahead in range(5)]
        taken = [(hour[0], hour[2]), (hour[1], hour[4]), (hour[2], hour[3])]
        assert service.full_spans(taken, 1) == [Busy(hour[0], hour[4])]
        assert service.full_spans(taken, 2) == [Busy(hour[1], hour[2]), Busy(hour[2], hour[3])]
        assert service.full_spans(taken, 3) == []
