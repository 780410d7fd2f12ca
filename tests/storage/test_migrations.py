"""The migrations make exactly the tables that the code describes."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

import agente.migrations
from agente.accounts.callers import Caller
from agente.contacts.service import contact_for
from agente.conversations.service import get_conversation
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


def test_messages_of_the_release_before_are_kept_and_say_nothing_of_usage(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/a.db")
    database.transact(_upgrade_to, "0003")
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "INSERT INTO messages (id, conversation_id, seq, role, text, created_at)"
            " VALUES ('m', 'c', 1, 'agent', 'Bom dia', '2026-11-25 12:00:00.000000')"
        )
    connection.close()
    assert database.transact(schema.upgrade) is True
    with database.engine.connect() as reading:
        assert reading.exec_driver_sql("SELECT text, usage FROM messages").all() == [("Bom dia", None)]
    database.close()


def test_a_user_of_the_release_before_is_still_the_same_contact(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/a.db")
    database.transact(_upgrade_to, "0005")
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute(
            "INSERT INTO contacts (id, user_id, owner, created_at, updated_at)"
            " VALUES ('c', 'u-1', 'crm', '2026-11-25 12:00:00.000000', '2026-11-25 12:00:00.000000')"
        )
        connection.execute(
            "INSERT INTO conversations (id, contact_id, user_id, owner, channel, status, locale, state, last_seq,"
            " created_at, updated_at) VALUES ('v', 'c', 'u-1', 'crm', 'api', 'active', 'pt-BR', '{}', 0,"
            " '2026-11-25 12:00:00.000000', '2026-11-25 12:00:00.000000')"
        )
    connection.close()
    assert database.transact(schema.upgrade) is True
    for _ in range(2):  # by its column first, then by its identity
        assert database.transact(contact_for, None, owner="crm", user_id="u-1") == "c"
    row = database.transact(get_conversation, Caller(client="crm"), "v")
    assert (row.contact_id, row.protocol) == ("c", None)
    database.close()


def _upgrade_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(agente.migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
