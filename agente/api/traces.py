"""`/v1/conversations/{id}/messages/{id}/trace`: why did it say that?"""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import Response
from pydantic import BaseModel, Field, JsonValue
from sqlalchemy import Connection

from agente.accounts.callers import Caller
from agente.api.answers import json_response
from agente.api.dependencies import AtGate, ConversationId, as_caller, known_form
from agente.api.errors import responses
from agente.conversations import service as conversations
from agente.conversations.schemas import CitationRead, IntentRead, Source, UsageRead, message_json
from agente.errors import NotFound, Unauthorized
from agente.kit.ids import is_id
from agente.packs.models import SpecialistName

router = APIRouter(
    prefix="/v1/conversations/{conversation_id}/messages",
    tags=["conversations"],
    responses=responses(400, 401, 404, 429, 503),
)


class ToolCallRead(BaseModel):
    name: str
    arguments: dict[str, JsonValue] = Field(description="Personal data in them is masked.")
    ok: bool
    latency_ms: float


class TraceRead(BaseModel):
    message_id: str
    intent: IntentRead | None
    agent: SpecialistName | None
    source: Source
    citations: list[CitationRead]
    usage: UsageRead | None
    pack_version: str | None
    tools: list[ToolCallRead] = Field(description="What the model called, in order.")
    withheld: list[str] = Field(description="Kinds of guardrail breaches in what the model wrote and nobody saw.")


@router.get("/{message_id}/trace", response_model=TraceRead)
async def read_trace(
    conversation_id: ConversationId, message_id: Annotated[str, Path(max_length=64)], gate: AtGate
) -> Response:
    """How a reply of the agent came about; for API keys."""
    if not is_id(message_id):
        raise NotFound("message_not_found", "This conversation has no such reply.")
    trace = await gate.parts.database.read(
        as_caller, gate.credentials, _trace, known_form(conversation_id), message_id.lower()
    )
    return json_response(trace)


def _trace(connection: Connection, caller: Caller, conversation_id: str, message_id: str) -> dict[str, Any]:
    if caller.client is None:
        raise Unauthorized("needs_api_key", "Traces are for API keys; a web chat's token opens its conversation only.")
    row = conversations.reply_in(connection, caller, conversation_id, message_id)._mapping
    reply = message_json(row)
    shown = {name: reply[name] for name in ("intent", "agent", "source", "citations", "usage", "pack_version")}
    trace = row["trace"] or {}
    return {"message_id": reply["id"], **shown, "tools": trace.get("tools", []), "withheld": trace.get("withheld", [])}
