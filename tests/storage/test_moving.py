"""Moving rows from SQLite to PostgreSQL, past the command line."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Table, func, insert, select, text

from agente.contacts.models import contacts
from agente.kit.clock import utc_now
from agente.llm.tables import llm_calls
from agente.migrations import moving
from agente.migrations.moving import BATCH, Different, Moved, OtherRelease, RowRefused, TargetNotEmpty
from agente.migrations.schema import upgrade
from agente.storage.database import Database
from agente.suppressions.models import mail_suppressions
from tests.support.postgresql import Cluster

# Upper and lower case, and letters that a language sorts elsewhere than by their bytes.
INITIALS = ("a", "B", "ç", "Z", "_", "é")


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Database]:
    yield from migrated(f"sqlite:///{tmp_path}/agente.db")


@pytest.fixture
def target(cluster: Cluster) -> Iterator[Database]:
    yield from migrated(cluster.new_database())


def migrated(url: str) -> Iterator[Database]:
    opened = Database(url)
    opened.transact(upgrade)
    yield opened
    opened.close()


def move(source: Database, target: Database) -> dict[str, Moved]:
    moved = target.transact(lambda to: source.transact(moving.move, to, lambda _table: None))
    return {table.table: table for table in moved}


def add(database: Database, table: Table, *rows: dict[str, object]) -> None:
    database.transact(lambda connection: connection.execute(insert(table), list(rows)))


def count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def contact(name: str) -> dict[str, object]:
    return {"id": str(uuid4()), "name": name, "created_at": utc_now(), "updated_at": utc_now()}


class TestMove:
    def test_rows_of_several_batches_arrive_in_any_spelling(self, source: Database, target: Database) -> None:
        digests = [f"{initial}{number}" for number in range(BATCH // 2) for initial in INITIALS]
        rows = [{"digest": digest, "reason": "bounce", "created_at": utc_now()} for digest in digests]
        add(source, mail_suppressions, *rows)
        assert move(source, target)["mail_suppressions"].rows == len(rows)
        found = target.transact(lambda connection: connection.execute(select(mail_suppressions)).all())
        assert sorted(map(tuple, found)) == sorted(tuple(row.values()) for row in rows)

    def test_an_amount_keeps_the_digits_of_its_column(self, source: Database, target: Database) -> None:
        call: dict[str, object] = dict.fromkeys(("input_tokens", "cached_tokens", "output_tokens", "latency_ms"), 1)
        call |= dict.fromkeys(("provider", "model", "purpose", "outcome"), "x")
        call |= {"id": str(uuid4()), "cost_usd": 0.0000012345678, "created_at": utc_now()}
        add(source, llm_calls, call)
        move(source, target)
        assert target.transact(lambda connection: connection.scalar(select(llm_calls.c.cost_usd))) == 0.000001235

    def test_what_comes_back_changed_leaves_the_target_empty(self, source: Database, target: Database) -> None:
        add(source, contacts, contact("Ana"))
        change = (
            "CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.name := 'Bia'; RETURN NEW; END$$"
        )
        trigger = "CREATE TRIGGER change BEFORE INSERT ON contacts FOR EACH ROW EXECUTE FUNCTION change()"
        target.transact(lambda connection: connection.execute(text(f"{change};{trigger}")))
        with pytest.raises(Different, match="contacts"):
            move(source, target)
        assert target.transact(count, contacts) == 0

    def test_a_row_that_does_not_fit_is_refused_without_its_words(self, source: Database, target: Database) -> None:
        add(source, contacts, contact("Ana"), contact("Ana Souza " * 30))
        with pytest.raises(RowRefused, match="contacts") as refused:
            move(source, target)
        assert "Souza" not in str(refused.value)
        assert target.transact(count, contacts) == 0

    def test_a_target_with_rows_stays_as_it_is(self, source: Database, target: Database) -> None:
        add(source, contacts, contact("Ana"))
        add(target, contacts, contact("Bia"))
        with pytest.raises(TargetNotEmpty, match="contacts"):
            move(source, target)
        assert target.transact(count, contacts) == 1

    def test_a_source_of_a_newer_release_is_refused(self, source: Database, target: Database) -> None:
        source.transact(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
        with pytest.raises(OtherRelease):
            move(source, target)
