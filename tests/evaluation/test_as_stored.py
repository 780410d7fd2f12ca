"""A rehearsed conversation goes as one that is stored: the tests of a pack say what its customers will see."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete

from agente.accounts.callers import Bearer
from agente.agents.assistant import Assistant
from agente.conversations import service as conversations
from agente.conversations.recent import MemoryRecent
from agente.conversations.schemas import ConversationCreate
from agente.evaluation.rehearsal import Rehearsal
from agente.migrations.schema import upgrade
from agente.packs.loader import load_pack
from agente.packs.models import EvalConversation
from agente.scheduling.models import bookings
from agente.storage.database import Database
from agente.turns.live import LiveEvents
from agente.turns.served import Business, Served
from agente.turns.service import Turns
from tests.agents.conftest import SAMPLE, TUESDAY

FILES = ("chamar-uma-pessoa", "demonstracoes", "fio-da-conversa", "quem-quer-comprar", "troca-de-idioma")
TALKS = [case.conversation for case in load_pack(SAMPLE).evals if Path(case.file).stem in FILES]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    stored = Database(f"sqlite:///{tmp_path_factory.mktemp('stored')}/agente.db")
    stored.transact(upgrade)
    yield stored
    stored.close()


@pytest.fixture
def database(migrated: Database) -> Database:
    """Without the meetings of other tests: a rehearsal has the calendar to itself."""
    migrated.transact(lambda connection: connection.execute(delete(bookings)))
    return migrated


async def stored_replies(
    assistant: Assistant, database: Database, talk: EvalConversation
) -> tuple[list[dict[str, Any]], str]:
    """The replies, and the conversation's protocol number."""
    served = cast(Served, SimpleNamespace(business=Business(assistant)))
    turns = Turns(database, served, LiveEvents(), MemoryRecent(), 4000, within_s=15)
    opened = await database.write(
        conversations.open_conversation,
        ConversationCreate(),
        client=None,
        channel="web",
        locale=talk.locale or assistant.pack.default_locale,
    )
    bearer = Bearer(conversation_id=opened.id)
    replies = [await turns.start(bearer, opened.id, turn.customer, None).reply() for turn in talk.turns]
    return replies, opened.protocol


def without_protocol(text: str, protocol: str) -> str:
    """A rehearsal is no conversation that anybody could name: it has no number to tell."""
    said, _, last = text.rpartition("\n\n")
    return said if protocol in last else text


@pytest.mark.parametrize("talk", TALKS, ids=[talk.name for talk in TALKS])
def test_the_same_is_said_and_known(
    sample_assistant: Assistant, database: Database, talk: EvalConversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    zone = ZoneInfo(sample_assistant.pack.business.timezone)
    now = datetime.fromisoformat(talk.at).replace(tzinfo=zone) if talk.at else TUESDAY
    for module in ("agente.turns.service", "agente.scheduling.service"):
        monkeypatch.setattr(f"{module}.utc_now", lambda: now.astimezone(UTC))
    stored, protocol = asyncio.run(stored_replies(sample_assistant, database, talk))
    rehearsal = Rehearsal(sample_assistant, now=now, locale=talk.locale or "pt-BR")
    for reply, turn in zip(stored, talk.turns, strict=True):
        answer = rehearsal.say(turn.customer)
        assert (answer.draft.text if answer.draft else "") == without_protocol(reply["text"], protocol)
        assert answer.failure is None
        assert answer.lead == (reply["lead"]["status"] if reply["lead"] else None) or answer.draft is None
