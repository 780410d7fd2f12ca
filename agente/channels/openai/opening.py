"""Which conversation is a request's that names none? One of its own, begun with what the request says went before."""

from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from agente.accounts.callers import Bearer
from agente.agents.assistant import Assistant
from agente.channels.openai.requests import Asked
from agente.conversations import service as conversations
from agente.conversations.schemas import ConversationCreate
from agente.errors import NotFound
from agente.kit.ids import derived_id
from agente.leads import service as leads
from agente.packs.pack import Pack
from agente.storage.database import Database
from agente.turns.replay import replay

IMPORTED = "imported_messages"  # in a conversation's metadata: how many of its first messages the caller told us of


async def open_conversation(
    database: Database, assistant: Assistant, bearer: Bearer, asked: Asked, idempotency_key: str | None
) -> str:
    """The id of a new conversation of the channel `api`; the same key finds the one that it opened before."""
    row = await database.write(_open, bearer, asked, assistant.pack, idempotency_key)
    if asked.earlier and row.last_seq == 0:
        state, locale = await replay(
            database, assistant, row.contact_id, asked.earlier, state=row.state, locale=row.locale
        )
        said = [(utterance.role, utterance.text) for utterance in asked.earlier]
        await database.write(conversations.import_history, row.id, said, state=state, locale=locale)
    return str(row.id)


def _open(connection: Connection, bearer: Bearer, asked: Asked, pack: Pack, idempotency_key: str | None) -> Row[Any]:
    caller = bearer.identify(connection)
    # Two requests with one key must not open two conversations, or each would have its own turn.
    conversation_id = derived_id(str(caller.client), idempotency_key) if idempotency_key else None
    if conversation_id:
        with suppress(NotFound):
            return conversations.get_conversation(connection, caller, conversation_id)
    imported = {IMPORTED: len(asked.earlier)} if asked.earlier else {}
    return conversations.open_conversation(
        connection,
        ConversationCreate(user_id=asked.user, metadata={**asked.metadata, **imported} or None),
        client=caller.client,
        channel="api",
        locale=pack.default_locale,
        acquaintance=leads.acquaintance(pack.qualification),
        zone=ZoneInfo(pack.business.timezone),
        conversation_id=conversation_id,
    )
