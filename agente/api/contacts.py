"""`/v1/contacts`: who writes, whom they turned out to be, and what the LGPD lets them ask for. For API keys."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path
from fastapi.responses import Response
from sqlalchemy import Connection

from agente.accounts import service as accounts
from agente.accounts.callers import Bearer
from agente.api.answers import json_response
from agente.api.dependencies import AtGate
from agente.api.errors import responses
from agente.api.strict_json import JsonRoute
from agente.contacts import service as contacts
from agente.contacts.ports import Keepers, Movers
from agente.contacts.schemas import ContactRead, Erased, MergeCreate, MergeRead, MergeUndo, SuggestionList
from agente.conversations import keeping as conversations
from agente.errors import NotFound
from agente.handoff import service as handoff
from agente.kit.ids import is_id
from agente.leads import service as leads
from agente.ratings import service as ratings
from agente.scheduling import service as scheduling

MOVERS: Final[Movers] = {"conversations": conversations, "leads": leads, "bookings": scheduling}
KEEPERS: Final[Keepers] = {
    "conversations": conversations,
    "handoffs": handoff,
    "ratings": ratings,
    "leads": leads,
    "bookings": scheduling,
}

router = APIRouter(
    prefix="/v1/contacts", tags=["contacts"], route_class=JsonRoute, responses=responses(400, 401, 404, 429, 503)
)

ContactId = Annotated[str, Path(max_length=64)]


@router.get("/{contact_id}", response_model=ContactRead)
async def read_contact(contact_id: ContactId, gate: AtGate) -> Response:
    """A contact of the key's own, or of a web chat: by what it is told, and what was merged into it."""
    found = await gate.parts.database.read(_as_client, gate.api_key, contacts.read_contact, _known(contact_id))
    return json_response(found)


@router.get("/{contact_id}/suggestions", response_model=SuggestionList, responses=responses(409))
async def list_suggestions(contact_id: ContactId, gate: AtGate) -> Response:
    """Contacts that may be the same person: both were said to have the same phone, e-mail or document."""
    items = await gate.parts.database.read(_as_client, gate.api_key, contacts.suggestions, _known(contact_id))
    return json_response({"items": items, "next_cursor": None})


@router.post("/{contact_id}/merge", status_code=201, response_model=MergeRead, responses=responses(409))
async def merge_contact(contact_id: ContactId, body: MergeCreate, gate: AtGate) -> Response:
    """Gives this contact all that another one has: conversations, lead, bookings, identities. It can be undone."""
    made = await gate.parts.database.write(
        _as_client, gate.api_key, contacts.merge, _known(contact_id), _known(body.contact_id), MOVERS
    )
    return json_response(made, 201)


@router.post("/{contact_id}/unmerge", response_model=MergeRead, responses=responses(409))
async def unmerge_contact(contact_id: ContactId, body: MergeUndo, gate: AtGate) -> Response:
    """Gives back what a merge moved. What came later stays here, and the two are never joined by themselves again."""
    if not is_id(body.merge_id):
        raise NotFound("merge_not_found", "No such merge went into this contact.")
    undone = await gate.parts.database.write(
        _as_client, gate.api_key, contacts.unmerge, _known(contact_id), body.merge_id.lower(), MOVERS
    )
    return json_response(undone)


@router.get(
    "/{contact_id}/export",
    responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}, **responses(409)},
)
async def export_contact(contact_id: ContactId, gate: AtGate) -> Response:
    """All that is kept of the contact, by table (LGPD, article 18, II and V)."""
    found = await gate.parts.database.read(_as_client, gate.api_key, contacts.export, _known(contact_id), KEEPERS)
    return json_response(found)


@router.delete("/{contact_id}", response_model=Erased, responses=responses(409))
async def erase_contact(contact_id: ContactId, gate: AtGate) -> Response:
    """Removes the contact's personal data everywhere (LGPD, article 18, VI); counts stay. Nothing undoes it."""
    erased, conversation_ids = await gate.parts.database.write(_erase, gate.api_key, _known(contact_id))
    await gate.parts.recent.forget(conversation_ids)
    return json_response({"id": _known(contact_id), "erased": erased})


def _as_client(connection: Connection, bearer: Bearer, work: Any, *args: Any) -> Any:
    """Runs a service function for the API client whose key this is."""
    return work(connection, bearer.identify(connection).client, *args)


def _erase(connection: Connection, bearer: Bearer, contact_id: str) -> tuple[dict[str, int], list[str]]:
    """From how many rows of each table, and whose conversations' hot copies are to go as well."""
    client = str(bearer.identify(connection).client)
    erased = contacts.erase(connection, client, contact_id, KEEPERS)
    accounts.audit(connection, client, "contact.erased", contact_id, erased)
    return erased, conversations.ids_of_contact(connection, contact_id)


def _known(contact_id: str) -> str:
    if not is_id(contact_id):
        raise NotFound("contact_not_found", "There is no such contact.")
    return contact_id.lower()
