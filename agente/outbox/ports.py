"""What a destination of deliveries has to be able to do: a CRM, a mail service, a calendar, a webhook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to be sent to one destination.

    `key` is the same at every attempt and of no other delivery: vendors that take an idempotency key get it.
    `receipt` is what the last successful delivery about the same object left (ids at the vendor), empty at first.
    """

    id: str
    event: str  # such as lead.qualified
    subject: str  # id of the object; deliveries about one object arrive one at a time and in order
    key: str
    payload: Mapping[str, Any]
    attempts: int  # that were made before this one
    created_at: datetime
    receipt: Mapping[str, Any]


class Destination(Protocol):
    """Where deliveries go. Told in `agente.outbox.errors` what can go wrong and who is to blame."""

    name: str  # crm · mail · calendar · notifications · analytics; bounded, it labels metrics
    latest_only: bool  # a newer delivery about the same object makes an older one that still waits needless
    per_second: float  # calls that the vendor allows; the worker spaces them

    def wants(self, event: str) -> bool:
        """Whether deliveries of this event are made for it."""

    async def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        """Sends it, holding no database connection meanwhile; the same delivery twice has the effect of one.

        Returns what is kept as the object's receipt. Raises `TryLater` or `Refused`.
        """

    async def check(self) -> str:
        """Asks the vendor for something that changes nothing; returns who answered, for people. Raises the same."""

    async def close(self) -> None:
        """Gives connections back."""
