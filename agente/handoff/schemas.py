"""What crosses HTTP of handoffs."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from agente.contacts.schemas import PlainText
from agente.handoff.models import NOTE_CHARACTERS


class HandoffCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    note: Annotated[PlainText, Field(max_length=NOTE_CHARACTERS)] | None = Field(
        None, description="What the person should know."
    )


class HandoffRead(BaseModel):
    id: str
    conversation_id: str
    reason: str
    note: str | None
    status: Literal["waiting", "taken", "returned", "cancelled"]
    created_at: datetime
