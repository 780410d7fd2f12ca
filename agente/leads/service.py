"""Keeping a lead: one a contact, qualified once. And who may read it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from agente.accounts.callers import Caller
from agente.contacts import service as contacts
from agente.conversations import service as conversations
from agente.conversations.service import Accepted, Acquaintance
from agente.errors import NotFound, Unauthorized
from agente.kit.clock import utc_now
from agente.kit.ids import new_id
from agente.knowledge.analysis import words
from agente.leads import repository
from agente.leads.details import Details
from agente.leads.filters import Wanted
from agente.leads.form import contact_details, fields_of
from agente.leads.models import LENGTHS
from agente.leads.schemas import lead_detail_json
from agente.leads.scoring import score
from agente.leads.updates import LeadUpdate
from agente.outbox import service as outbox
from agente.packs.models import Locale, Qualification


def record(
    connection: Connection, accepted: Accepted, found: LeadUpdate, rules: Qualification, locale: Locale
) -> dict[str, Any]:
    """Stores what is known of the conversation's contact; returns `{id, score, status, fields}` for its state.

    What another conversation of the same contact found out meanwhile is kept, and the score is that of all together.
    The first time that it counts as qualified, the event `lead.qualified` is written to the outbox, in the same
    transaction. A status that a person gave (won, lost, disqualified) stays. What the contact itself lacked of name,
    e-mail and phone is filled in.
    """
    known = repository.find_to_change(connection, accepted.contact_id)
    fields = _merged(known.fields if known else {}, found)
    counted = score(fields, rules, locale)
    now = utc_now()
    columns = _columns(rules, fields)
    values: dict[str, Any] = columns | {
        "conversation_id": accepted.conversation_id,
        "fields": fields,
        "searched": _searched(fields),
        "score": counted.points,
        "reasons": list(counted.reasons),
        "updated_at": now,
    }
    becomes_qualified = counted.qualified and (known is None or (known.status == "new" and not known.qualified_at))
    if becomes_qualified:
        values |= {"status": "qualified", "qualified_at": now}
    if known is None:
        fresh = {"id": new_id(), "contact_id": accepted.contact_id, "owner": accepted.owner, "created_at": now}
        repository.add(connection, {"status": "new", "qualified_at": None} | values | fresh)
    else:
        repository.change(connection, known.id, values)
    contacts.complete(connection, accepted.contact_id, {name: columns[name] for name in contacts.DETAILS})
    lead = _found(repository.find_by_contact(connection, accepted.contact_id))
    if becomes_qualified:
        event = lead_detail_json(lead)
        outbox.enqueue(connection, "lead.qualified", lead.id, event, key=f"lead.qualified:{lead.id}")
    return _of_state(lead, fields)


def acquaintance(rules: Qualification | None) -> Acquaintance:
    """Tells a new conversation's state what is known of its contact, so that it is never asked again.

    That is `lead` with `{id, score, status, fields}`, with `fields` alone before there is a lead, or nothing.
    """

    def known_of(connection: Connection, contact_id: str) -> dict[str, Any]:
        row = repository.find_known(connection, contact_id) if rules else None
        if rules is None or row is None:
            return {}
        told = fields_of(rules, Details(name=row.contact_name, email=row.contact_email, phone=row.contact_phone))
        if row.id is not None:
            return {"lead": _of_state(row, told | row.fields)}
        return {"lead": {"fields": told}} if told else {}

    return known_of


def find_leads(connection: Connection, caller: Caller, wanted: Wanted, most: int) -> Sequence[Row[Any]]:
    """Up to `most` of the leads that the caller may see, newest first. Raises `Unauthorized` for a web chat's token."""
    return repository.page(connection, _client(caller), wanted, most)


def get_lead(connection: Connection, caller: Caller, lead_id: str) -> tuple[Row[Any], Sequence[Row[Any]]]:
    """A lead and its contact's conversations, newest first. Raises `Unauthorized` or `NotFound`."""
    lead = repository.find(connection, _client(caller), lead_id)
    if lead is None:
        raise NotFound("lead_not_found", "There is no such lead.")
    return lead, conversations.of_contact(connection, lead.contact_id)


def search_words(text: str) -> list[str]:
    """The words of a search, as `searched` has them: without accents and capitals."""
    return list(words(text))


def _client(caller: Caller) -> str:
    if caller.client is None:
        raise Unauthorized("needs_api_key", "Leads are for API keys; a web chat's token opens its conversation only.")
    return caller.client


def _merged(stored: Mapping[str, Any], found: LeadUpdate) -> dict[str, Any]:
    told = {name: found.fields[name] for name in found.learned if name in found.fields}
    return dict(found.fields) | dict(stored) | told


def _columns(rules: Qualification, fields: Mapping[str, Any]) -> dict[str, str | None]:
    """The fields that have a column of their own, cut to its length."""
    return {name: value[: LENGTHS[name]] if value else None for name, value in contact_details(rules, fields).items()}


def _searched(fields: Mapping[str, Any]) -> str:
    texts = (str(value) for value in fields.values() if isinstance(value, str | int))
    return f" {' '.join(word for text in texts for word in words(text))} "[: LENGTHS["searched"]]


def _of_state(lead: Row[Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": lead.id, "score": lead.score, "status": lead.status, "fields": dict(fields)}


def _found(row: Row[Any] | None) -> Row[Any]:
    if row is None:
        raise LookupError("the lead that was just stored is gone")
    return row
