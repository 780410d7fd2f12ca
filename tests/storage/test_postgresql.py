"""What PostgreSQL alone has to show: replicas, limits, and a server that goes away and comes back."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, text

from agente.errors import Unavailable
from agente.migrations import schema
from agente.storage.database import Database
from agente.storage.postgresql import Limits
from tests.storage.test_migrations import upgrade_to
from tests.support.postgresql import Cluster


@pytest.fixture
def replicas(cluster: Cluster) -> Iterator[list[Database]]:
    """Three of them on one empty database."""
    url = cluster.new_database()
    opened = [Database(url) for _ in range(3)]
    yield opened
    for database in opened:
        database.close()


class TestMigrations:
    def test_that_start_together_migrate_once(self, replicas: list[Database]) -> None:
        with ThreadPoolExecutor(len(replicas)) as threads:
            changed = list(threads.map(lambda database: database.transact(schema.upgrade), replicas))
        assert sorted(changed) == [False, False, True]

    def test_a_change_that_the_traffic_does_not_let_through_gives_up(self, replicas: list[Database]) -> None:
        busy, upgraded, _ = replicas
        busy.transact(upgrade_to, "0001")
        with busy.engine.begin() as traffic:
            traffic.execute(text("SELECT * FROM messages"))
            with pytest.raises(Unavailable):
                upgraded.transact(schema.upgrade)
        assert upgraded.transact(schema.current_revision) == "0001"
        assert upgraded.transact(schema.upgrade) is True


def answer(connection: Connection) -> int:
    return int(connection.execute(text("SELECT 42")).scalar_one())


def sleep(connection: Connection, seconds: float) -> None:
    connection.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": seconds})


@pytest.fixture
def small(cluster: Cluster) -> Iterator[Database]:
    """Two connections, and half a second a statement."""
    opened = Database(cluster.new_database(), Limits(pool_size=1, max_overflow=1, statement_timeout_s=0.5))
    yield opened
    opened.close()


class TestLimits:
    def test_a_transaction_that_rests_loses_its_rows_and_is_refused(
        self, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("agente.storage.postgresql.IDLE_IN_TRANSACTION_MS", 200)
        database = Database(cluster.new_database())

        def rest(connection: Connection) -> int:
            answer(connection)
            time.sleep(0.6)
            return answer(connection)

        with pytest.raises(Unavailable):
            database.transact(rest)
        assert database.transact(answer) == 42
        database.close()

    async def test_a_full_pool_is_unavailable_within_two_seconds(self, cluster: Cluster) -> None:
        database = Database(cluster.new_database(), Limits(pool_size=2, max_overflow=0))
        busy = [asyncio.create_task(database.write(sleep, 2.5)) for _ in range(2)]
        await asyncio.sleep(0)
        started = time.monotonic()
        waiting = await asyncio.gather(*(database.read(answer) for _ in range(50)), return_exceptions=True)
        assert time.monotonic() - started < 2
        assert {type(outcome) for outcome in waiting} == {Unavailable}
        await asyncio.gather(*busy)
        assert await database.read(answer) == 42
        database.close()

    async def test_a_statement_that_takes_too_long_is_given_up(self, small: Database) -> None:
        with pytest.raises(Unavailable):
            await small.write(sleep, 5)
        assert await small.write(answer) == 42

    async def test_more_works_than_connections_are_all_done(self, small: Database) -> None:
        assert await asyncio.gather(*(small.write(answer) for _ in range(100))) == [42] * 100


class TestAbsence:
    @pytest.fixture
    def own_cluster(self) -> Iterator[Cluster]:
        running = Cluster.start_new()
        yield running
        running.destroy()

    @pytest.fixture
    async def database(self, own_cluster: Cluster) -> AsyncIterator[Database]:
        opened = Database(own_cluster.new_database())
        yield opened
        opened.close()

    async def test_what_the_server_ended_is_replaced_unnoticed(self, database: Database, own_cluster: Cluster) -> None:
        await asyncio.gather(*(database.write(sleep, 0.05) for _ in range(4)))
        own_cluster.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'agente_user'")
        await asyncio.sleep(0.1)
        assert await asyncio.gather(*(database.write(answer) for _ in range(12))) == [42] * 12

    async def test_it_is_unavailable_while_away_and_back_by_itself(
        self, database: Database, own_cluster: Cluster
    ) -> None:
        assert await database.write(answer) == 42
        own_cluster.stop()
        with pytest.raises(Unavailable):
            await database.read(answer)
        own_cluster.start()
        assert await database.read(answer) == 42
