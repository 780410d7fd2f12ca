"""What does the tagger see where the rules found nothing, and which of their findings does it hold impossible?"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from agente.kit.patterns import regex
from agente.leads.answers import NO_ANSWER
from agente.leads.money import Budget, budget_at
from agente.leads.names import stands_in_front
from agente.leads.numerals import Number
from agente.leads.persons import person_at, written
from agente.leads.spans import Reading, Span
from agente.leads.teams import are_guests
from agente.leads.wording import Message

# How likely a span has to be; chosen on the totals of writers that the tagger had not learnt from.
_LEAST: Final = {"name": 0.55, "company": 0.51, "need": 0.53, "timeline": 0.65, "team_size": 0.7, "budget": 0.51}
# What the rules found is dropped where the tagger holds it for less likely.
DOUBTED: Final = {"name": 0.025, "company": 0.025, "need": 0.05, "timeline": 0.01, "team_size": 0.004, "budget": 0.015}
# Or where it is sure of another place.
_DOUBTFUL: Final = 0.3
_SURE: Final = 0.8
# Whose name that is: "o vendedor se chama Marcos", "no nome da Ivone, minha mãe"
_OTHERS_BEFORE: Final = regex(
    r"\b(?:vendedora?|atendente|entregadora?|motorista|tecnic[oa]|filh[oa]|cachorr[oa]|gat[oa]|mae|pai|el[ea]|que)"
    r" (?:se )?chama (?:o |a )?$"
)
_OTHERS_AFTER: Final = regex(
    r",? (?:minha|meu|my|mi) (?:mae|pai|filh[oa]|espos[oa]|marido|mulher|irma|irmao|sogr[oa]|avo)\b"
)
# "Preciso do estoque esse mês" needs no second opinion.
_NEEDING: Final = regex(
    r"\b(?:preciso|precisamos|necesito|necesitamos|i need|we need) (?:d[eao]s? )?(?:uma? |an? |una? )?$"
)
_BARE: Final = frozenset({"name", "need", "team_size", "budget"})
_BARE_ANSWER: Final = 4  # words: there is nothing in it but what was asked for
_ORNAMENT: Final = re.compile(r"[^\w\s.)!'\"+#&]+$")  # "Sapataria Pé Quente 👠"
_RIVALLED: Final = frozenset({"name", "company", "need", "budget"})

Found = Mapping[str, Any]


def revised(
    message: Message,
    reading: Reading,
    found: Found,
    numbers: Sequence[Number],
    asked: str | None,
    free: Collection[str],
    need: str | None,
    team: Sequence[tuple[int, int]] = (),
) -> dict[str, Any]:
    """The details that differ from what the rules `found`; None takes one back. What is `free` may be filled; `need` is
    what was known of what they want, `team` where the message tells of the people that were found."""
    alone = len(reading.tokens) <= _BARE_ANSWER or (asked == "name" and stands_in_front(message))
    bare = asked if asked in _BARE and alone else None
    doubted = [field for field in DOUBTED if found.get(field) is not None and field != bare]
    refuted = (field for field in doubted if _refuted(message, reading, numbers, field, found[field], team))
    changes: dict[str, Any] = dict.fromkeys(refuted)
    missing = {field for field in free if field in changes or found.get(field) is None}
    if asked in missing and NO_ANSWER.search(message.folded):
        missing.discard(asked)
    for span in reading.spans:
        if span.field in missing and span.likely >= _LEAST[span.field]:
            value = _value(message, span, numbers, {**found, **changes}, need)
            if value is not None:
                changes[span.field] = value
                missing.discard(span.field)
    return changes


def _refuted(
    message: Message,
    reading: Reading,
    numbers: Sequence[Number],
    field: str,
    value: Any,
    team: Sequence[tuple[int, int]],
) -> bool:
    places = team if field == "team_size" else _places(message, numbers, value)
    if not places or (field == "need" and _is_plainly_needed(message, places)):
        return False
    likely = max(reading.likelihood(field, start, end) for start, end in places)
    rivals = field in _RIVALLED and any(
        span.field == field
        and span.likely >= _SURE
        and not any(span.start < end and start < span.end for start, end in places)
        for span in reading.spans
    )
    return likely < DOUBTED[field] or (rivals and likely < _DOUBTFUL)


def _is_plainly_needed(message: Message, places: Sequence[tuple[int, int]]) -> bool:
    return any(_NEEDING.search(message.folded[max(0, start - 24) : start]) for start, _ in places)


def _places(message: Message, numbers: Sequence[Number], value: str | Budget) -> list[tuple[int, int]]:
    """Where the message says what was found."""
    if isinstance(value, str):
        text, wanted, places = message.text.lower(), value.lower(), []
        start = text.find(wanted)
        while start >= 0:
            places.append((start, start + len(wanted)))
            start = text.find(wanted, start + 1)
        return places
    return [(number.start, number.end) for number in numbers if number.value in {value.min, value.max}]


def _value(message: Message, span: Span, numbers: Sequence[Number], found: Found, need: str | None) -> Any:
    text = message.text[span.start : span.end]
    match span.field:
        case "name":
            if _OTHERS_BEFORE.search(message.folded[max(0, span.start - 40) : span.start]):
                return None
            if _OTHERS_AFTER.match(message.folded, span.end):
                return None
            person = person_at(message, span.start, sure=True)
            return person[0] if person and person[1] >= span.end else written(message, [(span.start, span.end)])
        case "company":
            text = _ORNAMENT.sub("", text).strip() or text
            return None if text.lower() == str(found.get("name")).lower() else text
        case "team_size":
            if are_guests(message, span.start, found.get("need") or need):
                return None
            sizes = [number.value for number in numbers if number.start < span.end and span.start < number.end]
            return int(sizes[0]) if len(sizes) == 1 and sizes[0] == sizes[0].to_integral_value() else None
        case "budget":
            return budget_at(message, numbers, span.start, span.end)
        case _:
            return text
