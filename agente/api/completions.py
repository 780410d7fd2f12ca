"""`/v1/chat/completions` and `/v1/models`: the door for whatever speaks to OpenAI. For API keys only."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path
from fastapi.responses import Response

from agente.api import sse
from agente.api.answers import json_response
from agente.api.dependencies import AtGate, Gate, IdempotencyKey, as_caller, known_form
from agente.api.errors import openai_responses
from agente.api.strict_json import JsonRoute
from agente.channels.openai.errors import error_body
from agente.channels.openai.models import MODELS, model_json
from agente.channels.openai.opening import open_conversation
from agente.channels.openai.replies import Chunks, completion_json, notice
from agente.channels.openai.requests import read_request
from agente.channels.openai.schemas import ChatCompletion, ChatCompletionCreate, ModelList, ModelRead
from agente.conversations import service as conversations
from agente.errors import AgenteError
from agente.turns.service import RunningTurn

DONE = b"data: [DONE]\n\n"
CONVERSATION_HEADER = "X-Conversation-Id"

router = APIRouter(prefix="/v1", tags=["openai"], route_class=JsonRoute, responses=openai_responses(400, 401, 429, 503))


@router.get("/models", response_model=ModelList)
async def list_models(gate: AtGate) -> Response:
    """The names under which the agent can be asked: `agente`, and one for each specialist."""
    await gate.parts.database.read(gate.api_key.identify)
    return json_response({"object": "list", "data": [model_json(name) for name in MODELS]})


@router.get("/models/{model}", response_model=ModelRead, responses=openai_responses(404))
async def read_model(model: Annotated[str, Path(max_length=64)], gate: AtGate) -> Response:
    """One of them."""
    await gate.parts.database.read(gate.api_key.identify)
    return json_response(model_json(model))


@router.post(
    "/chat/completions",
    response_model=ChatCompletion,
    responses={
        200: {
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
            "description": "The reply; with `stream`, chunks of it as server-sent events, the last one `[DONE]`.",
            "headers": {CONVERSATION_HEADER: {"schema": {"type": "string"}, "description": "To go on with it."}},
        },
        **openai_responses(404, 409, 413, 422, 504),
    },
)
async def create_completion(
    body: ChatCompletionCreate,
    gate: AtGate,
    conversation_id: Annotated[
        str | None, Header(alias=CONVERSATION_HEADER, max_length=64, description="Goes on with this conversation.")
    ] = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Answers the last message, in the conversation that is named or in a new one that begins with those before it."""
    parts, bearer = gate.parts, gate.api_key
    asked = read_request(body, parts.settings.max_message_chars)
    if named := conversation_id or asked.conversation_id:
        conversation_id = known_form(named)
    else:
        conversation_id = await open_conversation(
            parts.database, parts.served.business.assistant, bearer, asked, idempotency_key
        )
    turn = parts.turns.start(bearer, conversation_id, asked.text, idempotency_key, watched=bool(body.stream))
    if body.stream:
        accepted = await turn.acceptance()
        message_id = accepted.message_id if accepted else (await turn.reply())["in_reply_to"]
        with_usage = bool(body.stream_options and body.stream_options.include_usage)
        chunks = Chunks(message_id, conversation_id, body.model, with_usage=with_usage)
        response: Response = sse.EventStream(_events(turn, chunks, gate))
    else:
        reply = await turn.reply()
        response = json_response(completion_json(reply, reply["text"] or await _notice(gate, reply), body.model))
    response.headers[CONVERSATION_HEADER] = conversation_id
    return response


async def _events(turn: RunningTurn, chunks: Chunks, gate: Gate) -> AsyncIterator[bytes]:
    try:
        yield sse.data(chunks.opening())
        async for name, event in turn.events():
            if name == "delta":
                yield sse.data(chunks.content(event["text"]))
                continue
            if not event["text"]:
                yield sse.data(chunks.content(await _notice(gate, event)))
            for chunk in chunks.closing(event):
                yield sse.data(chunk)
        yield DONE
    except AgenteError as error:
        yield sse.data(error_body(error))


async def _notice(gate: Gate, reply: dict[str, Any]) -> str:
    """What a client shows for the agent's silence."""
    row = await gate.parts.database.read(
        as_caller, gate.credentials, conversations.get_conversation, reply["conversation_id"]
    )
    return notice(gate.parts.served.pack, row.locale)
