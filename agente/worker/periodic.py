"""What is done again and again, beside the deliveries?"""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from agente.integrations.calendar.build import open_calendar
from agente.integrations.calendar.sync import sync
from agente.kit.clock import utc_now
from agente.outbox.errors import NotDelivered
from agente.packs.pack import Pack
from agente.scheduling.ports import VendorCalendar
from agente.settings import Settings
from agente.storage.database import Database

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Periodic:
    name: str
    every_s: float
    step: Callable[[], Awaitable[bool]]  # whether there is more to do at once; what it raises is logged by the worker
    close: Callable[[], Coroutine[Any, Any, None]]


def build_periodic(settings: Settings, pack: Pack, database: Database) -> list[Periodic]:
    """What the settings ask for. Nothing is connected yet; several workers may do the same at the same time."""
    calendar = open_calendar(settings, pack)
    if calendar is None:
        return []
    every_s = float(settings.calendar_sync_seconds)
    return [Periodic("calendar sync", every_s, lambda: _sync(calendar, pack, database), calendar.close)]


async def _sync(calendar: VendorCalendar, pack: Pack, database: Database) -> bool:
    rules, now = pack.business.booking, utc_now()
    try:
        await sync(calendar, database, now, now + timedelta(days=rules.horizon_days + 2), rules.at_once)
    except NotDelivered as error:
        log.warning("calendar not synced, trying again", reason=error.reason)
    return False
