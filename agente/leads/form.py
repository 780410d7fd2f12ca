"""Which of a pack's qualification fields is which detail of a customer? Packs choose the names of their fields."""

from collections.abc import Mapping
from typing import Any, Final

from agente.leads.details import Details
from agente.packs.models import Qualification, QualificationField

CONTACT: Final = ("name", "email", "phone", "company")  # details that leads and contacts have columns for
_BY_TYPE: Final = frozenset({*CONTACT, "document"})
# What a type alone does not tell: a company may ask for several numbers, amounts and texts.
_BY_NAME: Final = {"need": "text", "timeline": "text", "team_size": "number", "budget": "money"}


def detail_of(field: QualificationField) -> str | None:
    """The name of the detail that fills the field from any message; None: only the answer to its question does."""
    if field.type in _BY_TYPE:
        return field.type
    return field.name if _BY_NAME.get(field.name) == field.type else None


def fields_for(rules: Qualification | None, detail: str) -> set[str]:
    """The names of the pack's fields that the detail fills; none without rules."""
    return {field.name for field in rules.fields if detail_of(field) == detail} if rules else set()


def details_among(rules: Qualification, fields: Mapping[str, Any]) -> Details:
    known = {
        detail: fields[field.name] for field in rules.fields if (detail := detail_of(field)) and field.name in fields
    }
    return Details.from_json(known)


def fields_of(rules: Qualification, details: Details) -> dict[str, Any]:
    """The values of the pack's fields that the details tell. A document that fails its check digits is none."""
    known = details.to_json()
    if details.document_valid is False:
        known.pop("document", None)
    return {field.name: known[detail] for field in rules.fields if (detail := detail_of(field)) in known}


def contact_details(rules: Qualification, fields: Mapping[str, Any]) -> dict[str, str | None]:
    """Name, e-mail, phone and company among the fields; None where unknown."""
    details = details_among(rules, fields)
    return {name: getattr(details, name) for name in CONTACT}
