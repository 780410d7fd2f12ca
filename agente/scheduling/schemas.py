"""What crosses HTTP of bookings."""

from pydantic import BaseModel, Field

from agente.conversations.schemas import BookingRead


class BookingPage(BaseModel):
    items: list[BookingRead]
    next_cursor: None = Field(None, description="All of them are on this page.")
