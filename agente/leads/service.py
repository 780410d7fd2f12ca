"""Keeping a lead: one a contact, qualified once."""

from typing import Any

from sqlalchemy import Connection, Row

from agente.conversations.service import Accepted
from agente.kit.clock import rfc3339, utc_now
from agente.kit.ids import new_id
from agente.leads import repository
from agente.leads.updates import LeadUpdate
from agente.outbox import service as outbox

COLUMNS = ("name", "email", "phone", "company")  # fields that have a column of their own


def record(connection: Connection, accepted: Accepted, found: LeadUpdate) -> dict[str, Any]:
    """Stores what is known of the conversation's contact; returns `{id, score, status, fields}` for its state.

    The first time that it counts as qualified, the event `lead.qualified` is written to the outbox, in the same
    transaction. A status that a person gave (won, lost, disqualified) stays.
    """
    now = utc_now()
    known = repository.find_by_contact(connection, accepted.contact_id)
    fields = dict(found.fields)
    values: dict[str, Any] = {name: fields.get(name) for name in COLUMNS} | {
        "conversation_id": accepted.conversation_id,
        "fields": fields,
        "score": found.score,
        "reasons": list(found.reasons),
        "updated_at": now,
    }
    if found.qualified and (known is None or known.qualified_at is None):
        values |= {
            "status": "qualified" if known is None or known.status == "new" else known.status,
            "qualified_at": now,
        }
    if known is None:
        fresh = {"id": new_id(), "contact_id": accepted.contact_id, "owner": accepted.owner, "created_at": now}
        repository.add(connection, {"status": "new", "qualified_at": None} | values | fresh)
    else:
        repository.change(connection, known.id, values)
    lead = _found(repository.find_by_contact(connection, accepted.contact_id))
    if values.get("qualified_at"):
        outbox.enqueue(connection, "lead.qualified", lead.id, lead_json(lead), key=f"lead.qualified:{lead.id}")
    return {"id": lead.id, "score": lead.score, "status": lead.status, "fields": fields}


def lead_json(row: Row[Any]) -> dict[str, Any]:
    """A `leads` row in the shape of `LeadDetail`."""
    return {
        "id": row.id,
        "contact_id": row.contact_id,
        "conversation_id": row.conversation_id,
        "name": row.name,
        "email": row.email,
        "phone": row.phone,
        "company": row.company,
        "fields": row.fields,
        "score": row.score,
        "reasons": row.reasons,
        "status": row.status,
        "qualified_at": rfc3339(row.qualified_at) if row.qualified_at else None,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def _found(row: Row[Any] | None) -> Row[Any]:
    if row is None:
        raise LookupError("the lead that was just stored is gone")
    return row
