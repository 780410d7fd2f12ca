"""Sees what people do in the vendor's calendar: times they take, meetings they move or delete.

Each time it lists the whole span in which meetings can be booked, one request for a calendar of ordinary size. Tokens
of what changed since would save little of that, and would have to begin anew whenever the span moves on, each day.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection, Row

from agente.conversations import service as conversations
from agente.handoff import service as handoff
from agente.scheduling import service as scheduling
from agente.scheduling.ports import Event, VendorCalendar
from agente.storage.database import Database

log = structlog.get_logger()

COLLISION = "calendar_conflict"
TOO_MANY = 3  # events of ours that a person does not delete all at once, leaving none; a calendar is emptied by mistake


async def sync(calendar: VendorCalendar, database: Database, now: datetime, end: datetime, at_once: int) -> None:
    """Brings mirror and bookings up to what the calendar says of the time from `now` to `end`.

    Raises what the calendar raises; then nothing has changed.
    """
    before = await database.read(scheduling.in_step, calendar.key, now, end)
    events = await calendar.events(now, end)
    latest_first = sorted(
        events, key=lambda event: event.starts_at, reverse=True
    )  # of one that recurs the first counts
    there: dict[str, Event | None] = {event.booking_id: event for event in latest_first if event.booking_id}
    for row in before:
        if row.id not in there:  # deleted, or moved out of the span
            there[row.id] = await calendar.find(row.id)
    emptied = len(before) >= TOO_MANY and not any(there[row.id] for row in before)
    if emptied:
        log.error("calendar has none of our events any more, no booking is cancelled", bookings=len(before))
    await database.write(scheduling.mirror, now, end, events)
    for row in () if emptied else before:
        event = there[row.id]
        if event is None or (event.starts_at, event.ends_at) != (row.starts_at, row.ends_at):
            followed = await database.write(scheduling.follow, calendar.key, row, event)
            log.info("calendar event changed by a person", booking_id=row.id, gone=event is None, followed=followed)
    collided = await database.write(_tell_collisions, now, end, at_once)
    for row in collided:
        log.error("booking collides with the calendar", booking_id=row.id, conversation_id=row.conversation_id)


def _tell_collisions(connection: Connection, now: datetime, end: datetime, at_once: int) -> Sequence[Row[Any]]:
    """Once for each: whoever answers for people gets the conversation, where it is still open."""
    collided = scheduling.new_collisions(connection, now, end, at_once)
    for row in collided:
        if row.conversation_id and conversations.is_active(connection, row.conversation_id):
            handoff.open_handoff(connection, row.conversation_id, reason=COLLISION)
    return collided
