"""A booking as a file that any calendar takes (iCalendar, RFC 5545)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from agente.kit.clock import utc_now
from agente.packs.models import Locale
from agente.packs.pack import Pack
from agente.scheduling.titles import title_of

MEDIA_TYPE = "text/calendar; charset=utf-8"


def invitation(row: Row[Any], pack: Pack, locale: Locale) -> bytes:
    """The `bookings` row as a calendar with one event; taken in again after a change, it replaces the one before."""
    # Imported here: it takes a sixth of a second, and most processes never need it.
    from icalendar import Calendar, Event

    event = Event()
    event.add("uid", f"{row.id}@agente")
    event.add("dtstamp", row.updated_at)
    event.add("sequence", sequence_of(row))
    event.add("dtstart", row.starts_at)
    event.add("dtend", row.ends_at)
    event.add("summary", f"{title_of(pack, locale, row.kind)} - {pack.business.name}")
    event.add("status", "CONFIRMED" if row.status == "booked" else "CANCELLED")
    if pack.business.site:
        event.add("url", pack.business.site)
    calendar = Calendar()
    calendar.add("prodid", "-//Agente//Agente//PT")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH" if row.status == "booked" else "CANCEL")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def invitation_of(told: Mapping[str, Any], pack: Pack, locale: Locale) -> bytes:
    """The same from what a `booking.*` event tells: an invitation that calendars take up by themselves."""
    from icalendar import Calendar, Event, vCalAddress, vText

    booked = told["status"] == "booked"
    event = Event()
    event.add("uid", f"{told['id']}@agente")
    event.add("dtstamp", utc_now())
    event.add("sequence", told["sequence"])
    event.add("dtstart", datetime.fromisoformat(told["starts_at"]))
    event.add("dtend", datetime.fromisoformat(told["ends_at"]))
    event.add("summary", f"{title_of(pack, locale, told.get('kind'))} - {pack.business.name}")
    event.add("status", "CONFIRMED" if booked else "CANCELLED")
    if pack.business.email:
        organizer = vCalAddress(f"MAILTO:{pack.business.email}")
        organizer.params["cn"] = vText(pack.business.name)
        event["organizer"] = organizer
    if address := (told.get("contact") or {}).get("email"):
        event.add("attendee", vCalAddress(f"MAILTO:{address}"))
    calendar = Calendar()
    calendar.add("prodid", "-//Agente//Agente//PT")
    calendar.add("version", "2.0")
    calendar.add("method", "REQUEST" if booked else "CANCEL")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def sequence_of(row: Row[Any]) -> int:
    """Grows with each change of a meeting."""
    return max(0, int((row.updated_at - row.created_at).total_seconds()))
