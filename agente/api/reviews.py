"""`/v1/reviews`: was the intent right? A sample of turns for people to look at, and what they say."""

from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from agente.accounts.callers import Caller
from agente.api.answers import json_response
from agente.api.dependencies import AtGate, as_caller
from agente.api.errors import responses
from agente.api.strict_json import JsonRoute
from agente.conversations.schemas import IntentRead
from agente.errors import NotFound, Unauthorized
from agente.kit.clock import rfc3339
from agente.kit.ids import is_id
from agente.packs.models import IntentName
from agente.reviews import service

router = APIRouter(
    prefix="/v1/reviews", tags=["reviews"], route_class=JsonRoute, responses=responses(400, 401, 413, 429, 503)
)

Sample = Literal["random", "chosen"]


class TurnToReview(BaseModel):
    message_id: str
    text: str = Field(description="What the customer wrote; personal data is masked.")
    locale: str
    intent: IntentRead
    sample: Sample = Field(description="Send it back with the review: only random ones count for the accuracy.")


class NextTurn(BaseModel):
    item: TurnToReview | None = Field(description="null: everything of the last 30 days has been reviewed.")


class ReviewCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    message_id: str = Field(max_length=64, description="The reply whose intent was looked at.")
    intent: IntentName = Field(description="What the customer's message was for.")
    sample: Sample = "chosen"


class ReviewRead(BaseModel):
    id: str
    message_id: str
    predicted: IntentName
    intent: IntentName
    created_at: str


class AccuracyRead(BaseModel):
    """Of the last 30 days, with the 95 % interval; null while fewer than 30 random turns were reviewed."""

    accuracy: float | None
    low: float | None
    high: float | None
    reviews: int


@router.get("/next", response_model=NextTurn)
async def next_turn(gate: AtGate) -> Response:
    """A turn that nobody has reviewed: mostly by chance, every third one that the router was unsure of."""
    turn = await gate.parts.database.read(as_caller, gate.credentials, _next)
    return json_response({"item": turn and turn_json(turn)})


@router.get("/accuracy", response_model=AccuracyRead)
async def read_accuracy(gate: AtGate) -> Response:
    """How often the router was right, by the reviews."""
    found = await gate.parts.database.read(as_caller, gate.credentials, _accuracy)
    if found is None:
        return json_response({"accuracy": None, "low": None, "high": None, "reviews": 0})
    return json_response({"accuracy": found.share, "low": found.low, "high": found.high, "reviews": found.reviews})


@router.post("", status_code=201, response_model=ReviewRead, responses=responses(404, 409))
async def create_review(gate: AtGate, body: ReviewCreate) -> Response:
    """Says what a customer's message was for."""
    if not is_id(body.message_id):
        raise NotFound("message_not_found", "There is no such reply with an intent.")
    kept = await gate.parts.database.write(as_caller, gate.credentials, _review, body)
    shown = {
        "id": kept["id"],
        "message_id": kept["message_id"],
        "predicted": kept["predicted"],
        "intent": kept["correct"],
        "created_at": rfc3339(kept["created_at"]),
    }
    return json_response(shown, 201)


def turn_json(turn: service.Turn) -> dict[str, Any]:
    return {
        "message_id": turn.message_id,
        "text": turn.text,
        "locale": turn.locale,
        "intent": {"name": turn.intent, "confidence": turn.confidence},
        "sample": "random" if turn.at_random else "chosen",
    }


def _next(connection: Connection, caller: Caller) -> service.Turn | None:
    return service.next_turn(connection, _client(caller))


def _accuracy(connection: Connection, caller: Caller) -> service.Accuracy | None:
    _client(caller)
    return service.accuracy(connection)


def _review(connection: Connection, caller: Caller, body: ReviewCreate) -> dict[str, Any]:
    client = _client(caller)
    at_random = body.sample == "random"
    message_id = body.message_id.lower()
    return service.review(connection, client, message_id, body.intent, at_random=at_random, reviewer=client)


def _client(caller: Caller) -> str:
    if caller.client is None:
        raise Unauthorized("needs_api_key", "Reviews are for API keys; a web chat's token opens its conversation only.")
    return caller.client
