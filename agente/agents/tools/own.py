"""Who is this conversation's contact? What a tool may take for their own, which no argument of a model can change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from agente.agents.tools.tool import ToolContext
from agente.leads.details import NOTHING, details_in
from agente.leads.form import details_among
from agente.packs.models import Qualification

OwnDetail = Literal["name", "email", "phone", "document"]
MOST_SUMMARIES = 3  # of one conversation; who writes in a public chat could have anybody mailed
OWN_DETAILS: tuple[OwnDetail, ...] = ("name", "email", "phone", "document")


def own_details(context: ToolContext, rules: Qualification | None) -> dict[OwnDetail, str]:
    """What is known: first what the caller vouched for, then what the customer wrote, then what the lead has.

    Only the first is certain; who it is that writes in a public chat is what they say.
    """
    return known_details(context.state, context.said, rules, context.contact)


def known_details(
    state: Mapping[str, Any], said: Sequence[str], rules: Qualification | None, vouched: Mapping[str, str]
) -> dict[OwnDetail, str]:
    """The same, by the conversation's `state`, what the customer `said`, oldest first, and what was vouched for."""
    lead = state.get("lead")
    fields = lead.get("fields") if isinstance(lead, Mapping) else None
    details = details_among(rules, fields) if rules and isinstance(fields, Mapping) else NOTHING
    for text in said:
        details = details_in(text, known=details)
    if details.document_valid is False:
        details = replace(details, document=None)
    values = {name: vouched.get(name) or getattr(details, name) for name in OWN_DETAILS}
    return {name: value for name, value in values.items() if value}


def vouched_for(state: Mapping[str, Any]) -> Mapping[str, str]:
    """What the caller told of the contact when the conversation was opened."""
    contact = state.get("contact")
    return contact if isinstance(contact, Mapping) else {}


def summaries_sent(state: Mapping[str, Any]) -> int:
    """How often this conversation was mailed to its customer."""
    sent = state.get("summaries_sent")
    return sent if isinstance(sent, int) else 0


def wrote(detail: str, value: Any, said: Sequence[str]) -> bool:
    """Whether the customer's own messages have this e-mail address, phone or document."""
    return any(getattr(details_in(text, asked=detail), detail) == value for text in said)
