"""`/v1/conversations/{id}/bookings`: the meetings of a conversation's contact, and each as a file for a calendar."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import Response
from sqlalchemy import Connection

from agente.accounts.callers import Bearer
from agente.api.dependencies import AtGate, ConversationId, known_form
from agente.api.errors import responses
from agente.errors import NotFound
from agente.kit.ids import is_id
from agente.kit.serialization import dumps
from agente.packs.pack import Pack
from agente.scheduling import service as scheduling
from agente.scheduling.invitation import MEDIA_TYPE
from agente.scheduling.schemas import BookingPage

router = APIRouter(
    prefix="/v1/conversations/{conversation_id}/bookings",
    tags=["bookings"],
    responses=responses(400, 401, 404, 429, 503),
)

BookingId = Annotated[str, Path(max_length=64)]


@router.get("", response_model=BookingPage)
async def list_bookings(conversation_id: ConversationId, gate: AtGate) -> Response:
    """The meetings of the conversation's contact, cancelled ones too, the latest first."""
    items = await gate.parts.database.read(_list, gate.credentials, known_form(conversation_id))
    return Response(dumps({"items": items, "next_cursor": None}), media_type="application/json")


@router.get(
    "/{booking_id}.ics",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {"schema": {"type": "string"}}}, "description": "iCalendar."}},
)
async def booking_file(conversation_id: ConversationId, booking_id: BookingId, gate: AtGate) -> Response:
    """The meeting as a file that any calendar takes; downloaded again, it replaces what was taken before."""
    credentials = gate.credentials
    if not is_id(booking_id):
        raise NotFound("booking_not_found", "There is no such booking.")
    content = await gate.parts.database.read(
        _file, credentials, known_form(conversation_id), booking_id.lower(), gate.parts.served.pack
    )
    headers = {"Content-Disposition": 'attachment; filename="agenda.ics"'}
    return Response(content, headers=headers, media_type=MEDIA_TYPE)


def _list(connection: Connection, bearer: Bearer, conversation_id: str) -> list[dict[str, Any]]:
    return scheduling.bookings_of(connection, bearer.identify(connection), conversation_id)


def _file(connection: Connection, bearer: Bearer, conversation_id: str, booking_id: str, pack: Pack) -> bytes:
    return scheduling.invitation_to(connection, bearer.identify(connection), conversation_id, booking_id, pack)
