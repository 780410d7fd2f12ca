"""Having a conversation mailed to its customer."""

from sqlalchemy import Connection

from agente.conversations.service import Accepted
from agente.outbox import service as outbox
from agente.outbox.events import TRANSCRIPT_REQUESTED
from agente.packs.models import Locale


def mail_transcript(connection: Connection, accepted: Accepted, email: str, locale: Locale) -> None:
    """Asks for it in the caller's transaction, once for the message that wants it; `email` is the contact's own."""
    told = {"conversation_id": accepted.conversation_id, "email": email, "locale": locale}
    key = f"{TRANSCRIPT_REQUESTED}:{accepted.message_id}"
    outbox.enqueue(connection, TRANSCRIPT_REQUESTED, accepted.conversation_id, told, key=key)
