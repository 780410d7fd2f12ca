"""What one subject's answerer hands back, before it becomes a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from agente.agents.turn import Citation
from agente.leads.updates import LeadUpdate
from agente.packs.models import HandoffReason, IntentName
from agente.scheduling.requests import BookingRequest

Awaiting = Literal["handoff_offer", "contact", "slot", "booking", "cancel_booking"]


@dataclass(frozen=True, slots=True)
class Reply:
    """`intent` is set when the answerer knows better than the router what the message was for."""

    text: str
    intent: IntentName | None = None
    citations: tuple[Citation, ...] = ()
    quick_replies: tuple[str, ...] = ()
    handoff: HandoffReason | None = None
    ask_rating: bool = False
    awaiting: Awaiting | None = None
    missed: bool = False  # the customer did not get what they asked for
    booking: BookingRequest | None = None
    totals: frozenset[Decimal] = frozenset()  # amounts that were computed
    lead: LeadUpdate | None = None
    remember: Mapping[str, Any] = field(default_factory=dict)  # into the conversation's state; None takes a key out
