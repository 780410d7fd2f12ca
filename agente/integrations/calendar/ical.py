"""Our meetings as iCalendar, and what an iCalendar file of a vendor says of time (RFC 5545)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Component

from agente.scheduling.ports import Event, Meeting

OURS = "@agente"


def written(meeting: Meeting, now: datetime) -> bytes:
    """A calendar with one event."""
    event = Component()
    event.add("uid", f"{meeting.booking_id}{OURS}")
    event.add("summary", meeting.title)
    if meeting.notes:
        event.add("description", meeting.notes)
    event.add("status", "CONFIRMED")
    _set_times(event, meeting, now)
    calendar = Calendar()
    calendar.add("prodid", "-//Agente//Agente//PT")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def moved(content: bytes, meeting: Meeting, now: datetime) -> bytes:
    """The same file with other times: what people wrote into it stays."""
    calendar = Calendar.from_ical(content)
    for event in calendar.walk("VEVENT"):
        sequence = int(event.get("sequence", 0)) + 1
        for name in ("dtstart", "dtend", "duration", "dtstamp", "sequence"):
            event.pop(name, None)
        event.add("sequence", sequence)
        _set_times(event, meeting, now)
    return bytes(calendar.to_ical())


def _set_times(event: Any, meeting: Meeting, now: datetime) -> None:
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))


def events_of(content: bytes, zone: ZoneInfo) -> Iterator[Event]:
    """The occurrences that the file has; cancelled ones left out. Raises `ValueError` for what is no such file."""
    for event in Calendar.from_ical(content).walk("VEVENT"):
        if str(event.get("status", "")).upper() == "CANCELLED" or "dtstart" not in event:
            continue
        uid = str(event.get("uid", ""))
        start = event.decoded("dtstart")
        yield Event(
            uid=uid,
            starts_at=_moment(start, zone),
            ends_at=_moment(_end(event, start), zone),
            booking_id=booking_id_of(uid.removesuffix(OURS)) if uid.endswith(OURS) else None,
            is_busy=str(event.get("transp", "")).upper() != "TRANSPARENT",
        )


def _end(event: Any, start: date) -> date:
    if "dtend" in event:
        end: date = event.decoded("dtend")
        return end
    if "duration" in event:
        return start + event.decoded("duration")  # type: ignore[no-any-return]
    return start if isinstance(start, datetime) else start + timedelta(days=1)


def _moment(said: date, zone: ZoneInfo) -> datetime:
    """A day begins, and a time without a zone is, where the business is."""
    if not isinstance(said, datetime):
        said = datetime.combine(said, time(0))
    return (said if said.tzinfo else said.replace(tzinfo=zone)).astimezone(UTC)


def booking_id_of(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None
