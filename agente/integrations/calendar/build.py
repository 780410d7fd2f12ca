"""Which calendar does this installation have, beside its own table?"""

from zoneinfo import ZoneInfo

from agente.outbox.ports import Destination
from agente.packs.pack import Pack
from agente.scheduling.ports import VendorCalendar
from agente.settings import Settings
from agente.storage.database import Database


def open_calendar(settings: Settings, pack: Pack) -> VendorCalendar | None:
    """By CALENDAR_PROVIDER; None for the built-in one, which is the table of bookings. Nothing is connected yet."""
    zone = ZoneInfo(pack.business.timezone)
    if settings.calendar_provider == "caldav" and settings.caldav_url:
        from agente.integrations.calendar.caldav import CalDav

        return CalDav(settings.caldav_url, settings.caldav_username, settings.caldav_password, zone)
    if settings.google_calendar_id and settings.google_credentials_file and settings.calendar_provider == "google":
        from agente.integrations.calendar.google import GoogleCalendar

        return GoogleCalendar(
            settings.google_calendar_id,
            settings.google_credentials_file,
            settings.google_base_url,
            settings.google_token_url,
            zone,
        )
    return None


def build_calendar(settings: Settings, pack: Pack, database: Database) -> Destination | None:
    calendar = open_calendar(settings, pack)
    if calendar is None:
        return None
    from agente.integrations.calendar.destination import CalendarDestination

    return CalendarDestination(calendar, pack, database)
