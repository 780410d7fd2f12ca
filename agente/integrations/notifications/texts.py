"""What a notification says, in the business's language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from agente import i18n
from agente.outbox.events import HANDOFF_OPENED, LEAD_QUALIFIED
from agente.packs.models import Locale

EVENTS = (LEAD_QUALIFIED, HANDOFF_OPENED)
_FOLDER = Path(i18n.__file__).parent / "notifications"


@cache
def _texts(locale: Locale) -> dict[str, str]:
    texts: dict[str, str] = yaml.safe_load((_FOLDER / f"{locale}.yaml").read_text("utf-8"))
    return texts


def title(event: str, payload: Mapping[str, Any], locale: Locale) -> str:
    texts = _texts(locale)
    who = payload["contact"]["name"] or texts["somebody"]
    return texts[event].format(who=who)


def lines(event: str, payload: Mapping[str, Any], locale: Locale) -> list[tuple[str, str]]:
    """(label, value) of what is known."""
    texts = _texts(locale)
    contact = payload["contact"]
    known = {"company": contact.get("company"), "email": contact["email"], "phone": contact["phone"]}
    if event == LEAD_QUALIFIED:
        known |= {"score": str(payload["score"]), "reasons": "; ".join(payload["reasons"])}
    else:
        known |= {"reason": texts.get(f"reason_{payload['reason']}", payload["reason"]), "note": payload["note"]}
    known["protocol"] = payload["protocol"]
    return [(texts[f"label_{name}"], value) for name, value in known.items() if value]


def link_text(locale: Locale) -> str:
    return _texts(locale)["link"]
