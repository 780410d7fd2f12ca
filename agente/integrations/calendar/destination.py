"""Puts meetings into the vendor's calendar, as they are when the delivery leaves."""

from collections.abc import Mapping
from typing import Any

import structlog

from agente.outbox.events import BOOKING_CANCELLED, BOOKING_FORGOTTEN, BOOKING_MADE, BOOKING_MOVED
from agente.outbox.ports import Delivery
from agente.packs.pack import Pack
from agente.scheduling import service as scheduling
from agente.scheduling.ports import Meeting, VendorCalendar
from agente.scheduling.titles import title_of
from agente.storage.database import Database

log = structlog.get_logger()

EVENTS = (BOOKING_MADE, BOOKING_MOVED, BOOKING_CANCELLED, BOOKING_FORGOTTEN)


class CalendarDestination:
    name = "calendar"
    latest_only = True
    per_second = 8.0  # Google allows 600 a minute

    def __init__(self, calendar: VendorCalendar, pack: Pack, database: Database) -> None:
        self._calendar = calendar
        self._pack = pack
        self._database = database

    def wants(self, event: str) -> bool:
        return event in EVENTS

    async def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        """Makes the event what the booking is by now; of the payload only the contact counts.

        What is in step already is left alone: it may be the echo of what a person did in the calendar.
        """
        booking_id = delivery.subject
        row, agreed = await self._database.read(scheduling.to_be_shown, self._calendar.key, booking_id)
        if row is None or delivery.event == BOOKING_FORGOTTEN:
            await self._calendar.remove(booking_id)
            await self._database.write(scheduling.forget_event, booking_id)
            return {}
        meeting = Meeting(booking_id, row.starts_at, row.ends_at, *self._words(delivery.payload, row.kind))
        times = (meeting.starts_at, meeting.ends_at)
        if agreed == times:
            return {}
        event = await self._calendar.find(booking_id)
        if event is None and agreed:
            # Gone since we put it there: a person deleted it before this change of the customer's arrived.
            log.warning("calendar event was deleted by a person, the booking is cancelled", booking_id=booking_id)
            await self._database.write(scheduling.follow, self._calendar.key, row, None)
            return {}
        if event is None:
            await self._calendar.add(meeting)
        elif (event.starts_at, event.ends_at) != times:
            await self._calendar.move(meeting)
        await self._database.write(scheduling.agree, self._calendar.key, booking_id, *times)
        return {}

    def _words(self, payload: Mapping[str, Any], kind: str | None) -> tuple[str, str]:
        """Title and notes, for the business's own people."""
        contact = payload.get("contact") or {}
        told = [str(contact[name]) for name in ("name", "email", "phone") if contact.get(name)]
        title = title_of(self._pack, payload.get("locale") or self._pack.business.locales[0], kind)
        return " - ".join([title, *told[:1]]), "\n".join(told)

    async def check(self) -> str:
        return await self._calendar.check()

    async def close(self) -> None:
        await self._calendar.close()
