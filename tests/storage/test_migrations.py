"""The migrations make exactly the tables that the code describes."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import agente.migrations
from agente.migrations import schema
from agente.storage.database import Database


def test_a_migrated_database_differs_in_nothing_from_the_tables(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/a.db")
    database.transact(schema.upgrade)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    database.close()


def test_head_is_the_newest_revision() -> None:
    scripts = ScriptDirectory(str(Path(agente.migrations.__file__).parent))
    assert scripts.get_current_head() == schema.HEAD


def test_upgrading_again_does_nothing(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/a.db")
    assert database.transact(schema.upgrade) is True
    assert database.transact(schema.upgrade) is False
    database.close()
