"""Keeping a lead: one a contact, qualified once. And who may read it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from agente.accounts.callers import Caller
from agente.contacts import service as contacts
from agente.conversations import service as conversations
from agente.conversations.schemas import event_json
from agente.conversations.service import Accepted, Acquaintance
from agente.errors import NotFound, Unauthorized
from agente.kit.clock import utc_now
from agente.kit.ids import new_id
from agente.knowledge.analysis import words
from agente.leads import repository
from agente.leads.details import Details
from agente.leads.filters import Wanted
from agente.leads.form import CONTACT, contact_details, details_among, fields_of
from agente.leads.merging import apart, from_json, learned_since, snapshot, to_json, together
from agente.leads.models import LENGTHS
from agente.leads.schemas import conversations_json, lead_detail_json
from agente.leads.scoring import score
from agente.leads.updates import LeadUpdate
from agente.outbox import service as outbox
from agente.outbox.events import LEAD_QUALIFIED, LEAD_UPDATED
from agente.packs.models import Locale, Qualification

TOLD = ("name", "email", "phone", "company", "fields", "score", "status", "reasons")  # what an update is worth telling


def record(
    connection: Connection, accepted: Accepted, found: LeadUpdate, rules: Qualification, locale: Locale
) -> dict[str, Any]:
    """Stores what is known of the conversation's contact; returns `{id, score, status, fields}` for its state.

    What another conversation of the same contact found out meanwhile is kept, and the score is that of all together.
    The first time that it counts as qualified, the event `lead.qualified` is written to the outbox, in the same
    transaction; later changes write `lead.updated`. A status that a person gave (won, lost, disqualified) stays. What
    the contact itself lacked of name, e-mail and phone is filled in.
    """
    contact_id = contacts.current_id(connection, accepted.contact_id)  # it may have been merged since it was accepted
    known = repository.find_to_change(connection, contact_id)
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
        fresh = {"id": new_id(), "contact_id": contact_id, "owner": accepted.owner, "created_at": now}
        repository.add(connection, {"status": "new", "qualified_at": None} | values | fresh)
    else:
        repository.change(connection, known.id, values)
    contacts.complete(connection, contact_id, {name: columns[name] for name in contacts.DETAILS})
    contacts.hear(connection, contact_id, accepted.owner, _identifying(rules, found))
    lead = _found(repository.find_by_contact(connection, contact_id))
    if becomes_qualified:
        _tell(connection, lead, LEAD_QUALIFIED, key=f"{LEAD_QUALIFIED}:{lead.id}")
    elif lead.qualified_at and _differ(known, lead):
        _tell(connection, lead, LEAD_UPDATED, key=f"{LEAD_UPDATED}:{new_id()}")
    return _of_state(lead, fields)


def acquaintance(rules: Qualification | None) -> Acquaintance:
    """Tells a new conversation's state what is known of its contact, so that it is never asked again.

    That is `lead` with `{id, score, status, fields}`, with `fields` alone before there is a lead, or nothing; and, of
    an API client's contact, `contact` with its name, e-mail and phone, which nothing that is said there changes.
    """

    def known_of(connection: Connection, contact_id: str) -> dict[str, Any]:
        row = repository.find_known(connection, contact_id)
        if row is None:
            return {}
        own = Details(name=row.contact_name, email=row.contact_email, phone=row.contact_phone)
        vouched = {"contact": known} if row.contact_owner is not None and (known := own.to_json()) else {}
        told = fields_of(rules, own) if rules else {}
        if rules and row.id is not None:
            return {"lead": _of_state(row, told | row.fields), **vouched}
        return {"lead": {"fields": told}, **vouched} if told else vouched

    return known_of


def find_leads(connection: Connection, caller: Caller, wanted: Wanted, most: int) -> Sequence[Row[Any]]:
    """Up to `most` of the leads that the caller may see, newest first. Raises `Unauthorized` for a web chat's token."""
    return repository.page(connection, _client(caller), wanted, most)


def get_lead(connection: Connection, caller: Caller, lead_id: str) -> dict[str, Any]:
    """A lead in the shape of `LeadDetail`. Raises `Unauthorized` or `NotFound`."""
    lead = repository.find(connection, _client(caller), lead_id)
    if lead is None:
        raise NotFound("lead_not_found", "There is no such lead.")
    return lead_detail_json(lead) | {
        "conversations": conversations_json(conversations.of_contact(connection, lead.contact_id)),
        "deliveries": outbox.history(connection, lead.id),
    }


def move_contact(connection: Connection, absorbed_id: str, survivor_id: str) -> dict[str, Any]:
    """Gives one contact's lead to another: as it is, or folded into the lead that the other has already.

    Returns what `return_contact` needs, with the `taken` lead as it was.
    """
    other = repository.find_by_contact(connection, absorbed_id)
    if other is None:
        return {}
    own = repository.find_by_contact(connection, survivor_id)
    if own is None:
        repository.change(connection, other.id, {"contact_id": survivor_id})
        return {"taken": snapshot(other)}
    repository.remove(connection, other.id)
    after = together(own, other)
    after |= {"searched": _searched(after["fields"])}
    before = {name: getattr(own, name) for name in after}
    repository.change(connection, own.id, after)
    merged = _found(repository.find_any(connection, own.id))
    if merged.qualified_at:
        _tell(connection, merged, LEAD_UPDATED, key=f"{LEAD_UPDATED}:{new_id()}")
    return {"taken": snapshot(other), "into": own.id, "before": to_json(before), "after": to_json(after)}


