"""What a turn costs the database: each statement is a round trip where the database is another machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from agente.accounts.callers import Bearer
from agente.accounts.service import create_key
from agente.api.app import make_parts
from agente.api.parts import Parts
from agente.conversations import service as conversations
from agente.conversations.schemas import ConversationCreate
from agente.settings import Settings
from tests.conftest import NewDatabase
from tests.support.server import SAMPLE_PACK, Server

pytestmark = pytest.mark.databases


class Counted:
    def __init__(self) -> None:
        self.transactions = 0
        self.statements: list[str] = []

    def begin(self, *_: object) -> None:
        self.transactions += 1

    def execute(self, _link: object, _cursor: object, statement: str, *_: object) -> None:
        self.statements.append(statement)


@pytest.fixture
def parts(server: Server, new_database: NewDatabase, tmp_path: Path) -> Iterator[Parts]:
    given = {"pack": SAMPLE_PACK, "state_dir": tmp_path, "database_url": new_database().get("DATABASE_URL")}
    made = make_parts(Settings(_env_file=None, **given))  # type: ignore[arg-type, call-arg]
    yield made
    made.database.close()


async def test_a_turn_takes_two_transactions_and_six_statements(parts: Parts) -> None:
    bearer = Bearer(api_key=parts.database.transact(create_key, "shop"))
    conversation = parts.database.transact(
        conversations.open_conversation, ConversationCreate(), client="shop", channel="api", locale="pt-BR"
    )
    counted = Counted()
    event.listen(parts.database.engine, "begin", counted.begin)
    event.listen(parts.database.engine, "before_cursor_execute", counted.execute)
    reply = await parts.turns.start(bearer, conversation.id, "quanto custa o profissional?", "a-key").reply()
    assert reply["intent"]["name"] == "pricing"
    assert counted.transactions == 2
    # On PostgreSQL, where a statement is a round trip, one stores the message and one the reply.
    most = 3 if parts.database.shared else 6
    assert len(counted.statements) <= most, "\n\n".join(counted.statements)
