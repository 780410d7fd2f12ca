"""A migrated database of its own, and what a turn hands over to it."""

from collections.abc import Callable
from typing import Any

import pytest

from agente.accounts.callers import Bearer
from agente.accounts.service import create_key
from agente.contacts.schemas import ContactCreate
from agente.conversations import service as conversations
from agente.conversations.schemas import ConversationCreate
from agente.conversations.service import Accepted
from agente.kit.ids import new_id
from agente.leads import service as leads
from agente.packs.models import Qualification
from agente.storage.database import Database

RULES = Qualification.model_validate({
    "fields": [
        {"name": "nome", "type": "name", "question": "Seu nome?"},
        {"name": "email", "type": "email", "question": "Seu e-mail?"},
        {"name": "need", "type": "text", "question": "O que precisa?"},
    ],
    "rules": [
        {"field": "email", "points": 40, "reason": "deixou o e-mail"},
        {"field": "need", "points": 30, "reason": "contou o que precisa"},
    ],
    "threshold": 60,
})  # fmt: skip

Accept = Callable[..., Accepted]


@pytest.fixture
def accept(database: Database) -> Accept:
    """Stores a customer's message in a new conversation."""

    def store(client: str = "crm", user_id: str | None = None, contact: dict[str, Any] | None = None) -> Accepted:
        known = ContactCreate.model_validate(contact) if contact else None
        row = database.transact(
            conversations.open_conversation,
            ConversationCreate(user_id=user_id, contact=known),
            client=client,
            channel="api",
            locale="pt-BR",
            acquaintance=leads.acquaintance(RULES),
        )
        bearer = Bearer(api_key=database.transact(create_key, client))
        return database.transact(conversations.accept_message, bearer, row.id, "oi", None, new_id())

    return store
