"""What an answer knows of the calendar, and what it asks of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Busy:
    """A taken span of the calendar; aware moments."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """A meeting to book, move or cancel. `booking_id` is new for `book`; the times are None for `cancel`."""

    action: Literal["book", "move", "cancel"]
    booking_id: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    kind: str | None = None  # the id of one of the pack's kinds of meetings; of a moved one, what it is from now on
