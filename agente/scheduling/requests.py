"""What an answer knows of the calendar, and what it asks of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Busy:
    """A span of the calendar in which nothing more can be held; aware moments."""

    starts_at: datetime
    ends_at: datetime
    # Bookings of the customer's: were any one of them not there, it would be free.
    but_for: frozenset[str] = frozenset()


def around(busy: Sequence[Busy], booking_id: str | None) -> list[Busy]:
    """What a meeting has to fit around: it may be moved within its own span. None: a new one."""
    return [span for span in busy if booking_id not in span.but_for]


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """A meeting to book, move or cancel. `booking_id` is new for `book`; the times are None for `cancel`."""

    action: Literal["book", "move", "cancel"]
    booking_id: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    kind: str | None = None  # the id of one of the pack's kinds of meetings; of a moved one, what it is from now on
