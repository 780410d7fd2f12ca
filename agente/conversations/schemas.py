"""What crosses HTTP of conversations and messages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from agente.contacts.schemas import ContactCreate, PlainText
from agente.kit.clock import rfc3339
from agente.packs.models import IntentName, Locale, SpecialistName

Channel = Literal["web", "whatsapp", "email", "api"]
Status = Literal["active", "waiting_human", "with_human", "completed", "abandoned"]
Role = Literal["customer", "agent", "operator", "system"]
Source = Literal["llm", "local", "cache", "operator", "none"]


class ConversationCreate(BaseModel):
    """Everything is optional; `user_id` is the caller's own name for the person and needs an API key."""

    model_config = ConfigDict(extra="forbid")

    channel: Channel | None = None
    user_id: Annotated[PlainText, Field(max_length=200)] | None = None
    locale: Locale | None = None
    contact: ContactCreate | None = None
    metadata: Annotated[dict[str, JsonValue], Field(max_length=50)] | None = None


class HandoffState(BaseModel):
    reason: str
    status: Literal["waiting", "taken", "returned", "cancelled"]


class ConversationRead(BaseModel):
    id: str
    contact_id: str
    user_id: str
    channel: Channel
    status: Status
    locale: Locale
    metadata: dict[str, JsonValue] | None = None
    protocol: str | None = Field(
        description="The number that the customer is told; null of a conversation that is older than protocol numbers."
    )
    created_at: datetime
    updated_at: datetime


class ConversationPage(BaseModel):
    items: list[ConversationRead]
    next_cursor: None = None


class ConversationCreated(ConversationRead):
    token: str | None = Field(None, description="Bearer for this conversation alone; only for anonymous web chats.")


class MessageCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="What the customer says: 1 to 4,000 characters by default.")


class IntentRead(BaseModel):
    name: IntentName
    confidence: float = Field(ge=0, le=1)


class CitationRead(BaseModel):
    document: str
    heading: str
    url: str | None = None


class LeadRead(BaseModel):
    id: str
    score: int
    status: str


class BookingRead(BaseModel):
    id: str
    starts_at: datetime
    ends_at: datetime
    kind: str | None = Field(None, description="The id of one of the pack's kinds of meetings; null for one of none.")
    status: Literal["booked", "cancelled"]


class UsageRead(BaseModel):
    model: str = Field(description="The model that answered.")
    input_tokens: int
    output_tokens: int
    cost_usd: float | None = Field(description="Of all calls for this reply; null where a model's price is not known.")


class MessageRead(BaseModel):
    """One message. Of a customer's own message only the first six fields and `created_at` say something."""

    id: str
    conversation_id: str
    in_reply_to: str | None
    seq: int = Field(description="Place in the conversation, from 1: the cursor of lists and of the event stream.")
    role: Role
    text: str = Field(description="Empty when a person has the conversation and the agent is silent.")
    intent: IntentRead | None
    agent: SpecialistName | None
    source: Source
    citations: list[CitationRead]
    lead: LeadRead | None = Field(description="What sales knows of the contact, as it was when this reply was made.")
    booking: BookingRead | None = Field(description="The meeting that this reply booked, moved or cancelled.")
    handoff: HandoffState | None = Field(description="What this reply asked for, as it was when it was made.")
    usage: UsageRead | None = Field(description="What language models used for this reply; null if none was asked.")
    quick_replies: list[str]
    ask_rating: bool
    pack_version: str | None = Field(description="Content hash of the pack that the answer came from.")
    created_at: datetime


class TranscriptRequested(BaseModel):
    conversation_id: str
    status: Literal["requested"]


class MessagePage(BaseModel):
    items: list[MessageRead]
    next_cursor: int | None = Field(description="`after` of the next page; null on the last one.")


def conversation_json(row: Any) -> dict[str, Any]:
    """A `conversations` row in the shape of `ConversationRead`."""
    return {
        "id": row.id,
        "contact_id": row.contact_id,
        "user_id": row.user_id,
        "channel": row.channel,
        "status": row.status,
        "locale": row.locale,
        "metadata": row.metadata,
        "protocol": row.protocol,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def message_json(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A `messages` row's mapping in the shape of `MessageRead`; written by hand because it is on the hot path."""
    return {
        "id": row["id"],
        "conversation_id": row["conversation_id"],
        "in_reply_to": row["in_reply_to"],
        "seq": row["seq"],
        "role": row["role"],
        "text": row["text"],
        "intent": {"name": row["intent"], "confidence": row["confidence"]} if row["intent"] else None,
        "agent": row["agent"],
        "source": row["source"] or "none",
        "citations": row["citations"] or [],
        "lead": row["lead"],
        "booking": row["booking"],
        "handoff": {"reason": row["handoff_reason"], "status": "waiting"} if row["handoff_reason"] else None,
        "usage": row.get("usage"),
        "quick_replies": row["quick_replies"] or [],
        "ask_rating": bool(row["ask_rating"]),
        "pack_version": row["pack_version"],
        "created_at": row["created_at"],
    }


def silent_reply_json(row: Mapping[Any, Any]) -> dict[str, Any]:
    """What is answered to a customer's message while a person has the conversation: received, and nothing to show."""
    return message_json(row) | {"in_reply_to": row["id"], "role": "system", "text": ""}


def event_json(row: Any) -> dict[str, Any]:
    """What every event tells of the conversation that it happened in."""
    return {
        "conversation_id": row.id,
        "protocol": row.protocol,
        "channel": row.channel,
        "locale": row.locale,
        "status": row.status,
        "created_at": rfc3339(row.created_at),
    }
