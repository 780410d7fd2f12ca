"""The time, always aware and in UTC."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def utc_now() -> datetime:
    return datetime.now(UTC)


def rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def bounds_of_day(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The midnight in `zone` that the day begins with and the one that it ends before, in UTC."""
    tomorrow = day + timedelta(days=1)
    return _midnight(day, zone), _midnight(tomorrow, zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
