"""Writing down what has to leave, and taking it back where somebody's data must not."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from agente.kit.clock import rfc3339, utc_now
from agente.kit.ids import new_id
from agente.outbox import repository


def enqueue(connection: Connection, event: str, subject: str, payload: Mapping[str, Any], *, key: str) -> None:
    """Adds a delivery to the caller's transaction; one with the same `key` is there already or never comes again."""
    if repository.has_key(connection, key):
        return
    now = utc_now()
    repository.add(
        connection,
        {
            "id": new_id(),
            "event": event,
            "subject": subject,
            "key": key,
            "payload": dict(payload),
            "status": "pending",
            "attempts": 0,
            "next_attempt_at": now,
            "created_at": now,
            "updated_at": now,
        },
    )


def deliveries_about(connection: Connection, subjects: Sequence[str]) -> list[dict[str, Any]]:
    """What was to be told to other systems of these objects, and whether it was."""
    return [
        {"event": row.event, "status": row.status, "payload": row.payload, "created_at": rfc3339(row.created_at)}
        for row in repository.about(connection, subjects)
    ]


def erase_about(connection: Connection, subjects: Sequence[str]) -> int:
    """Removes what the deliveries about these objects carry; returns how many there are."""
    return repository.erase(connection, subjects, utc_now())


def delete_old(connection: Connection, before: datetime, most: int) -> int:
    """Deletes up to `most` deliveries that were written before `before` and have arrived; returns how many."""
    return repository.delete_old(connection, before, most)


def count_old(connection: Connection, before: datetime) -> int:
    """How many `delete_old` would delete in all."""
    return repository.count_old(connection, before)