def return_contact(
    connection: Connection, survivor_id: str, absorbed_id: str, moved: Mapping[str, Any], since: datetime
) -> None:
    """Makes the absorbed contact's lead what it was; what was told `since` stays with the survivor's."""
    if not moved:
        return
    if "into" in moved:
        _unfold(connection, moved)
        repository.add(connection, _kept(connection, moved["taken"]))
    else:
        _take_back(connection, survivor_id, moved["taken"])
    for contact_id in (survivor_id, absorbed_id):
        _remind(connection, contact_id, since)


def export_contact(connection: Connection, contact_id: str) -> list[dict[str, Any]]:
    """The contact's lead, with what other systems were told of it."""
    row = repository.find_by_contact(connection, contact_id)
    if row is None:
        return []
    return [lead_detail_json(row) | {"deliveries": outbox.deliveries_about(connection, [row.id])}]


def erase_contact(connection: Connection, contact_id: str, absorbed: Sequence[Mapping[str, Any]]) -> int:
    """Removes all that is known; score, status and times stay to be counted. Its deliveries carry nothing any more."""
    row = repository.find_by_contact(connection, contact_id)
    own = [row.id] if row is not None else []
    blank: dict[str, Any] = {**dict.fromkeys(CONTACT), "fields": {}, "searched": "", "reasons": []}
    for lead_id in own:
        repository.change(connection, lead_id, blank)
    taken = [moved["taken"]["id"] for moved in absorbed if moved]
    return len(own) + outbox.erase_about(connection, [*own, *taken])


def search_words(text: str) -> list[str]:
    """The words of a search, as `searched` has them: without accents and capitals."""
    return list(words(text))


def qualified_page(connection: Connection, after_id: str, most: int) -> list[dict[str, Any]]:
    """What events tell of the leads that were qualified at some time, by id; those after `after_id`."""
    return [_told(connection, row) for row in repository.qualified(connection, after_id, most)]


def tell_again(connection: Connection, lead_ids: Sequence[str]) -> None:
    """Writes `lead.updated` for these leads as they are now."""
    for lead_id in lead_ids:
        _tell(
            connection, _found(repository.find_any(connection, lead_id)), LEAD_UPDATED, key=f"{LEAD_UPDATED}:{new_id()}"
        )


def _tell(connection: Connection, lead: Row[Any], event: str, *, key: str) -> None:
    outbox.enqueue(connection, event, lead.id, _told(connection, lead), key=key)


def _told(connection: Connection, lead: Row[Any]) -> dict[str, Any]:
    contact = contacts.told_of(connection, lead.contact_id) | {"company": lead.company}
    told = lead_detail_json(lead) | {"contact": contact, "protocol": None, "channel": None, "locale": None}
    if lead.conversation_id:
        conversation = event_json(conversations.told_of(connection, lead.conversation_id))
        told |= {name: conversation[name] for name in ("protocol", "channel", "locale")}
    return told


def _differ(before: Row[Any] | None, after: Row[Any]) -> bool:
    """Whether others would see a difference."""
    return before is None or any(getattr(before, name) != getattr(after, name) for name in TOLD)


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


def _identifying(rules: Qualification, found: LeadUpdate) -> dict[str, str | None]:
    """What this message told that tells one person from another."""
    told = {name: found.fields[name] for name in found.learned if name in found.fields}
    details = details_among(rules, told)
    return {"email": details.email, "phone": details.phone, "document": details.document}


def _unfold(connection: Connection, moved: Mapping[str, Any]) -> None:
    row = repository.find_any(connection, moved["into"])
    if row is None:
        return
    now = to_json({name: getattr(row, name) for name in moved["after"]})
    left = apart(now, moved["before"], moved["after"])
    if left["fields"] != moved["before"]["fields"]:
        left["searched"] = _searched(left["fields"])
    repository.change(connection, row.id, from_json(left))


def _take_back(connection: Connection, survivor_id: str, taken: Mapping[str, Any]) -> None:
    """The lead goes back as it was; what it learned meanwhile makes a lead of the survivor's own."""
    row = repository.find_any(connection, taken["id"])
    if row is None:
        return
    kept = _kept(connection, taken)
    learned = learned_since(row, taken)
    repository.change(connection, row.id, kept)
    if learned:
        told = {name: value for name in CONTACT if (value := getattr(row, name)) != kept[name]}
        now = utc_now()
        own = {**dict.fromkeys(CONTACT), **told, "id": new_id(), "contact_id": survivor_id}
        own |= {"fields": learned, "searched": _searched(learned), "created_at": now, "updated_at": now}
        repository.add(connection, {**row._asdict(), **own})


def _kept(connection: Connection, taken: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a snapshot, but for a conversation that was deleted meanwhile."""
    row = from_json(taken)
    return row if conversations.exists(connection, row["conversation_id"]) else row | {"conversation_id": None}


def _remind(connection: Connection, contact_id: str, since: datetime) -> None:
    """Conversations that went on while two contacts were one know what their own contact's lead knows, no more."""
    lead = repository.find_by_contact(connection, contact_id)
    for conversation_id, state in conversations.states_since(connection, contact_id, since):
        if "lead" in state:
            known = {"lead": _of_state(lead, lead.fields)} if lead is not None else {}
            others = {name: value for name, value in state.items() if name != "lead"}
            conversations.set_state(connection, conversation_id, others | known)


def _found(row: Row[Any] | None) -> Row[Any]:
    if row is None:
        raise LookupError("the lead that was just stored is gone")
    return row
