"""Writing down what has to leave, sharing it out among destinations, and what came of each delivery.

An event is written in the transaction that causes it, and knows no vendor. The worker shares events out, in order: a
row for each destination that wants one. What follows concerns those rows, the deliveries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from sqlalchemy import Connection, Row

from agente.errors import Conflict, NotFound
from agente.kit.clock import rfc3339, utc_now
from agente.kit.ids import new_id
from agente.outbox import repository
from agente.outbox.models import REASON_CHARACTERS
from agente.outbox.ports import Delivery

LEASE = timedelta(seconds=60)  # a delivery has half of it; then another worker may send it again
SHARED_AT_ONCE = 200
FRESH = timedelta(seconds=5)  # what is younger and was not tried yet does not wait for a retry

Outcome = Literal["done", "pending", "dead"]


@dataclass(frozen=True, slots=True)
class Event:
    event: str  # one of `agente.outbox.events`
    subject: str
    payload: Mapping[str, Any]
    key: str  # one with the same key is there already or never comes again


class Wanting(Protocol):
    """What sharing out has to know of a destination."""

    name: str

    def wants(self, event: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Leased(Delivery):
    """A delivery that this worker may send now."""

    failures: int = 0  # that were its own, while the vendor took others


@dataclass(frozen=True, slots=True)
class Settled:
    """How an attempt ended."""

    delivery: Leased
    outcome: Outcome
    next_attempt_at: datetime
    failures: int = 0
    attempts: int = 0
    reason: str | None = None
    receipt: Mapping[str, Any] | None = None
    untried: bool = False  # its vendor went away before it was its turn


def enqueue(connection: Connection, event: str, subject: str, payload: Mapping[str, Any], *, key: str) -> None:
    """Adds an event to the caller's transaction; one with the same `key` is there already or never comes again."""
    enqueue_all(connection, [Event(event, subject, payload, key)])


def enqueue_all(connection: Connection, events: Sequence[Event]) -> None:
    """The same for several, with one statement."""
    if events:
        repository.add(connection, [_row(event, "", utc_now()) for event in events])


def share_out(connection: Connection, destinations: Sequence[Wanting], now: datetime) -> int:
    """Makes a delivery of each waiting event for each destination that wants it; returns how many events there were.

    Their order stays: others that share out wait for the rows.
    """
    events = repository.events(connection, SHARED_AT_ONCE)
    if not events:
        return 0
    rows = [
        _row(Event(event.event, event.subject, event.payload, f"{event.key}@{wanting.name}"), wanting.name, now)
        for event in events
        for wanting in destinations
        if wanting.wants(event.event)
    ]
    if rows:
        repository.add(connection, rows)
    repository.close_events(connection, [event.id for event in events], now)
    return len(events)


def lease_due(
    connection: Connection, destination: str, token: str, now: datetime, most: int, *, latest_only: bool
) -> list[Leased]:
    """Up to `most` deliveries that are due, of different objects; they are this worker's until the lease ends.

    With `latest_only`, what a newer delivery makes needless is given up first, also when a person revived it.
    """
    rows = repository.find_due(connection, destination, now, most)
    if latest_only and rows and repository.supersede(connection, destination, [row.subject for row in rows], now):
        rows = repository.find_due(connection, destination, now, most)
    if not rows:
        return []
    repository.lease(connection, [row.id for row in rows], token, now + LEASE)
    receipts = repository.receipts(connection, destination, [row.subject for row in rows])
    return [
        Leased(
            id=row.id,
            event=row.event,
            subject=row.subject,
            key=row.key,
            payload=row.payload,
            attempts=row.attempts,
            created_at=row.created_at,
            receipt=receipts.get(row.subject, {}),
            failures=row.failures,
        )
        for row in rows
    ]


def settle(connection: Connection, destination: str, token: str, settled: Sequence[Settled], now: datetime) -> None:
    """Writes down how attempts ended, and ends their leases; a lease that was lost meanwhile is another worker's."""
    repository.settle(
        connection,
        [
            {
                "of_id": one.delivery.id,
                "of_token": token,
                "new_status": one.outcome,
                "new_failures": one.failures,
                "new_attempts": one.attempts,
                "new_reason": one.reason[:REASON_CHARACTERS] if one.reason else None,
                "new_next": one.next_attempt_at,
                "at": now,
            }
            for one in settled
        ],
    )
    if receipts := {one.delivery.subject: dict(one.receipt) for one in settled if one.receipt}:
        repository.keep_receipts(connection, destination, receipts, now)


