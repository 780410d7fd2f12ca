"""What meetings ask of a vendor's calendar, and what it says."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence in a vendor's calendar; aware moments. All days are those of the business's zone."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    booking_id: str | None = None  # the meeting that it stands for, if its id says so
    is_busy: bool = True  # False: it takes no time, such as a birthday or a declined invitation

    @property
    def instance(self) -> str:
        """Its name in the mirror: of this occurrence alone, and nothing that a person wrote."""
        return sha256(f"{self.uid} {self.starts_at.timestamp()}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A booking as people are to see it in their calendar."""

    booking_id: str
    starts_at: datetime
    ends_at: datetime
    title: str
    notes: str


class VendorCalendar(Protocol):
    """One calendar at a vendor. Everything raises `TryLater`, `BadCredentials` or `Refused` of the outbox."""

    key: str  # of this calendar and no other: what was agreed with another does not count here

    async def events(self, start: datetime, end: datetime) -> list[Event]:
        """What overlaps the span, each occurrence of what recurs by itself; cancelled ones left out."""

    async def find(self, booking_id: str) -> Event | None:
        """The event of this booking, whenever it is; None when there is none, or a person deleted it."""

    async def add(self, meeting: Meeting) -> None:
        """Makes its event; one that is there already, of an attempt whose answer was lost, is no error."""

    async def move(self, meeting: Meeting) -> None:
        """Changes the times of its event and nothing else: what people wrote into it stays."""

    async def remove(self, booking_id: str) -> None:
        """Deletes its event; one that is gone already is no error."""

    async def check(self) -> str:
        """Who answers, for people; raises `Refused` for a calendar that cannot be written to."""

    async def close(self) -> None:
        """Gives connections back."""
