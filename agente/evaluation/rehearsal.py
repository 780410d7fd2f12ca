"""A conversation held in memory: what a turn would do and store, without a database."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Literal, TypeVar

from agente.agents.assistant import Assistant, Opinion
from agente.agents.local.handover import TAKING
from agente.agents.local.taking_back import wants_agent_back
from agente.agents.turn import CalendarNeeded, Draft, TurnInput, Utterance
from agente.conversations.service import HISTORY_MESSAGES, given_back
from agente.evaluation.model_turns import Dialogue, ModelTurns
from agente.guardrails.output import Breach
from agente.guardrails.text import clean
from agente.handoff.service import GRAVE
from agente.leads.updates import LeadUpdate
from agente.packs.models import HandoffReason, IntentName, Locale
from agente.scheduling.errors import SlotTaken
from agente.scheduling.remembered import refreshed, to_remember
from agente.scheduling.requests import BookingRequest, Busy
from agente.scheduling.service import full_spans

T = TypeVar("T")
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one message brought about. `draft` is None when the agent is silent, because a person was called."""

    draft: Draft | None
    fields: Mapping[str, Any]  # all that is known of the lead now
    lead: Literal["new", "qualified"] | None
    ms: float  # of making the draft
    failure: str | None = None  # what went wrong in the assistant; the safe reply stands in the draft
    breaches: tuple[Breach, ...] = ()  # of the output guard, in what a model wrote and went out


@dataclass(slots=True)
class Calendar:
    """The meetings of one conversation's contact, by booking id; nobody else books."""

    at_once: int
    now: datetime
    held: dict[str, Span] = field(default_factory=dict)
    kinds: dict[str, str | None] = field(default_factory=dict)

    def own(self) -> list[dict[str, str]]:
        """The meetings to come, the next one first, as the state of a conversation has them."""
        coming = sorted((span, booking_id) for booking_id, span in self.held.items() if span[1] > self.now)
        return [to_remember(own, span[0], self.kinds[own]) for span, own in coming]

    def busy(self, start: datetime, end: datetime) -> list[Busy]:
        """What is full between the two, but for which of their own meetings."""
        own = {booking_id: span for booking_id, span in self.held.items() if span[0] < end and span[1] > start}
        return full_spans([], self.at_once, own)

    def carry_out(self, request: BookingRequest) -> None:
        """Raises `SlotTaken` and `LookupError` as the stored calendar does."""
        if request.action != "book" and request.booking_id not in self.held:
            raise LookupError("no such booking of this contact")
        if request.action == "cancel":
            del self.held[request.booking_id]
            return
        if request.starts_at is None or request.ends_at is None:
            raise ValueError("a meeting has a start and an end")
        start, end = request.starts_at, request.ends_at
        others = [span for booking_id, span in self.held.items() if booking_id != request.booking_id]
        if full_spans([(max(a, start), min(b, end)) for a, b in others if a < end and b > start], self.at_once):
            raise SlotTaken
        self.held[request.booking_id], self.kinds[request.booking_id] = (start, end), request.kind


class Rehearsal:
    """One conversation with an assistant, at a given moment; each reply's state and locale go into the next turn."""

    def __init__(self, assistant: Assistant, *, now: datetime, locale: Locale, model: ModelTurns | None = None) -> None:
        """`model` answers where the local engine leaves it to one; None: the local engine answers alone."""
        self._assistant = assistant
        self._model = model
        self._now = now
        self._locale = locale
        self._history: list[Utterance] = []
        self._state: dict[str, Any] = {}
        self._calendar = Calendar(assistant.pack.business.booking.at_once, now)
        self._handoff: HandoffReason | None = None

    @property
    def waits_for_person(self) -> bool:
        """Whether a person was called, so that the agent is silent from now on."""
        return self._handoff is not None and self._state.get("awaiting") not in TAKING

    def say(self, text: str) -> Answer:
        text = clean(text)
        if self._handoff not in (None, GRAVE) and wants_agent_back(text):
            self._handoff, self._state = None, given_back(self._state)
        if self.waits_for_person:
            self._history.append(Utterance("customer", text))
            return self._answer(None, 0.0)
        seq = len(self._history) + 1
        turn = TurnInput(text, self._locale, self._now, self._history[-HISTORY_MESSAGES:], self._state, seq)
        started = time.perf_counter()
        draft, breaches, failure = self._draft(turn)
        ms = (time.perf_counter() - started) * 1000
        failure = self._commit(draft) or failure
        self._history += [Utterance("customer", text), Utterance("agent", draft.text)]
        return self._answer(draft, ms, failure, breaches)

    def _draft(self, turn: TurnInput) -> tuple[Draft, tuple[Breach, ...], str | None]:
        """The draft, what is wrong with it and, when the assistant failed, how: the customer gets the safe reply."""
        try:
            if self._model is None:
                return self._with_calendar(self._assistant.respond, turn), (), None
            consider = partial(self._consider, turn)
            return *self._model.answer(turn, Dialogue(consider, self._calendar.busy, self._history)), None
        except Exception as error:
            return self._assistant.safe_reply(turn), (), repr(error)

    def _consider(self, turn: TurnInput, intent: IntentName | None) -> Opinion:
        return self._with_calendar(lambda turn: self._assistant.consider(turn, intent), turn)

    def _with_calendar(self, ask: Callable[[TurnInput], T], turn: TurnInput) -> T:
        try:
            return ask(turn)
        except CalendarNeeded as needed:
            busy = self._calendar.busy(needed.start, needed.end)
            return ask(replace(turn, busy=busy, state=refreshed(turn.state, self._calendar.own())))

    def _commit(self, draft: Draft) -> str | None:
        """What `agente.turns` stores with a reply; returns what it would have refused."""
        before = self._state.get("lead") or {}
        self._state = dict(draft.state)
        self._locale = draft.locale
        self._handoff = self._handoff or draft.handoff
        if draft.lead and self._assistant.pack.qualification:
            self._state["lead"] = _recorded(before, draft.lead)
        try:
            if draft.booking:
                self._calendar.carry_out(draft.booking)
        except (SlotTaken, LookupError, ValueError) as error:
            return repr(error)
        return None

    def _answer(
        self, draft: Draft | None, ms: float, failure: str | None = None, breaches: tuple[Breach, ...] = ()
    ) -> Answer:
        lead = self._state.get("lead") or {}
        return Answer(draft, lead.get("fields") or {}, lead.get("status"), ms, failure, breaches)


def _recorded(before: Mapping[str, Any], found: LeadUpdate) -> dict[str, Any]:
    """The lead as it is stored: what this message told replaces what was known, and who qualified stays qualified."""
    stored = before["fields"] if "id" in before else {}
    told = {name: found.fields[name] for name in found.learned if name in found.fields}
    qualified = found.qualified or before.get("status") == "qualified"
    return {
        "id": before.get("id", "rehearsed"),
        "score": found.score,
        "status": "qualified" if qualified else "new",
        "fields": {**found.fields, **stored, **told},
    }
