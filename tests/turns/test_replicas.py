"""Several processes on one database: each message is answered once and in order, whoever dies or sleeps meanwhile."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from agente.accounts.callers import Bearer
from agente.accounts.service import create_key
from agente.api.app import make_parts
from agente.api.parts import Parts
from agente.conversations import service as conversations
from agente.conversations.schemas import ConversationCreate
from agente.conversations.service import Accepted, AnsweredElsewhere
from agente.kit.clock import utc_now
from agente.kit.ids import new_id
from agente.settings import Settings
from agente.turns.leases import Leases
from tests.support.postgresql import Cluster
from tests.support.server import SAMPLE_PACK, Server

ASKED = "quanto custa o plano profissional?"


@pytest.fixture
def replicas(server: Server, cluster: Cluster, tmp_path: Path) -> Iterator[list[Parts]]:
    url, made = cluster.new_database(), []
    for number in range(2):
        given = {"pack": SAMPLE_PACK, "state_dir": tmp_path / str(number), "database_url": url}
        made.append(make_parts(Settings(_env_file=None, **given)))  # type: ignore[arg-type, call-arg]
    yield made
    for parts in made:
        parts.database.close()


@pytest.fixture
def bearer(replicas: list[Parts]) -> Bearer:
    return Bearer(api_key=replicas[0].database.transact(create_key, "shop"))


@pytest.fixture
def conversation(replicas: list[Parts]) -> str:
    opened = replicas[0].database.transact(
        conversations.open_conversation, ConversationCreate(), client="shop", channel="api", locale="pt-BR"
    )
    return str(opened.id)


@pytest.fixture
def accept(replicas: list[Parts], bearer: Bearer, conversation: str) -> Callable[[str], Accepted]:
    """What a process does with a message before it makes the answer; its token is given."""
    return lambda token: replicas[0].database.transact(
        conversations.accept_message, bearer, conversation, ASKED, None, token
    )


def expire(parts: Parts) -> None:
    """As if the process that has the leases had given no sign of life for long enough."""

    def set_back(connection: Connection) -> None:
        connection.execute(text("UPDATE conversations SET lease_until = now() - interval '1 second'"))

    parts.database.transact(set_back)


def stored(parts: Parts) -> list[Any]:
    query = text("SELECT id, role, turn, in_reply_to FROM messages ORDER BY conversation_id, seq")
    return parts.database.transact(lambda connection: list(connection.execute(query)))


def store_late(parts: Parts, accepted: Accepted, token: str) -> None:
    reply = {"role": "agent", "text": "tarde demais"}
    parts.database.transact(conversations.store_reply, accepted, reply, state={}, locale="pt-BR", token=token)


async def test_a_conversation_that_changes_replica_at_every_message_is_answered_in_order(
    replicas: list[Parts], bearer: Bearer, conversation: str
) -> None:
    turns = [replicas[number % 2].turns.start(bearer, conversation, ASKED, None) for number in range(20)]
    replies = await asyncio.gather(*(turn.reply() for turn in turns))
    rows = stored(replicas[0])
    asked = [row for row in rows if row.role == "customer"]
    assert {row.turn for row in asked} == {"answered"}
    assert [row.in_reply_to for row in rows if row.role == "agent"] == [row.id for row in asked]
    assert len({reply["id"] for reply in replies}) == 20


async def test_one_key_at_both_replicas_at_once_is_one_message(
    replicas: list[Parts], bearer: Bearer, conversation: str
) -> None:
    turns = [replicas[number % 2].turns.start(bearer, conversation, ASKED, "the-key") for number in range(10)]
    outcomes = await asyncio.gather(*(turn.reply() for turn in turns), return_exceptions=True)
    replies = [outcome for outcome in outcomes if isinstance(outcome, dict)]
    refused = [outcome for outcome in outcomes if not isinstance(outcome, dict)]
    assert len({reply["id"] for reply in replies}) == 1
    assert {getattr(error, "code", error) for error in refused} <= {"turn_in_progress"}
    assert len(stored(replicas[0])) == 2


class TestDeadReplica:
    async def test_its_turn_is_left_alone_until_its_lease_ran_out_and_then_finished_once(
        self, replicas: list[Parts], accept: Callable[[str], Accepted]
    ) -> None:
        accept(new_id())
        await asyncio.gather(*(parts.turns.finish_orphans() for parts in replicas))
        assert [row.turn for row in stored(replicas[0])] == ["pending"]
        expire(replicas[0])
        await asyncio.gather(*(parts.turns.finish_orphans() for parts in replicas))
        assert [row.role for row in stored(replicas[0])] == ["customer", "agent"]

    async def test_the_next_message_waits_for_it(
        self, replicas: list[Parts], bearer: Bearer, conversation: str, accept: Callable[[str], Accepted]
    ) -> None:
        accept(new_id())
        turn = replicas[1].turns.start(bearer, conversation, ASKED, None)
        await asyncio.sleep(0.3)
        assert [row.turn for row in stored(replicas[0])] == ["pending", "pending"]
        expire(replicas[0])
        await turn.reply()
        rows = stored(replicas[0])
        assert [row.in_reply_to for row in rows[2:]] == [row.id for row in rows[:2]]


class TestZombie:
    async def test_its_late_reply_is_refused_while_another_answers(
        self, replicas: list[Parts], accept: Callable[[str], Accepted]
    ) -> None:
        zombie, other = new_id(), new_id()
        accepted = accept(zombie)
        expire(replicas[0])
        resume = conversations.resume_pending
        assert replicas[1].database.transact(resume, accepted.conversation_id, accepted.message_id, other)
        with pytest.raises(AnsweredElsewhere):
            store_late(replicas[0], accepted, zombie)
        assert [row.role for row in stored(replicas[0])] == ["customer"]

    async def test_and_after_another_answered(self, replicas: list[Parts], accept: Callable[[str], Accepted]) -> None:
        zombie = new_id()
        accepted = accept(zombie)
        expire(replicas[0])
        await replicas[1].turns.finish_orphans()
        with pytest.raises(AnsweredElsewhere):
            store_late(replicas[0], accepted, zombie)
        assert [row.role for row in stored(replicas[0])] == ["customer", "agent"]

    async def test_signs_of_life_do_not_bring_a_lost_lease_back(
        self, replicas: list[Parts], accept: Callable[[str], Accepted]
    ) -> None:
        zombie, other = new_id(), new_id()
        accepted = accept(zombie)
        expire(replicas[0])
        replicas[1].database.transact(
            conversations.resume_pending, accepted.conversation_id, accepted.message_id, other
        )
        replicas[0].database.transact(conversations.keep_leases, [accepted.conversation_id], zombie)
        with pytest.raises(AnsweredElsewhere):
            store_late(replicas[0], accepted, zombie)

    async def test_a_clock_that_is_a_day_off_changes_nothing(
        self, replicas: list[Parts], accept: Callable[[str], Accepted], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(conversations, "utc_now", lambda: utc_now() + timedelta(days=1))
        accept(new_id())
        await replicas[1].turns.finish_orphans()
        assert [row.turn for row in stored(replicas[0])] == ["pending"]
        expire(replicas[0])
        await replicas[1].turns.finish_orphans()
        assert [row.role for row in stored(replicas[0])] == ["customer", "agent"]


class TestSlowReplica:
    async def test_a_turn_that_takes_longer_than_a_lease_keeps_its_conversation(
        self, replicas: list[Parts], accept: Callable[[str], Accepted], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("agente.turns.leases.KEEP_EVERY_S", 0.05)
        leases = Leases(replicas[0].database)
        accepted = accept(leases.token)
        signs = asyncio.create_task(leases.give_signs())
        async with leases.keeping(accepted.conversation_id):
            expire(replicas[0])
            await asyncio.sleep(0.5)
            await replicas[1].turns.finish_orphans()
            assert [row.role for row in stored(replicas[0])] == ["customer"]
        signs.cancel()

    async def test_a_turn_that_fails_leaves_its_conversation_at_once(
        self, replicas: list[Parts], accept: Callable[[str], Accepted]
    ) -> None:
        leases = Leases(replicas[0].database)
        accepted = accept(leases.token)
        with pytest.raises(ZeroDivisionError):
            async with leases.keeping(accepted.conversation_id):
                raise ZeroDivisionError
        await replicas[1].turns.finish_orphans()
        assert [row.role for row in stored(replicas[0])] == ["customer", "agent"]
