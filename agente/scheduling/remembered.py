"""What does a conversation's state know of meetings? The customer's own, and the times that were offered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agente.kit.clock import rfc3339
from agente.packs.models import MeetingKind
from agente.scheduling.when import Wish

MOST_MEETINGS = 3  # that a customer may have to come; whoever wants more is left to a person


@dataclass(frozen=True, slots=True)
class Own:
    booking_id: str
    starts_at: datetime  # in the business's zone
    kind: str | None = None  # the id of one of the pack's kinds of meetings
    whose: str | None = None  # for whom it is, as far as was told

    def to_json(self) -> dict[str, str]:
        return to_remember(self.booking_id, self.starts_at, self.kind, self.whose)


def own_booking(state: Mapping[str, Any], now: datetime) -> Own | None:
    """The meeting in question, while it is still to come; None while another one is looked for, too."""
    return _own(state.get("booking"), now)


def other_bookings(state: Mapping[str, Any], now: datetime) -> list[Own]:
    """The customer's other meetings that are still to come, the last one that was in question first."""
    others = state.get("bookings")
    found = (_own(known, now) for known in others) if isinstance(others, list) else ()
    return [own for own in found if own]


def in_order(meetings: Iterable[Own]) -> list[Own]:
    """As they are listed to the customer: the next one first."""
    return sorted(meetings, key=lambda own: own.starts_at)


def in_question(own: Own | None, others: Sequence[Own]) -> dict[str, Any]:
    """The state's `booking` and `bookings`."""
    return {"booking": own and own.to_json(), "bookings": [other.to_json() for other in others] or None}


def refreshed(state: Mapping[str, Any], stored: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """The state with the meetings that are stored, the next one first; what it knew of whose they are, it keeps.

    Another conversation of the customer's may have booked, moved or cancelled.
    """
    others: list[Any] = list(state.get("bookings") or ())
    known = [meeting for meeting in (state.get("booking"), *others) if isinstance(meeting, Mapping)]
    order = [meeting.get("id") for meeting in known]
    told = {meeting.get("id"): {"whose": meeting["whose"]} for meeting in known if meeting.get("whose")}
    fresh = [{**meeting, **told.get(meeting["id"], {})} for meeting in stored]
    fresh.sort(key=lambda meeting: order.index(meeting["id"]) if meeting["id"] in order else len(order))
    aside = [meeting.get("id") for meeting in others if isinstance(meeting, Mapping)]
    first = next((meeting for meeting in fresh if meeting["id"] not in aside), None)
    return {**state, "booking": first, "bookings": [each for each in fresh if each is not first] or None}


def _own(known: object, now: datetime) -> Own | None:
    starts_at = moment_of(known.get("starts_at")) if isinstance(known, Mapping) else None
    if not isinstance(known, Mapping) or starts_at is None or starts_at <= now:
        return None
    whose = known.get("whose")
    told = whose if isinstance(whose, str) else None
    return Own(str(known.get("id")), starts_at.astimezone(now.tzinfo), known.get("kind"), told)


def proposed(state: Mapping[str, Any], now: datetime) -> list[datetime]:
    """The times that were offered last and are still to come."""
    stored = state.get("slots")
    moments = [moment_of(item) for item in stored] if isinstance(stored, list) else []
    return [moment.astimezone(now.tzinfo) for moment in moments if moment and moment > now]


def offered(
    starts: Sequence[datetime], wish: Wish, kind: MeetingKind | None, whose: str | None = None
) -> dict[str, Any]:
    """What the state keeps of times that are offered: the next message may take one, or go on from the wish."""
    own = ({"kind": kind.id} if kind else {}) | ({"whose": whose} if whose else {})
    return {"slots": [rfc3339(start) for start in starts], "wish": wish.to_json() | own}


def to_remember(booking_id: str, starts_at: datetime, kind: str | None, whose: str | None = None) -> dict[str, str]:
    """A meeting as the state keeps it."""
    told = ({"kind": kind} if kind else {}) | ({"whose": whose} if whose else {})
    return {"id": booking_id, "starts_at": rfc3339(starts_at)} | told


def proposed_kind(state: Mapping[str, Any]) -> str | None:
    """The kind of meeting that the times were offered for; None for one of no kind."""
    wish = state.get("wish")
    return wish.get("kind") if isinstance(wish, Mapping) else None


def is_kind_named(state: Mapping[str, Any]) -> bool:
    """Whether the message itself, of which a part is read, says which kind the times are to be for, or not to be."""
    wish = state.get("wish")
    return isinstance(wish, Mapping) and bool(wish.get("named"))


def proposed_whose(state: Mapping[str, Any]) -> str | None:
    """For whom the times were offered."""
    wish = state.get("wish")
    return wish.get("whose") if isinstance(wish, Mapping) else None


def moment_of(stored: Any) -> datetime | None:
    """An aware moment that was stored; None for anything else."""
    try:
        moment = datetime.fromisoformat(stored)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None
