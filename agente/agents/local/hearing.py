"""What does a message tell of its writer? The values that it gives to the fields of the pack's qualification."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from agente.agents.turn import TurnInput
from agente.intents.router import Classification
from agente.knowledge.analysis import words
from agente.leads.details import details_in
from agente.leads.form import detail_of, details_among, fields_of
from agente.packs.models import IntentName, Qualification, QualificationField

MAX_NAME_WORDS = 3
SURE = 0.5  # from this confidence on, a message for one of these is no free answer to our question
_NO_ANSWERS: tuple[IntentName, ...] = (
    "complaint", "cancellation", "human_handoff", "privacy_request", "goodbye",
)  # fmt: skip
# As which detail an answer is read that only a question tells to be one.
_READ_AS = {"text": "need", "number": "team_size", "money": "budget"}


@dataclass(frozen=True, slots=True)
class Heard:
    known: Mapping[str, Any] = field(default_factory=dict)  # before the message, by the names of the pack's fields
    told: Mapping[str, Any] = field(default_factory=dict)  # what the message says that was not known, or otherwise
    asked: QualificationField | None = None  # what our last reply asked for
    name: str = ""  # of a person, told in the message
    bad_document: bool = False  # one was told that fails its check digits

    @property
    def corrected(self) -> tuple[str, ...]:
        """The names of those told fields that had another value before."""
        return tuple(name for name in self.told if name in self.known)


def hear(
    rules: Qualification | None,
    turn: TurnInput,
    classification: Classification,
    days: Sequence[date],
    tells: bool = True,
) -> Heard:
    """What the message gives; nothing when it `tells` nothing, for it only names or points at products."""
    if rules is None:
        return Heard()
    known = lead_fields(turn.state)
    asked = next((item for item in rules.fields if item.name == turn.state.get("asked")), None)
    if not tells:
        return Heard(known, asked=asked)
    detail = detail_of(asked) if asked else _told_late(turn, classification)
    details = details_in(turn.text, asked=detail, known=details_among(rules, known))
    told = {name: value for name, value in fields_of(rules, details).items() if value != known.get(name)}
    if asked and detail is None and (answer := _answer(asked, turn.text, days)) not in (None, known.get(asked.name)):
        told[asked.name] = answer
    if asked and asked.type == "text" and classification.confidence >= SURE and classification.intent in _NO_ANSWERS:
        told.pop(asked.name, None)
    name = next((str(told[item.name]) for item in rules.fields if item.type == "name" and item.name in told), "")
    return Heard(known, told, asked, name, details.document_valid is False)


def _told_late(turn: TurnInput, classification: Classification) -> Literal["name"] | None:
    """ "Geraldo.", some replies after we asked: a short message that gives details and says of what is a name."""
    tells = classification.intent == "provide_details" and classification.confidence >= SURE
    return "name" if tells and len(turn.text.split()) <= MAX_NAME_WORDS else None


def lead_fields(state: Mapping[str, Any]) -> Mapping[str, Any]:
    lead = state.get("lead")
    fields = lead.get("fields") if isinstance(lead, Mapping) else None
    return fields if isinstance(fields, Mapping) else {}


def _answer(asked: QualificationField, text: str, days: Sequence[date]) -> Any:
    """The answer to the question about a field that no detail fills; None when the message has none."""
    if asked.type == "choice":
        return _chosen(asked.choices, text)
    if asked.type == "date" and days:
        return days[0].isoformat()
    detail = _READ_AS.get(asked.type, "timeline")
    return details_in(text, asked=detail).to_json().get(detail)


def _chosen(choices: Sequence[str], text: str) -> str | None:
    """The one choice that is named; of those that contain each other the longest."""
    spoken = _spaced(text)
    named = sorted((choice for choice in choices if _spaced(choice) in spoken), key=len, reverse=True)
    longest = [choice for choice in named if _spaced(choice) in _spaced(named[0])]
    return named[0] if named and len(longest) == len(named) else None


def _spaced(text: str) -> str:
    return f" {' '.join(words(text))} "
