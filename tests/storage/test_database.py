"""Writes that wait for the disk together are committed together, and yet each is a transaction of its own."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from threading import Event

import pytest
import pytest_asyncio
import sqlalchemy as sa
from sqlalchemy import Connection

from agente.errors import Unavailable
from agente.storage.database import Database
from agente.storage.sqlite import MOST_TOGETHER

ADD = sa.text("INSERT INTO things (name) VALUES (:name)")


def add(connection: Connection, name: str) -> str:
    connection.execute(ADD, {"name": name})
    return name


def add_then_fail(connection: Connection, name: str) -> None:
    add(connection, name)
    raise ValueError(name)


def names(connection: Connection) -> list[str]:
    return list(connection.execute(sa.text("SELECT name FROM things ORDER BY rowid")).scalars())


class Commits:
    def __init__(self) -> None:
        self.number = 0
        self.fail = False

    def __call__(self, _connection: Connection) -> None:
        self.number += 1
        if self.fail:
            raise sa.exc.OperationalError("COMMIT", {}, Exception("disk I/O error"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/a.db")
    database.transact(lambda connection: connection.execute(sa.text("CREATE TABLE things (name TEXT UNIQUE)")))
    yield database
    database.close()


@pytest.fixture
def commits(database: Database) -> Commits:
    counted = Commits()
    sa.event.listen(database.engine, "commit", counted)
    return counted


@pytest_asyncio.fixture
async def busy(database: Database) -> AsyncIterator[Event]:
    """The writer is held up until the event is set, so that all that is written meanwhile waits."""
    done = Event()
    holding = asyncio.create_task(database.write(lambda _: done.wait(5)))
    await asyncio.sleep(0.05)
    yield done
    done.set()
    await holding


async def test_all_that_waits_is_written_in_order_with_one_commit(
    database: Database, commits: Commits, busy: Event
) -> None:
    wanted = [str(number) for number in range(MOST_TOGETHER)]
    writes = [asyncio.create_task(database.write(add, name)) for name in wanted]
    await asyncio.sleep(0)
    busy.set()
    assert await asyncio.gather(*writes) == wanted
    assert commits.number == 2
    assert await database.read(names) == wanted


async def test_a_write_that_fails_leaves_nothing_and_hurts_no_other(database: Database, busy: Event) -> None:
    writes = [
        asyncio.create_task(write)
        for write in (database.write(add, "a"), database.write(add_then_fail, "b"), database.write(add, "c"))
    ]
    twice = asyncio.create_task(database.write(add, "a"))
    await asyncio.sleep(0)
    busy.set()
    first, failed, last = await asyncio.gather(*writes, return_exceptions=True)
    assert (first, last) == ("a", "c")
    assert isinstance(failed, ValueError)
    with pytest.raises(sa.exc.IntegrityError):
        await twice
    assert await database.read(names) == ["a", "c"]


async def test_a_write_whose_caller_went_away_before_it_began_is_not_done(database: Database, busy: Event) -> None:
    gone, stays = (asyncio.create_task(database.write(add, name)) for name in ("gone", "stays"))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.sleep(0)
    busy.set()
    assert await stays == "stays"
    assert await database.read(names) == ["stays"]


async def test_when_the_commit_fails_none_of_them_has_happened(
    database: Database, commits: Commits, busy: Event
) -> None:
    def break_the_disk(_: Connection) -> None:
        commits.fail = True

    writes = [asyncio.create_task(database.write(add, "a")), asyncio.create_task(database.write(break_the_disk))]
    await asyncio.sleep(0)
    busy.set()
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Unavailable, Unavailable]
    commits.fail = False
    assert await database.read(names) == []