def keep_receipt(connection: Connection, destination: str, subject: str, receipt: Mapping[str, Any]) -> None:
    """Remembers, before a vendor is asked, what an attempt may leave there."""
    repository.keep_receipts(connection, destination, {subject: dict(receipt)}, utc_now())


def figures(connection: Connection) -> Sequence[Row[Any]]:
    """(destination, status, number, oldest_at) of what waits (`pending`) and what is `dead`; '' are events."""
    return repository.figures(connection)


def waiting_ids(connection: Connection, destination: str, now: datetime, *, fresh: bool = False) -> list[str]:
    """The deliveries that wait for a retry, or for a vendor that is away; oldest first.

    With `fresh`, also those that a worker has had no time for yet.
    """
    return repository.waiting_ids(connection, destination, now if fresh else now - FRESH)


def list_deliveries(connection: Connection, wanted: Mapping[str, str], most: int) -> Sequence[Row[Any]]:
    """Newest first; `wanted` are values of `destination`, `status`, `event` or `subject`."""
    return repository.page(connection, wanted, most)


def get_delivery(connection: Connection, delivery_id: str) -> Row[Any]:
    """Raises `NotFound`."""
    row = repository.find(connection, delivery_id)
    if row is None:
        raise NotFound("delivery_not_found", "There is no such delivery.")
    return row


def retry(connection: Connection, wanted: Mapping[str, str]) -> list[str]:
    """Lets those that wait or are dead leave now; returns their ids. `wanted` as in `list_deliveries`, and `id`."""
    return repository.revive(connection, wanted, ("pending", "dead"), utc_now())


def hurry(connection: Connection, destination: str) -> list[str]:
    """Lets those that wait for a retry leave now; dead ones stay dead."""
    return repository.revive(connection, {"destination": destination}, ("pending",), utc_now())


def drop(connection: Connection, delivery_id: str, reason: str) -> None:
    """Gives a delivery up. Raises `NotFound`, or `Conflict` when it has left or is leaving."""
    get_delivery(connection, delivery_id)
    if not repository.drop(connection, delivery_id, reason, utc_now()):
        raise Conflict("delivery_gone", "This delivery has left already, or is leaving now.")


def deliveries_about(connection: Connection, subjects: Sequence[str]) -> list[dict[str, Any]]:
    """What was to be told to other systems of these objects, and whether it was; an event itself has no destination."""
    return [history_json(row) | {"payload": row.payload} for row in repository.about(connection, subjects)]


def history(connection: Connection, subject: str) -> list[dict[str, Any]]:
    """The deliveries about an object, oldest first, in the shape of `DeliveryRead`."""
    return [history_json(row) for row in repository.about(connection, [subject]) if row.destination]


def history_json(row: Row[Any]) -> dict[str, Any]:
    waits = row.status == "pending"
    return {
        "id": row.id,
        "event": row.event,
        "destination": row.destination,
        "status": row.status,
        "attempts": row.attempts,
        "last_reason": row.last_reason,
        "next_attempt_at": rfc3339(row.next_attempt_at) if waits else None,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def erase_about(connection: Connection, subjects: Sequence[str]) -> int:
    """Removes what the deliveries about these objects carry; returns how many there are."""
    return repository.erase(connection, subjects, utc_now())


def delete_old(connection: Connection, before: datetime, most: int) -> int:
    """Deletes up to `most` events and deliveries of before `before` that nothing is to be done with; how many."""
    return repository.delete_old(connection, before, most)


def count_old(connection: Connection, before: datetime) -> int:
    """How many `delete_old` would delete in all."""
    return repository.count_old(connection, before)


def _row(event: Event, destination: str, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "event": event.event,
        "subject": event.subject,
        "key": event.key,
        "destination": destination,
        "payload": dict(event.payload),
        "status": "pending",
        "attempts": 0,
        "failures": 0,
        "next_attempt_at": now,
        "created_at": now,
        "updated_at": now,
    }
