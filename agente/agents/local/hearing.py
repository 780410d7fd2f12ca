"""What does a message tell of its writer? The values that it gives to the fields of the pack's qualification."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from agente.agents.local import meeting_cues
from agente.agents.local.whose import is_somebody_else
from agente.agents.turn import TurnInput
from agente.intents.router import Classification
from agente.knowledge.analysis import folded
from agente.leads.details import details_in
from agente.leads.form import detail_of, details_among, fields_for, fields_of
from agente.leads.values import stated_choice, value_in
from agente.packs.models import IntentName, Qualification, QualificationField

MAX_NAME_WORDS = 3
SURE = 0.5  # from this confidence on, a message for one of these is no free answer to our question
_NO_ANSWERS: tuple[IntentName, ...] = (
    "complaint", "cancellation", "human_handoff", "privacy_request", "goodbye",
)  # fmt: skip


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
    classify: Callable[[], Classification],
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
    knows_name = any(item.type == "name" and item.name in known for item in rules.fields)
    detail = detail_of(asked) if asked else None if knows_name else _told_late(turn, classify)
    details = details_in(turn.text, asked=detail, known=details_among(rules, known))
    told = {name: value for name, value in fields_of(rules, details).items() if value != known.get(name)}
    told = {name: value for name, value in told.items() if not _is_of_another(rules, name, value, turn.text)}
    if asked and detail is None and (answer := value_in(asked, turn.text, days)) not in (None, known.get(asked.name)):
        told[asked.name] = answer
    if asked and asked.type == "text" and asked.name in told and _is_no_answer(classify()):
        told.pop(asked.name)
    days_told = [name for name, value in told.items() if detail != "timeline" and _is_its_day(rules, name, value)]
    if days_told and _is_of_a_meeting(turn, classify):
        told = {name: value for name, value in told.items() if name not in days_told}
    if not turn.state.get("awaiting"):
        # A lone "particular" is nobody's name.
        chosen = _chosen_unasked(rules, turn.text, {*known, *told})
        told = {name: value for name, value in told.items() if value not in chosen.values()} | chosen
    name = next((str(told[item.name]) for item in rules.fields if item.type == "name" and item.name in told), "")
    return Heard(known, told, asked, name, details.document_valid is False)


def with_answer(heard: Heard, whole: Heard) -> Heard:
    """What a part of a message tells, with what the whole one answers to our question."""
    asked = whole.asked.name if whole.asked else ""
    answered = {asked: whole.told[asked]} if asked in whole.told else {}
    return replace(heard, told={**answered, **heard.told}, asked=whole.asked) if answered else heard


def _is_of_another(rules: Qualification, name: str, value: object, text: str) -> bool:
    """ "O das 11 pra ela, Marlene": no name of the writer's."""
    is_name = any(item.type == "name" for item in rules.fields if item.name == name)
    return is_name and is_somebody_else(str(value), text)


def _is_of_a_meeting(turn: TurnInput, classify: Callable[[], Classification]) -> bool:
    if turn.state.get("awaiting") in ("slot", "booking", "which_booking") or classify().intent == "scheduling":
        return True
    return bool(turn.state.get("booking")) and meeting_cues.MOVE_IT.search(folded(turn.text)) is not None


def _is_its_day(rules: Qualification, name: str, value: object) -> bool:
    """ "Pra quinta": of a meeting it tells nothing of when they want to start."""
    is_timeline = name in fields_for(rules, "timeline")
    return is_timeline and meeting_cues.ONE_DAY.search(folded(str(value))) is not None


def _chosen_unasked(rules: Qualification, text: str, known: set[str]) -> dict[str, Any]:
    choices = (item for item in rules.fields if item.type == "choice" and item.name not in known)
    return {item.name: value for item in choices if (value := stated_choice(item, text))}


def _is_no_answer(classification: Classification) -> bool:
    return classification.confidence >= SURE and classification.intent in _NO_ANSWERS


def _told_late(turn: TurnInput, classify: Callable[[], Classification]) -> Literal["name"] | None:
    """ "Geraldo.", some replies after we asked: a short message that gives details and says of what is a name."""
    if len(turn.text.split()) > MAX_NAME_WORDS:
        return None
    classification = classify()
    return "name" if classification.intent == "provide_details" and classification.confidence >= SURE else None


def lead_fields(state: Mapping[str, Any]) -> Mapping[str, Any]:
    lead = state.get("lead")
    fields = lead.get("fields") if isinstance(lead, Mapping) else None
    return fields if isinstance(fields, Mapping) else {}
