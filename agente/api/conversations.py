"""`/v1/conversations`: the one door for web chat, scripts and other systems."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response
from sqlalchemy import Connection, Row

from agente.accounts.callers import Bearer
from agente.api import sse
from agente.api.answers import json_response
from agente.api.contacts import MOVERS
from agente.api.dependencies import AtGate, ConversationId, IdempotencyKey, as_caller, known_form
from agente.api.errors import problem_body, responses
from agente.api.parts import Parts
from agente.api.strict_json import JsonRoute
from agente.conversations import service as conversations
from agente.conversations.schemas import (
    Channel,
    ConversationCreate,
    ConversationCreated,
    ConversationPage,
    ConversationRead,
    MessageCreate,
    MessagePage,
    MessageRead,
    TranscriptRequested,
    conversation_json,
    message_json,
)
from agente.conversations.transcripts import ask_for_transcript
from agente.errors import AgenteError, BadInput
from agente.handoff import service as handoff
from agente.handoff.schemas import HandoffCreate, HandoffRead
from agente.leads import service as leads
from agente.packs.models import Locale
from agente.packs.pack import Pack
from agente.ratings import service as ratings
from agente.ratings.schemas import RatingCreate, RatingRead
from agente.turns.service import RunningTurn

HEARTBEAT_S = 15.0
EVENTS_A_READ = 100
MAX_SEQ = 2**31 - 1


router = APIRouter(
    prefix="/v1/conversations",
    tags=["conversations"],
    route_class=JsonRoute,
    responses=responses(400, 401, 404, 413, 429, 503),
)


@router.post("", status_code=201, response_model=ConversationCreated)
async def open_conversation(body: ConversationCreate, gate: AtGate) -> Response:
    """Opens a conversation: with an API key, or anonymously for the web chat, which gets a token for this one alone."""
    parts, bearer = gate.parts, gate.bearer
    if bearer is None and (body.user_id is not None or body.channel not in (None, "web")):
        raise BadInput("needs_api_key", "Only callers with an API key may name a user_id or a channel other than web.")
    if bearer is not None and bearer.api_key is None:
        raise BadInput("needs_api_key", "A web chat's token opens its own conversation only; send no token here.")
    default_channel: Channel = "api" if bearer else "web"
    locale = body.locale or parts.served.pack.default_locale
    row = await parts.database.write(
        _open, bearer, body, parts.served.pack, channel=body.channel or default_channel, locale=locale
    )
    token = None if bearer else parts.tokens.issue(row.id)
    return json_response(conversation_json(row) | {"token": token}, 201)


@router.get("", response_model=ConversationPage)
async def find_conversations(
    gate: AtGate, protocol: Annotated[str, Query(max_length=40, description="The number that the customer was told.")]
) -> Response:
    """The conversation with this protocol number, for API keys: one of the key's own or a web chat's, or none."""
    row = await gate.parts.database.read(as_caller, gate.api_key, conversations.find_by_protocol, protocol)
    return json_response({"items": [conversation_json(row)] if row else [], "next_cursor": None})


@router.get("/{conversation_id}", response_model=ConversationRead)
async def read_conversation(conversation_id: ConversationId, gate: AtGate) -> Response:
    """The conversation and its state."""
    row = await gate.parts.database.read(
        as_caller, gate.credentials, conversations.get_conversation, known_form(conversation_id)
    )
    return json_response(conversation_json(row))


@router.post(
    "/{conversation_id}/messages",
    response_model=MessageRead,
    responses={
        200: {
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
            "description": "The reply; with `Accept: text/event-stream`, the events accepted, delta, completed, error.",
        },
        **responses(409, 422, 504),
    },
)
async def send_message(
    request: Request,
    conversation_id: ConversationId,
    body: MessageCreate,
    gate: AtGate,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Says something to the agent and returns its reply."""
    streams = "text/event-stream" in request.headers.get("accept", "")
    turn = gate.parts.turns.start(
        gate.credentials, known_form(conversation_id), body.text, idempotency_key, watched=streams
    )
    if streams:
        accepted = await turn.acceptance()
        first = {"message_id": accepted.message_id, "seq": accepted.seq} if accepted else None
        return sse.EventStream(_turn_events(turn, first))
    return json_response(await turn.reply())


