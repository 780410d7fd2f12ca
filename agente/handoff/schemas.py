"""What crosses HTTP of handoffs."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from agente.contacts.schemas import PlainText


class HandoffCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    note: Annotated[PlainText, Field(max_length=1000)] | None = Field(None, description="What the person should know.")


class HandoffRead(BaseModel):
    id: str
    conversation_id: str
    reason: str
    note: str | None
    status: Literal["waiting", "taken", "returned", "cancelled"]
    created_at: datetime
