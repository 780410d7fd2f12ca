"""What was said, for people to read: as a list, and mailed to the customer."""

from sqlalchemy import Connection

from agente.accounts.callers import Caller
from agente.contacts import service as contacts
from agente.conversations.schemas import event_json
from agente.conversations.service import Accepted, get_conversation, said_between
from agente.errors import Conflict
from agente.outbox import service as outbox
from agente.outbox.events import TRANSCRIPT_REQUESTED
from agente.packs.models import Locale

LAST = 2**31 - 1  # after every message


def transcript(connection: Connection, conversation_id: str, most: int) -> list[tuple[str, str]]:
    """(role, text) of what customer, agent and people said, oldest first; the last `most` of it."""
    rows = said_between(connection, conversation_id, 0, LAST, most)
    return [(row.role, row.text) for row in rows if row.text and row.role != "system"]


def ask_for_transcript(connection: Connection, caller: Caller, conversation_id: str) -> str:
    """Has the conversation mailed to its contact; returns the address. Raises `Conflict` where none is known."""
    row = get_conversation(connection, caller, conversation_id)
    contact = contacts.told_of(connection, row.contact_id)
    if not contact["email"]:
        raise Conflict("no_email_known", "The contact's e-mail address is not known yet.")
    told = event_json(row) | {"email": contact["email"], "contact": contact}
    key = f"{TRANSCRIPT_REQUESTED}:{row.id}:{row.last_seq}"  # asked for twice, it is sent once
    outbox.enqueue(connection, TRANSCRIPT_REQUESTED, row.id, told, key=key)
    return str(contact["email"])


def mail_transcript(connection: Connection, accepted: Accepted, email: str, locale: Locale) -> None:
    """Asks for it in the caller's transaction, once for the message that wants it; `email` is the contact's own."""
    told = {"conversation_id": accepted.conversation_id, "email": email, "locale": locale}
    key = f"{TRANSCRIPT_REQUESTED}:{accepted.message_id}"
    outbox.enqueue(connection, TRANSCRIPT_REQUESTED, accepted.conversation_id, told, key=key)
