"""What goes into an answer and what comes out of it: the contract between a turn and whoever writes the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from agente.leads.updates import LeadUpdate
from agente.llm.messages import Attempt
from agente.packs.models import HandoffReason, IntentName, Locale, SpecialistName
from agente.scheduling.requests import BookingRequest, Busy

Source = Literal["llm", "local", "cache", "operator", "none"]


@dataclass(frozen=True, slots=True)
class Utterance:
    role: Literal["customer", "agent", "operator", "system"]
    text: str


@dataclass(frozen=True, slots=True)
class TurnInput:
    """One customer message with all that may be known about it."""

    text: str  # normalised (NFC, no control characters), never empty
    locale: Locale  # of the conversation so far; the reply's own locale is in the draft
    now: datetime  # aware, in the pack's time zone
    history: Sequence[Utterance] = ()  # the conversation's last messages before this one, oldest first
    state: Mapping[str, Any] = field(default_factory=dict)  # what the last draft left for this turn, JSON values
    seq: int = 0  # the message's place in its conversation, from 1
    protocol: str | None = None  # the conversation's number, which the customer may be told
    busy: Sequence[Busy] | None = None  # what is taken in the calendar; None until an answer asks for it


class CalendarNeeded(Exception):
    """An answer depends on what is taken between `start` and `end`: look it up and ask again with `TurnInput.busy`."""

    def __init__(self, start: datetime, end: datetime) -> None:
        super().__init__(f"{start} to {end}")
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Intent:
    name: IntentName
    confidence: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Citation:
    document: str  # a file of the pack, such as "catalog.yaml" or "knowledge/entrega.md"
    heading: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is committed, with the effects that its writer asks for."""

    text: str
    locale: Locale
    intent: Intent
    agent: SpecialistName
    source: Source = "local"
    citations: tuple[Citation, ...] = ()
    quick_replies: tuple[str, ...] = ()  # at most four
    handoff: HandoffReason | None = None  # why a person should take over
    note: str | None = None  # left by the customer for the person who is called, or was before
    ask_rating: bool = False  # the talk seems over: a good moment to ask how it was
    lead: LeadUpdate | None = None  # None: nothing new is known
    booking: BookingRequest | None = None
    summary_to: str | None = None  # the contact's own e-mail address that the conversation is sent to
    state: Mapping[str, Any] = field(default_factory=dict)  # replaces the conversation's state
    calls: tuple[Attempt, ...] = ()  # of language models, the failed ones too
    trace: Mapping[str, Any] = field(default_factory=dict)  # how the answer came about, JSON values
