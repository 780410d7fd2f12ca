"""What crosses HTTP of leads."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field, JsonValue
from sqlalchemy import Row

from agente.conversations.schemas import Channel, Status
from agente.kit.clock import rfc3339

LeadStatus = Literal["new", "qualified", "disqualified", "won", "lost"]


class LeadItem(BaseModel):
    id: str
    contact_id: str
    conversation_id: str | None = Field(description="Where it was last spoken of; null when that was deleted.")
    name: str | None
    email: str | None
    phone: str | None = Field(description="E.164.")
    company: str | None
    score: int = Field(ge=0, le=100)
    status: LeadStatus
    qualified_at: datetime | None
    created_at: datetime
    updated_at: datetime


class LeadConversation(BaseModel):
    id: str
    channel: Channel
    status: Status
    created_at: datetime


class DeliveryRead(BaseModel):
    id: str
    event: str = Field(examples=["lead.qualified"])
    destination: str = Field(examples=["crm"])
    status: Literal["pending", "done", "superseded", "dead", "dropped"]
    attempts: int
    last_reason: str | None = Field(description="Why the last attempt failed.")
    next_attempt_at: datetime | None = Field(description="When it leaves at the earliest; null when it does not wait.")
    created_at: datetime
    updated_at: datetime


class LeadDetail(LeadItem):
    fields: dict[str, JsonValue] = Field(description="All that is known, by the names of the pack's fields.")
    reasons: list[str] = Field(description="Of the score, at most five, strongest first.")
    conversations: list[LeadConversation] = Field(description="The contact's, newest first, at most 100.")
    deliveries: list[DeliveryRead] = Field(description="What other systems were to be told of it, oldest first.")


class LeadPage(BaseModel):
    items: list[LeadItem]
    next_cursor: str | None = Field(description="`cursor` of the next page; null on the last one.")


def lead_json(row: Row[Any]) -> dict[str, Any]:
    """A `leads` row in the shape of `LeadItem`."""
    return {
        "id": row.id,
        "contact_id": row.contact_id,
        "conversation_id": row.conversation_id,
        "name": row.name,
        "email": row.email,
        "phone": row.phone,
        "company": row.company,
        "score": row.score,
        "status": row.status,
        "qualified_at": rfc3339(row.qualified_at) if row.qualified_at else None,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def lead_detail_json(row: Row[Any]) -> dict[str, Any]:
    """A `leads` row in the shape of `LeadDetail`, but for its conversations."""
    return lead_json(row) | {"fields": row.fields, "reasons": row.reasons}


def conversations_json(rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    return [
        {"id": row.id, "channel": row.channel, "status": row.status, "created_at": rfc3339(row.created_at)}
        for row in rows
    ]
