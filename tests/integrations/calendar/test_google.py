"""What Google would make of our requests, by its own description, and what we make of its refusals."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agente.integrations.calendar.google import GoogleCalendar
from agente.integrations.calendar.sync import sync
from agente.kit.clock import rfc3339, utc_now
from agente.outbox.errors import BadCredentials, NotDelivered, Refused, TryLater
from agente.scheduling.ports import Meeting
from tests.integrations.calendar.conftest import HOUR, ZONE, MakeOffice
from tests.support.crm.base import Fault, status
from tests.support.google import CALENDAR, GoogleStandIn, refusal

BOOKING = "019ab000-0000-7000-8000-000000000001"
EVENT = BOOKING.replace("-", "")


@pytest.fixture
def google() -> Iterator[GoogleStandIn]:
    with GoogleStandIn.playing() as running:
        yield running


@pytest.fixture
async def calendar(google: GoogleStandIn, tmp_path: Path) -> AsyncIterator[GoogleCalendar]:
    key = google.write_key(tmp_path / "key.json")
    opened = GoogleCalendar(CALENDAR, key, google.base_url, google.token_url, ZONE, timeout_s=2)
    yield opened
    await opened.close()


@pytest.fixture
def meeting(nine: datetime) -> Meeting:
    return Meeting(BOOKING, nine, nine + HOUR, "Demonstração - Ana", "ana@exemplo.com")


def is_insert(request: object) -> bool:
    return getattr(request, "method", "") == "POST" and "/events" in getattr(request, "path", "")


class TestMeetings:
    async def test_an_answer_lost_after_storing_makes_no_second_event(
        self, google: GoogleStandIn, calendar: GoogleCalendar, meeting: Meeting
    ) -> None:
        google.script(Fault("lost", when=is_insert))
        with pytest.raises(TryLater):
            await calendar.add(meeting)
        await calendar.add(meeting)
        assert list(google.standing()) == [EVENT]

    async def test_one_that_was_deleted_by_us_comes_back_under_its_id(
        self, google: GoogleStandIn, calendar: GoogleCalendar, meeting: Meeting
    ) -> None:
        await calendar.add(meeting)
        await calendar.remove(BOOKING)
        await calendar.add(meeting)
        assert google.standing()[EVENT]["start"]["dateTime"] == rfc3339(meeting.starts_at)

    async def test_removing_what_is_gone_is_no_error(self, calendar: GoogleCalendar, meeting: Meeting) -> None:
        await calendar.remove(BOOKING)  # 404: never there
        await calendar.add(meeting)
        await calendar.remove(BOOKING)
        await calendar.remove(BOOKING)  # 410
        assert await calendar.find(BOOKING) is None

    async def test_moving_keeps_what_a_person_wrote_even_of_a_whole_day(
        self, google: GoogleStandIn, calendar: GoogleCalendar, meeting: Meeting
    ) -> None:
        await calendar.add(meeting)
        day = meeting.starts_at.date()
        google.events[EVENT] |= {
            "summary": "Levar contrato",
            "start": {"date": str(day)},
            "end": {"date": str(day + timedelta(days=1))},
        }
        await calendar.move(meeting)
        found = await calendar.find(BOOKING)
        assert found
        assert found.starts_at == meeting.starts_at
        assert google.events[EVENT]["summary"] == "Levar contrato"


class TestEvents:
    async def test_all_pages_are_read_and_only_what_takes_time_is_busy(
        self, google: GoogleStandIn, calendar: GoogleCalendar, nine: datetime
    ) -> None:
        google.page = 1
        times = {"start": {"dateTime": rfc3339(nine)}, "end": {"dateTime": rfc3339(nine + HOUR)}, "status": "confirmed"}
        google.events = {
            "busy": times | {"id": "busy"},
            "free": times | {"id": "free", "transparency": "transparent"},
            "declined": times | {"id": "declined", "attendees": [{"self": True, "responseStatus": "declined"}]},
            "gone": times | {"id": "gone", "status": "cancelled"},
        }
        found = await calendar.events(nine, nine + HOUR)
        assert {event.uid: event.is_busy for event in found} == {"busy": True, "free": False, "declined": False}

    async def test_a_whole_day_is_the_business_s_day(self, google: GoogleStandIn, calendar: GoogleCalendar) -> None:
        day = {"id": "folga", "status": "confirmed", "start": {"date": "2027-01-04"}, "end": {"date": "2027-01-05"}}
        google.events = {"folga": day}
        (event,) = await calendar.events(datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 31, tzinfo=UTC))
        assert event.starts_at == datetime(2027, 1, 4, tzinfo=ZONE)
        assert event.ends_at == datetime(2027, 1, 5, tzinfo=ZONE)


class TestToken:
    async def test_many_requests_share_one(self, google: GoogleStandIn, calendar: GoogleCalendar) -> None:
        await asyncio.gather(*(calendar.find(BOOKING) for _ in range(20)))
        assert len(google.tokens) == 1

    async def test_one_that_ended_is_renewed_once(self, google: GoogleStandIn, calendar: GoogleCalendar) -> None:
        await calendar.find(BOOKING)
        google.tokens.append("another-one-is-good-now")
        await asyncio.gather(*(calendar.find(BOOKING) for _ in range(20)))
        assert len(google.tokens) == 3

    async def test_a_refused_account_waits_for_an_operator(
        self, google: GoogleStandIn, calendar: GoogleCalendar
    ) -> None:
        google.script(status(400, {"error": "invalid_grant"}))
        with pytest.raises(BadCredentials):
            await calendar.find(BOOKING)

    async def test_a_key_file_that_is_none_is_told_without_its_content(
        self, google: GoogleStandIn, tmp_path: Path
    ) -> None:
        (tmp_path / "key.json").write_text('{"client_email": "x", "private_key": "canary-private-key"}')
        calendar = GoogleCalendar(CALENDAR, tmp_path / "key.json", google.base_url, google.token_url, ZONE)
        with pytest.raises(BadCredentials) as refused:
            await calendar.find(BOOKING)
        await calendar.close()
        assert "GOOGLE_CREDENTIALS_FILE" in refused.value.reason
        assert "canary" not in repr(refused.value)


class TestFailures:
    @pytest.mark.parametrize(
        ("fault", "expected"),
        [
            (status(403, refusal(403, "rateLimitExceeded"), Retry_After="7"), TryLater),
            (status(429, refusal(429, "rateLimitExceeded"), Retry_After="7"), TryLater),
            (status(403, refusal(403, "forbidden")), BadCredentials),
            (status(503), TryLater),
            (status(400, refusal(400, "invalid")), Refused),
            (Fault("hang"), TryLater),
        ],
        ids=["limit-403", "limit-429", "forbidden", "away", "invalid", "hangs"],
    )
    async def test_each_is_told_by_what_can_be_done(
        self, google: GoogleStandIn, calendar: GoogleCalendar, meeting: Meeting, fault: Fault, expected: type
    ) -> None:
        await calendar.find(BOOKING)  # has its token by now
        google.script(fault)
        with pytest.raises(NotDelivered) as failed:
            await calendar.add(meeting)
        assert type(failed.value) is expected
        if "Retry-After" in fault.headers:
            assert isinstance(failed.value, TryLater)
            assert failed.value.after == timedelta(seconds=7)
        assert "canary" not in str(failed.value)

    async def test_a_calendar_that_may_only_be_read_fails_the_check(
        self, google: GoogleStandIn, calendar: GoogleCalendar
    ) -> None:
        assert await calendar.check() == "Google Calendar: Agenda"
        google.role = "reader"
        with pytest.raises(Refused):
            await calendar.check()


class TestSync:
    async def test_what_people_move_and_delete_is_followed(
        self, google: GoogleStandIn, calendar: GoogleCalendar, make_office: MakeOffice, nine: datetime
    ) -> None:
        office = make_office(calendar)
        moved, deleted = office.book(nine), office.book(nine + 2 * HOUR)
        for booking_id in (moved, deleted):
            await office.deliver(booking_id)
        event = google.events[moved.replace("-", "")]
        event |= {"start": {"dateTime": rfc3339(nine + HOUR)}, "end": {"dateTime": rfc3339(nine + 2 * HOUR)}}
        google.events[deleted.replace("-", "")]["status"] = "cancelled"
        await sync(calendar, office.database, utc_now(), utc_now() + timedelta(days=30), at_once=1)
        assert office.stored(moved).starts_at == nine + HOUR
        assert office.stored(deleted).status == "cancelled"
