"""What is an event in the stream? An id, a name, a moment, and data in which nobody can be recognised."""

from collections.abc import Mapping
from typing import Any

from agente.kit.clock import rfc3339
from agente.outbox.events import (
    BOOKING_CANCELLED,
    BOOKING_MADE,
    BOOKING_MOVED,
    CONVERSATION_CLOSED,
    CONVERSATION_RATED,
    CONVERSATION_STARTED,
    HANDOFF_OPENED,
    LEAD_QUALIFIED,
    LEAD_UPDATED,
    TURN_ANSWERED,
)
from agente.outbox.ports import Delivery

_LEAD = ("conversation_id", "channel", "locale", "score", "status", "qualified_at")
_BOOKING = ("conversation_id", "locale", "starts_at", "ends_at", "status")
_CONVERSATION = ("conversation_id", "channel", "locale", "status", "created_at")
# Only what is named here leaves: a new key of a payload is not told by accident.
KEPT: Mapping[str, tuple[str, ...]] = {
    LEAD_QUALIFIED: _LEAD,
    LEAD_UPDATED: _LEAD,
    HANDOFF_OPENED: ("handoff_id", "conversation_id", "channel", "locale", "reason", "created_at"),
    BOOKING_MADE: _BOOKING,
    BOOKING_MOVED: _BOOKING,
    BOOKING_CANCELLED: _BOOKING,
    CONVERSATION_STARTED: _CONVERSATION,
    CONVERSATION_CLOSED: (*_CONVERSATION, "closed_at"),
    CONVERSATION_RATED: (*_CONVERSATION, "score"),
    TURN_ANSWERED: (
        *("conversation_id", "message_id", "intent", "confidence", "source"),
        *("agent", "model", "cost_usd", "latency_ms"),
    ),
}


def event_of(delivery: Delivery) -> dict[str, Any]:
    """`id` is the same at every attempt: who has seen it has seen the event."""
    kept = KEPT[delivery.event]
    return {
        "id": delivery.id,
        "event": delivery.event,
        "at": rfc3339(delivery.created_at),
        "subject": delivery.subject,
        "data": {name: delivery.payload[name] for name in kept if name in delivery.payload},
    }
