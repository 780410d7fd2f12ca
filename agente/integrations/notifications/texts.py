"""What a notification says, in the business's language."""

from collections.abc import Mapping
from typing import Any

from agente.i18n.texts import texts
from agente.outbox.events import HANDOFF_OPENED, LEAD_QUALIFIED
from agente.packs.models import Locale

EVENTS = (LEAD_QUALIFIED, HANDOFF_OPENED)


def title(event: str, payload: Mapping[str, Any], locale: Locale) -> str:
    words = _words(locale)
    who = payload["contact"]["name"] or words["somebody"]
    return words[event].format(who=who)


def lines(event: str, payload: Mapping[str, Any], locale: Locale) -> list[tuple[str, str]]:
    """(label, value) of what is known."""
    words = _words(locale)
    contact = payload["contact"]
    known = {"company": contact.get("company"), "email": contact["email"], "phone": contact["phone"]}
    if event == LEAD_QUALIFIED:
        known |= {"score": str(payload["score"]), "reasons": "; ".join(payload["reasons"])}
    else:
        known |= {"reason": words.get(f"reason_{payload['reason']}", payload["reason"]), "note": payload["note"]}
    known["protocol"] = payload["protocol"]
    return [(words[f"label_{name}"], value) for name, value in known.items() if value]


def link_text(locale: Locale) -> str:
    return _words(locale)["link"]


def _words(locale: Locale) -> Mapping[str, str]:
    return texts("notifications", locale)
