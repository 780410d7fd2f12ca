"""The human queue: entering it, and leaving it again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row

from agente.accounts.callers import Caller
from agente.contacts import service as contacts
from agente.conversations import service as conversations
from agente.conversations.schemas import event_json
from agente.errors import Conflict, Unauthorized
from agente.handoff import repository
from agente.handoff.models import NOTE_CHARACTERS
from agente.kit.clock import rfc3339, utc_now
from agente.kit.ids import new_id
from agente.observability.metrics import HANDOFFS
from agente.outbox import service as outbox
from agente.outbox.events import HANDOFF_OPENED

ASKED_FOR_HUMAN = "asked_for_human"
GRAVE = "sensitive"


def open_handoff(connection: Connection, conversation_id: str, *, reason: str, note: str | None = None) -> Row[Any]:
    """Puts a conversation in the human queue; one that is there already stays where it is."""
    conversations.hold(connection, conversation_id)
    if waiting := repository.find_open(connection, conversation_id):
        return waiting
    now = utc_now()
    values = {
        "id": new_id(),
        "conversation_id": conversation_id,
        "reason": reason,
        "note": note,
        "status": "waiting",
        "created_at": now,
        "updated_at": now,
    }
    repository.add(connection, values)
    HANDOFFS.labels(reason).inc()
    conversations.set_status(connection, conversation_id, "waiting_human")
    opened = repository.find_open(connection, conversation_id)
    if opened is None:
        raise LookupError("the handoff that was just opened is gone")
    _tell(connection, opened)
    return opened


def _tell(connection: Connection, opened: Row[Any]) -> None:
    conversation = conversations.told_of(connection, opened.conversation_id)
    lead = conversation.state.get("lead", {})
    told = event_json(conversation) | {
        "handoff_id": opened.id,
        "reason": opened.reason,
        "note": opened.note,
        "contact": contacts.told_of(connection, conversation.contact_id),
        "lead": {name: lead[name] for name in ("id", "score", "status")} if "id" in lead else None,
        "created_at": rfc3339(opened.created_at),
    }
    outbox.enqueue(connection, HANDOFF_OPENED, conversation.id, told, key=f"handoff:{opened.id}")


def add_note(connection: Connection, conversation_id: str, text: str) -> None:
    """Adds what the customer leaves for the person who will come, a paragraph each; what is too long is cut.

    Nothing happens when nobody is waited for by now.
    """
    if waiting := repository.find_open(connection, conversation_id):
        note = "\n".join(part for part in (waiting.note, text.strip()) if part)
        repository.set_note(connection, waiting.id, note[:NOTE_CHARACTERS], utc_now())


def request_handoff(connection: Connection, caller: Caller, conversation_id: str, note: str | None) -> Row[Any]:
    """The same, asked for by the caller itself."""
    conversations.get_open_conversation(connection, caller, conversation_id)
    return open_handoff(connection, conversation_id, reason=ASKED_FOR_HUMAN, note=note)


def close_conversation(connection: Connection, caller: Caller, conversation_id: str) -> Row[Any]:
    """Completes the conversation; whoever waited in it for a person waits no longer."""
    conversations.hold(connection, conversation_id)
    row = conversations.close_conversation(connection, caller, conversation_id)
    if waiting := repository.find_open(connection, conversation_id):
        repository.set_status(connection, waiting.id, "cancelled", utc_now())
    return row


def cancel_handoff(connection: Connection, caller: Caller, conversation_id: str) -> Row[Any]:
    """The customer no longer waits: the agent answers again. Raises `Conflict` unless the handoff still waits."""
    conversations.hold(connection, conversation_id)
    conversations.get_open_conversation(connection, caller, conversation_id)
    if not _stop_waiting(connection, conversation_id, repository.find_open(connection, conversation_id)):
        raise Conflict("no_handoff_waiting", "This conversation is not waiting for a person.")
    return conversations.get_conversation(connection, caller, conversation_id)


def take_back(connection: Connection, conversation_id: str) -> bool:
    """The same, told in words, which may be misheard: of a grave matter the person stays called."""
    conversations.hold(connection, conversation_id)
    waiting = repository.find_open(connection, conversation_id)
    if waiting is not None and waiting.reason == GRAVE:
        return False
    return _stop_waiting(connection, conversation_id, waiting)


def _stop_waiting(connection: Connection, conversation_id: str, waiting: Row[Any] | None) -> bool:
    """The agent answers again, unless a person has come by now or nobody is waited for."""
    if waiting is None or waiting.status != "waiting":
        return False
    repository.set_status(connection, waiting.id, "cancelled", utc_now())
    conversations.resume_agent(connection, conversation_id)
    return True


def return_to_agent(connection: Connection, caller: Caller, conversation_id: str) -> Row[Any]:
    """A person gives the conversation back: the agent answers again, knowing what it knew.

    Only for the API client whose conversation it is; the customer may cancel while nobody has come. Raises `Conflict`
    when the agent has it already.
    """
    conversations.hold(connection, conversation_id)
    conversations.get_open_conversation(connection, caller, conversation_id)
    if caller.client is None:
        raise Unauthorized("needs_api_key", "Only an API client can give a conversation back to the agent.")
    handed_over = repository.find_open(connection, conversation_id)
    if handed_over is None:
        raise Conflict("no_handoff_open", "This conversation is not with a person, nor waiting for one.")
    repository.set_status(connection, handed_over.id, "returned", utc_now())
    conversations.resume_agent(connection, conversation_id)
    return conversations.get_conversation(connection, caller, conversation_id)


def export_contact(connection: Connection, contact_id: str) -> list[dict[str, Any]]:
    return [
        {
            "conversation_id": row.conversation_id,
            "reason": row.reason,
            "note": row.note,
            "status": row.status,
            "created_at": rfc3339(row.created_at),
        }
        for row in repository.of_contact(connection, contact_id)
    ]


def erase_contact(connection: Connection, contact_id: str, _absorbed: Sequence[Any]) -> int:
    """Removes the notes and calls off who waits; reasons and times stay to be counted."""
    return repository.erase(connection, contact_id, utc_now())
