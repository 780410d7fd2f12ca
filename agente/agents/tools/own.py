"""Who is this conversation's contact? What a tool may take for their own, which no argument of a model can change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from agente.agents.tools.tool import ToolContext
from agente.leads.details import NOTHING, details_in
from agente.leads.form import details_among
from agente.packs.models import Qualification

OwnDetail = Literal["name", "email", "phone", "document"]
OWN_DETAILS: tuple[OwnDetail, ...] = ("name", "email", "phone", "document")


def own_details(context: ToolContext, rules: Qualification | None) -> dict[OwnDetail, str]:
    """What is known: first what the caller vouched for, then what the customer wrote, then what the lead has.

    Only the first is certain; who it is that writes in a public chat is what they say.
    """
    lead = context.state.get("lead")
    fields = lead.get("fields") if isinstance(lead, Mapping) else None
    details = details_among(rules, fields) if rules and isinstance(fields, Mapping) else NOTHING
    for text in context.said:
        details = details_in(text, known=details)
    if details.document_valid is False:
        details = replace(details, document=None)
    values = {name: context.contact.get(name) or getattr(details, name) for name in OWN_DETAILS}
    return {name: value for name, value in values.items() if value}


def wrote(detail: str, value: Any, said: Sequence[str]) -> bool:
    """Whether the customer's own messages have this e-mail address, phone or document."""
    return any(getattr(details_in(text, asked=detail), detail) == value for text in said)
