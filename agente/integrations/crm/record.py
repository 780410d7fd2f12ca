"""What a CRM is told of a lead, under our own names; the mapping gives them the vendor's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from agente.conversations import service as conversations
from agente.conversations.transcripts import transcript
from agente.i18n.texts import texts
from agente.integrations.links import conversation_url
from agente.outbox.ports import Delivery
from agente.packs.models import Locale
from agente.storage.database import Database

LOOKED_AT = 40
LAST_MESSAGES = 6  # of the customer; what a salesperson reads before a call
MOST_CHARACTERS = 280  # of each


@dataclass(frozen=True, slots=True)
class Record:
    """`values` by our names, none empty; `note` is the summary that goes beside them, in plain text."""

    lead_id: str
    values: Mapping[str, str]
    note: str
    key: str = ""  # of the delivery that it is told by


async def record_of(
    delivery: Delivery, database: Database, labels: Mapping[str, str], locale: Locale, public_url: str | None
) -> Record:
    """Reads what was said in a short transaction, which is over before the vendor is called.

    `labels` are the names of the lead's fields for people.
    """
    payload = delivery.payload
    conversation_id = payload.get("conversation_id")
    said = await database.read(_said, conversation_id) if conversation_id else []
    link = conversation_url(public_url, conversation_id)
    values = values_of(payload) | ({"conversation_url": link} if link else {})
    return Record(delivery.subject, values, _note(payload, labels, said, link, locale), delivery.key)


def values_of(payload: Mapping[str, Any]) -> dict[str, str]:
    """Everything that is known, as texts."""
    name = (payload.get("name") or "").split()
    known = {
        "lead_id": payload["id"],
        "name": payload.get("name"),
        "first_name": name[0] if name else None,
        "last_name": " ".join(name[1:]) or None,
        **{key: payload.get(key) for key in ("email", "phone", "company", "score", "status")},
        **{key: payload.get(key) for key in ("qualified_at", "updated_at")},
        **{key: payload.get(key) for key in ("protocol", "channel", "locale")},
        "reasons": "; ".join(payload.get("reasons") or ()),
    }
    told = {key: text for key, value in (payload.get("fields") or {}).items() if (text := as_text(value))}
    return told | {key: str(value) for key, value in known.items() if value not in (None, "")}


def as_text(value: object) -> str:
    """A field's value in a line: a span of money is `500-800 BRL`."""
    if isinstance(value, Mapping):
        low, high = value.get("min"), value.get("max")
        span = f"{low}-{high}" if low != high and None not in (low, high) else str(low if low is not None else high)
        return f"{span} {value.get('currency', '')}".strip()
    return "" if value is None else str(value)


def _said(connection: Connection, conversation_id: str) -> list[str]:
    if not conversations.exists(connection, conversation_id):
        return []
    said = transcript(connection, conversation_id, LOOKED_AT)
    return [text for role, text in said if role == "customer"][-LAST_MESSAGES:]


def _note(
    payload: Mapping[str, Any], labels: Mapping[str, str], said: list[str], link: str | None, locale: Locale
) -> str:
    words = texts("crm", locale)
    lines = [words["title"].format(protocol=payload.get("protocol") or payload["id"], score=payload["score"])]
    lines += [f"- {reason}" for reason in payload.get("reasons") or ()]
    fields = {key: text for key, value in (payload.get("fields") or {}).items() if (text := as_text(value))}
    lines += [f"{labels.get(key, key)}: {text}" for key, text in fields.items()]
    if said:
        lines += ["", words["said"], *(f"“{_cut(text)}”" for text in said)]
    if link:
        lines += ["", f"{words['link']} {link}"]
    return "\n".join(lines)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_CHARACTERS else line[: MOST_CHARACTERS - 1] + "…"