@router.get("/{conversation_id}/messages", response_model=MessagePage)
async def list_messages(
    conversation_id: ConversationId,
    gate: AtGate,
    after: Annotated[int, Query(ge=0, le=MAX_SEQ, description="Messages with a greater `seq`.")] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """The conversation's messages in order."""
    _, found = await gate.parts.database.read(
        as_caller, gate.credentials, conversations.messages_after, known_form(conversation_id), after, limit + 1
    )
    items = [message_json(row._mapping) for row in found[:limit]]
    return json_response({"items": items, "next_cursor": items[-1]["seq"] if len(found) > limit else None})


@router.get(
    "/{conversation_id}/events",
    response_class=sse.EventStream,
    responses={200: {"description": "Events: message (its id is the message's seq) and status."}},
)
async def stream_events(
    conversation_id: ConversationId,
    gate: AtGate,
    last_event_id: Annotated[
        int, Header(alias="Last-Event-ID", ge=0, le=MAX_SEQ, description="The last `seq` that was seen.")
    ] = 0,
) -> sse.EventStream:
    """What happens in the conversation from `Last-Event-ID` on: nothing twice, nothing missed.

    The stream ends when the web chat's token does.
    """
    await gate.parts.database.read(
        as_caller, gate.credentials, conversations.get_conversation, known_form(conversation_id)
    )
    return sse.EventStream(
        _conversation_events(gate.parts, gate.credentials, known_form(conversation_id), last_event_id)
    )


@router.post("/{conversation_id}/close", response_model=ConversationRead)
async def close_conversation(conversation_id: ConversationId, gate: AtGate) -> Response:
    """Completes the conversation. Closing it again changes nothing."""
    row = await gate.parts.database.write(
        as_caller, gate.credentials, handoff.close_conversation, known_form(conversation_id)
    )
    gate.parts.live.ring(known_form(conversation_id))
    return json_response(conversation_json(row))


@router.post("/{conversation_id}/rating", response_model=RatingRead, responses=responses(409))
async def rate_conversation(conversation_id: ConversationId, body: RatingCreate, gate: AtGate) -> Response:
    """Rates the conversation from 1 to 5; may be changed for 24 hours."""
    row = await gate.parts.database.write(
        as_caller, gate.credentials, ratings.rate, known_form(conversation_id), body.score, body.comment
    )
    return json_response({field: getattr(row, field) for field in RatingRead.model_fields})


@router.post(
    "/{conversation_id}/transcript", status_code=202, response_model=TranscriptRequested, responses=responses(409)
)
async def send_transcript(conversation_id: ConversationId, gate: AtGate) -> Response:
    """Mails the conversation to its contact's own address, and to no other; 409 while none is known."""
    conversation = known_form(conversation_id)
    await gate.parts.database.write(as_caller, gate.credentials, ask_for_transcript, conversation)
    return json_response({"conversation_id": conversation, "status": "requested"}, 202)


@router.post("/{conversation_id}/handoff", status_code=201, response_model=HandoffRead, responses=responses(409))
async def request_handoff(conversation_id: ConversationId, body: HandoffCreate, gate: AtGate) -> Response:
    """Asks for a person. One who waits already keeps the place."""
    row = await gate.parts.database.write(
        as_caller, gate.credentials, handoff.request_handoff, known_form(conversation_id), body.note
    )
    gate.parts.live.ring(known_form(conversation_id))
    return json_response({field: getattr(row, field) for field in HandoffRead.model_fields}, 201)


@router.post("/{conversation_id}/handoff/return", response_model=ConversationRead, responses=responses(409))
async def return_to_agent(conversation_id: ConversationId, gate: AtGate) -> Response:
    """The person is done: the agent answers again. Only with the API key whose conversation it is."""
    row = await gate.parts.database.write(
        as_caller, gate.credentials, handoff.return_to_agent, known_form(conversation_id)
    )
    gate.parts.live.ring(known_form(conversation_id))
    return json_response(conversation_json(row))


@router.delete("/{conversation_id}/handoff", response_model=ConversationRead, responses=responses(409))
async def cancel_handoff(conversation_id: ConversationId, gate: AtGate) -> Response:
    """The customer no longer waits for a person; the agent answers again."""
    row = await gate.parts.database.write(
        as_caller, gate.credentials, handoff.cancel_handoff, known_form(conversation_id)
    )
    gate.parts.live.ring(known_form(conversation_id))
    return json_response(conversation_json(row))


def _open(
    connection: Connection,
    bearer: Bearer | None,
    body: ConversationCreate,
    pack: Pack,
    *,
    channel: Channel,
    locale: Locale,
) -> Row[Any]:
    client = bearer.identify(connection).client if bearer else None
    return conversations.open_conversation(
        connection,
        body,
        client=client,
        channel=channel,
        locale=locale,
        acquaintance=leads.acquaintance(pack.qualification),
        movers=MOVERS,
        zone=ZoneInfo(pack.business.timezone),
    )


async def _turn_events(turn: RunningTurn, accepted: dict[str, Any] | None) -> AsyncIterator[bytes]:
    if accepted:
        yield sse.event("accepted", accepted)
    try:
        async for name, data in turn.events():
            yield sse.event(name, data)
    except AgenteError as error:
        yield sse.event("error", problem_body(error))


async def _conversation_events(parts: Parts, bearer: Bearer, conversation_id: str, cursor: int) -> AsyncIterator[bytes]:
    status = None
    with parts.live.subscribe(conversation_id) as bell:
        while not parts.live.closed and bearer.seconds_left > 0:
            bell.clear()
            try:
                conversation, found = await parts.database.read(
                    as_caller, bearer, conversations.messages_after, conversation_id, cursor, EVENTS_A_READ
                )
            except AgenteError as error:
                yield sse.event("error", problem_body(error))
                return
            for row in found:
                cursor = row.seq
                yield sse.event("message", message_json(row._mapping), cursor)
            if conversation.status != status:
                status = conversation.status
                yield sse.event("status", {"status": status})
            if len(found) < EVENTS_A_READ:
                yield await _next_ring(bell, min(HEARTBEAT_S, bearer.seconds_left))


async def _next_ring(bell: asyncio.Event, seconds: float) -> bytes:
    """Waits for news; what to send meanwhile so that proxies keep the connection."""
    try:
        await asyncio.wait_for(bell.wait(), seconds)
    except TimeoutError:
        return sse.HEARTBEAT
    return b""
