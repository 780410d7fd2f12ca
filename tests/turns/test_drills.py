"""What a replica left when it died is answered by another, and not before its lease has run out."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from agente.accounts.callers import Bearer
from agente.conversations import service as conversations
from agente.conversations.repository import LEASE_S
from agente.conversations.schemas import ConversationCreate
from agente.kit.ids import new_id
from agente.storage.database import Database
from tests.drills.customers import TEXTS
from tests.drills.scene import Scene, scene
from tests.support.server import API_KEY

pytestmark = pytest.mark.slow


@pytest.fixture
def playing(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, 2) as played:
        yield played


def test_what_a_dead_replica_left_is_answered_within_fifteen_seconds(playing: Scene) -> None:
    database = Database(playing.replicas[0].database_url)
    opened = database.transact(
        conversations.open_conversation, ConversationCreate(), client="bootstrap", channel="api", locale="pt-BR"
    )
    left_at = time.monotonic()
    database.transact(conversations.accept_message, Bearer(api_key=API_KEY), opened.id, TEXTS[0], None, new_id())
    while playing.unanswered():
        assert time.monotonic() - left_at < 15
        time.sleep(0.1)
    assert time.monotonic() - left_at > LEASE_S, "it was not left alone while its lease ran"
    assert [row.role for row in playing.replicas[0].rows("SELECT role FROM messages ORDER BY seq")] == [
        "customer",
        "agent",
    ]
    database.close()
