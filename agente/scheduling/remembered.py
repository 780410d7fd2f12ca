"""What does a conversation's state know of meetings? The customer's own, and the times that were offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Own:
    booking_id: str
    starts_at: datetime  # in the business's zone


def own_booking(state: Mapping[str, Any], now: datetime) -> Own | None:
    """The meeting that the state knows of, while it is still to come."""
    known = state.get("booking")
    starts_at = moment_of(known.get("starts_at")) if isinstance(known, Mapping) else None
    if not isinstance(known, Mapping) or starts_at is None or starts_at <= now:
        return None
    return Own(str(known.get("id")), starts_at.astimezone(now.tzinfo))


def proposed(state: Mapping[str, Any], now: datetime) -> list[datetime]:
    """The times that were offered last and are still to come."""
    stored = state.get("slots")
    moments = [moment_of(item) for item in stored] if isinstance(stored, list) else []
    return [moment.astimezone(now.tzinfo) for moment in moments if moment and moment > now]


def moment_of(stored: Any) -> datetime | None:
    """An aware moment that was stored; None for anything else."""
    try:
        moment = datetime.fromisoformat(stored)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None
