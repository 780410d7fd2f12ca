"""What does a conversation's state know of meetings? The customer's own, and the times that were offered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agente.kit.clock import rfc3339
from agente.packs.models import MeetingKind
from agente.scheduling.when import Wish


@dataclass(frozen=True, slots=True)
class Own:
    booking_id: str
    starts_at: datetime  # in the business's zone
    kind: str | None = None  # the id of one of the pack's kinds of meetings


def own_booking(state: Mapping[str, Any], now: datetime) -> Own | None:
    """The meeting that the state knows of, while it is still to come."""
    known = state.get("booking")
    starts_at = moment_of(known.get("starts_at")) if isinstance(known, Mapping) else None
    if not isinstance(known, Mapping) or starts_at is None or starts_at <= now:
        return None
    return Own(str(known.get("id")), starts_at.astimezone(now.tzinfo), known.get("kind"))


def proposed(state: Mapping[str, Any], now: datetime) -> list[datetime]:
    """The times that were offered last and are still to come."""
    stored = state.get("slots")
    moments = [moment_of(item) for item in stored] if isinstance(stored, list) else []
    return [moment.astimezone(now.tzinfo) for moment in moments if moment and moment > now]


def offered(starts: Sequence[datetime], wish: Wish, kind: MeetingKind | None) -> dict[str, Any]:
    """What the state keeps of times that are offered: the next message may take one, or go on from the wish."""
    own = {"kind": kind.id} if kind else {}
    return {"slots": [rfc3339(start) for start in starts], "wish": wish.to_json() | own}


def to_remember(booking_id: str, starts_at: datetime, kind: str | None) -> dict[str, str]:
    """The state's `booking`."""
    return {"id": booking_id, "starts_at": rfc3339(starts_at)} | ({"kind": kind} if kind else {})


def proposed_kind(state: Mapping[str, Any]) -> str | None:
    """The kind of meeting that the times were offered for; None for one of no kind."""
    wish = state.get("wish")
    return wish.get("kind") if isinstance(wish, Mapping) else None


def moment_of(stored: Any) -> datetime | None:
    """An aware moment that was stored; None for anything else."""
    try:
        moment = datetime.fromisoformat(stored)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None
