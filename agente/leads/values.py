"""Which value does an answer give to one of the pack's fields? Read and normalised as its type says."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from agente.knowledge.analysis import words
from agente.leads.details import details_in
from agente.leads.form import detail_of
from agente.packs.models import QualificationField

# As which detail an answer is read that only a question tells to be one.
_READ_AS = {"text": "need", "number": "team_size", "money": "budget"}


def value_in(field: QualificationField, text: str, days: Sequence[date] = ()) -> Any:
    """The value that the answer `text` gives, a JSON value; None when it has none.

    `days` are those that the text names. A document that fails its check digits is no value.
    """
    if field.type == "choice":
        return _chosen(field.choices, text)
    if field.type == "date" and days:
        return days[0].isoformat()
    detail = detail_of(field) or _READ_AS.get(field.type, "timeline")
    details = details_in(text, asked=detail)
    return None if detail == "document" and not details.document_valid else details.to_json().get(detail)


def _chosen(choices: Sequence[str], text: str) -> str | None:
    """The one choice that is named; of those that contain each other the longest."""
    spoken = _spaced(text)
    named = sorted((choice for choice in choices if _spaced(choice) in spoken), key=len, reverse=True)
    longest = [choice for choice in named if _spaced(choice) in _spaced(named[0])]
    return named[0] if named and len(longest) == len(named) else None


def _spaced(text: str) -> str:
    return f" {' '.join(words(text))} "
