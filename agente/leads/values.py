"""Which value does an answer give to one of the pack's fields? Read and normalised as its type says."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from agente.kit.patterns import regex
from agente.knowledge.analysis import words
from agente.leads.details import details_in
from agente.leads.form import detail_of
from agente.packs.models import QualificationField

# As which detail an answer is read that only a question tells to be one.
_READ_AS = {"text": "need", "number": "team_size", "money": "budget"}

_PARTS = re.compile(r"[^.,;!?\n]+(?![^.,;!?\n]|\?)")  # none that asks
_WITHOUT_FRAME = regex(
    r"^(?:(?:entao|ok|ta|bom|sou|tenho|temos|uso|vai ser|seria|pel[oa]|d[oae]|o|a|como|meu|minha|convenio|plano"
    r"|i have|tengo|soy) )*"
)
_SAID_OF_ANYTHING = frozenset(
    {"sim", "não", "yes", "no", "sí", "hoje", "agora", "outro", "outros", "other", "otro", "nenhum"}
)


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


def stated_choice(field: QualificationField, text: str) -> str | None:
    """The option that a part of the text names and says nothing else, unasked: "então particular", "tenho Amil"."""
    parts = [_WITHOUT_FRAME.sub("", " ".join(words(part))) for part in _PARTS.findall(text)]
    named = [choice for choice in field.choices if " ".join(words(choice)) in parts]
    return named[0] if len(named) == 1 and named[0].lower() not in _SAID_OF_ANYTHING else None


def _chosen(choices: Sequence[str], text: str) -> str | None:
    """The one choice that is named; of those that contain each other the longest."""
    spoken = _spaced(text)
    named = sorted((choice for choice in choices if _spaced(choice) in spoken), key=len, reverse=True)
    longest = [choice for choice in named if _spaced(choice) in _spaced(named[0])]
    return named[0] if named and len(longest) == len(named) else None


def _spaced(text: str) -> str:
    return f" {' '.join(words(text))} "
