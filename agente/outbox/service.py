"""Writing down what has to leave."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from agente.kit.clock import utc_now
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
