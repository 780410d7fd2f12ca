"""What a mail's words may name: made from an event's payload, or invented for a preview."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from agente.i18n import formats
from agente.i18n.texts import texts
from agente.outbox.events import (
    BOOKING_CANCELLED,
    BOOKING_MADE,
    BOOKING_MOVED,
    HANDOFF_OPENED,
    LEAD_QUALIFIED,
    TRANSCRIPT_REQUESTED,
)
from agente.packs.models import Locale, MailName
from agente.packs.pack import Pack

FOR_TEAM: Mapping[str, MailName] = {LEAD_QUALIFIED: "lead_notice", HANDOFF_OPENED: "handoff_notice"}
FOR_CUSTOMER: Mapping[str, MailName] = {
    LEAD_QUALIFIED: "lead_received",
    BOOKING_MADE: "booking_made",
    BOOKING_MOVED: "booking_moved",
    BOOKING_CANCELLED: "booking_cancelled",
    TRANSCRIPT_REQUESTED: "transcript",
}
DETAILS = ("company", "email", "phone", "score", "reasons", "note", "protocol")


def values_of(
    name: MailName,
    payload: Mapping[str, Any],
    pack: Pack,
    locale: Locale,
    url: str | None = None,
    messages: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """`url` is the conversation's for the team; `messages` are (who, text) of a transcript."""
    contact = payload.get("contact") or {}
    full_name = contact.get("name") or payload.get("name")
    values: dict[str, Any] = {
        "name": full_name,
        "first_name": full_name.split()[0] if full_name else None,
        "company": contact.get("company") or payload.get("company"),
        "protocol": payload.get("protocol"),
        "score": payload.get("score"),
        "url": url,
        "messages": list(messages),
        "reason": texts("mail", locale).get(f"reason_{payload.get('reason')}", payload.get("reason")),
        "when": _when(payload, pack, locale) if name.startswith("booking_") else None,
    }
    known = contact | {key: payload.get(key) for key in ("score", "note", "protocol")}
    known["reasons"] = "; ".join(payload.get("reasons") or ())
    values["details"] = [(texts("mail", locale)[f"label_{key}"], str(known[key])) for key in DETAILS if known.get(key)]
    return values


def sample_payload() -> dict[str, Any]:
    """Somebody who does not exist, for previews and checks."""
    return {
        "contact": {
            "name": "Ana Souza",
            "email": "ana@example.com",
            "phone": "+5511987654321",
            "company": "Padaria Sol",
        },
        "score": 82,
        "reasons": ["deixou o e-mail", "tem 12 pessoas na equipe"],
        "note": "Prefiro falar de manhã",
        "reason": "asked_for_human",
        "protocol": "260302-1234",
        "starts_at": "2026-03-05T17:00:00Z",
        "ends_at": "2026-03-05T17:30:00Z",
    }


SAMPLE_MESSAGES = (("Você", "Quanto custa o plano profissional?"), ("Atendimento", "R$ 189,90 por mês."))


def _when(payload: Mapping[str, Any], pack: Pack, locale: Locale) -> str:
    """Day and time in the business's time zone, as people write them."""
    starts = datetime.fromisoformat(payload["starts_at"]).astimezone(ZoneInfo(pack.business.timezone))
    day = f"{formats.weekday(starts.weekday(), locale)}, {formats.day_month(starts.date(), locale)}"
    return f"{day}, {formats.clock(starts.time(), locale)}"
