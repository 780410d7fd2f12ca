"""Rating a conversation, and thinking again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from agente.accounts.callers import Caller
from agente.conversations import service as conversations
from agente.conversations.schemas import event_json
from agente.errors import Conflict
from agente.kit.clock import rfc3339, utc_now
from agente.kit.ids import new_id
from agente.outbox import service as outbox
from agente.outbox.events import CONVERSATION_RATED
from agente.ratings import repository

CHANGEABLE_FOR = timedelta(hours=24)


def rate(connection: Connection, caller: Caller, conversation_id: str, score: int, comment: str | None) -> Row[Any]:
    """Keeps the customer's rating; within a day of the first one it may be changed, later it is a `Conflict`."""
    conversation = conversations.get_conversation(connection, caller, conversation_id)
    now = utc_now()
    values = {"score": score, "comment": comment or None, "updated_at": now}
    before = repository.find(connection, conversation_id)
    if before is None:
        repository.add(connection, values | {"conversation_id": conversation_id, "created_at": now})
    elif now - before.created_at > CHANGEABLE_FOR:
        raise Conflict("rating_final", "A rating can be changed for 24 hours.")
    else:
        repository.change(connection, conversation_id, values)
    row = repository.find(connection, conversation_id)
    if row is None:
        raise LookupError("the rating that was just stored is gone")
    told = event_json(conversation) | {"score": row.score, "comment": row.comment}
    outbox.enqueue(connection, CONVERSATION_RATED, conversation_id, told, key=f"rated:{new_id()}")
    return row


def export_contact(connection: Connection, contact_id: str) -> list[dict[str, Any]]:
    return [
        {
            "conversation_id": row.conversation_id,
            "score": row.score,
            "comment": row.comment,
            "created_at": rfc3339(row.created_at),
        }
        for row in repository.of_contact(connection, contact_id)
    ]


def erase_contact(connection: Connection, contact_id: str, _absorbed: Sequence[Any]) -> int:
    """Removes the comments; the scores stay to be counted."""
    return repository.erase(connection, contact_id, utc_now())


def mean_since(connection: Connection, moment: datetime) -> float:
    """The mean of the ratings that were given or changed since; 0 while there is none."""
    return repository.mean_since(connection, moment) or 0.0
