"""What conversations keep of a contact: moved with a merge, given out as a copy, blanked for good."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from agente.conversations import repository
from agente.conversations.schemas import conversation_json, message_json
from agente.kit.clock import utc_now
from agente.outbox import service as outbox


def move_contact(connection: Connection, absorbed_id: str, survivor_id: str) -> list[str]:
    """Gives one contact's conversations to another; returns their ids."""
    return repository.move(connection, absorbed_id, survivor_id)


def return_contact(
    connection: Connection, survivor_id: str, absorbed_id: str, moved: Sequence[str], since: datetime
) -> None:
    """Gives back the conversations that were moved; those that were opened `since` stay."""
    repository.move(connection, survivor_id, absorbed_id, moved)


def export_contact(connection: Connection, contact_id: str) -> list[dict[str, Any]]:
    """The contact's conversations with their messages, oldest first."""
    return [
        conversation_json(row)
        | {"messages": [message_json(said._mapping) for said in repository.messages_of(connection, row.id)]}
        for row in repository.all_of_contact(connection, contact_id)
    ]


def ids_of_contact(connection: Connection, contact_id: str) -> list[str]:
    """All conversations of a contact, oldest first."""
    return [row.id for row in repository.all_of_contact(connection, contact_id)]


def erase_contact(connection: Connection, contact_id: str, _absorbed: Sequence[Any]) -> int:
    """Blanks and closes the contact's conversations; channel, times, intents, costs and roles stay to be counted."""
    outbox.erase_about(connection, ids_of_contact(connection, contact_id))
    return repository.erase(connection, contact_id, utc_now())
