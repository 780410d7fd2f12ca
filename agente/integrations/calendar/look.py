"""A short look at the vendor's calendar before a time is promised: has a person taken it since the last sync?"""

import asyncio
from datetime import datetime

import structlog

from agente.outbox.errors import NotDelivered
from agente.scheduling import service as scheduling
from agente.scheduling.ports import VendorCalendar
from agente.storage.database import Database

log = structlog.get_logger()

LOOK_WITHIN_S = 1.0


class CalendarLook:
    def __init__(self, calendar: VendorCalendar, database: Database, within_s: float = LOOK_WITHIN_S) -> None:
        self._calendar = calendar
        self._database = database
        self._within_s = within_s

    async def at(self, start: datetime, end: datetime) -> None:
        """Brings the mirror up to date for the span. Never raises for a vendor: one that is away changes nothing."""
        try:
            async with asyncio.timeout(self._within_s):
                events = await self._calendar.events(start, end)
        except TimeoutError:
            log.warning("calendar is slow, booking by what was last seen")
            return
        except NotDelivered as error:
            log.warning("calendar is away, booking by what was last seen", reason=error.reason)
            return
        if not await self._database.read(scheduling.is_mirrored, start, end, events):
            await self._database.write(scheduling.mirror, start, end, events)

    async def close(self) -> None:
        await self._calendar.close()
