"""The migrations make exactly the tables that the code describes, from every earlier release, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

import agente.migrations
from agente.accounts.callers import Caller
from agente.contacts.service import contact_for
from agente.conversations.service import get_conversation
from agente.migrations import schema
from agente.storage.database import Database

pytestmark = pytest.mark.databases

CONTACT, CONVERSATION, MESSAGE = (f"019ab000-0000-7000-8000-00000000000{number}" for number in range(3))
ROWS = f"""
INSERT INTO contacts (id, created_at, updated_at) VALUES ('{CONTACT}', '2026-11-25 12:00', '2026-11-25 12:00');
INSERT INTO conversations
  (id, contact_id, user_id, channel, status, locale, state, last_seq, created_at, updated_at) VALUES
  ('{CONVERSATION}', '{CONTACT}', 'u', 'web', 'active', 'pt-BR', '{{}}', 1, '2026-11-25 12:00', '2026-11-25 12:00');
INSERT INTO messages (id, conversation_id, seq, role, text, created_at) VALUES
  ('{MESSAGE}', '{CONVERSATION}', 1, 'agent', 'Bom dia', '2026-11-25 12:00')
"""


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def scripts() -> ScriptDirectory:
    return ScriptDirectory(str(Path(agente.migrations.__file__).parent))


def upgrade_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(agente.migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def store_rows(connection: Connection) -> None:
    for statement in ROWS.split(";"):
        connection.execute(text(statement))


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), schema.metadata))


def test_head_is_the_newest_revision() -> None:
    assert scripts().get_current_head() == schema.HEAD


def test_a_migrated_database_differs_in_nothing_from_the_tables(database: Database) -> None:
    database.transact(schema.upgrade)
    assert database.transact(differences) == []


@pytest.mark.parametrize("revision", [script.revision for script in scripts().walk_revisions()])
def test_every_earlier_release_comes_up_with_what_it_holds(database: Database, revision: str) -> None:
    database.transact(upgrade_to, revision)
    database.transact(store_rows)
    assert database.transact(schema.upgrade) is (revision != schema.HEAD)
    assert database.transact(differences) == []
    kept = database.transact(lambda connection: connection.execute(text("SELECT text, usage FROM messages")).all())
    assert kept == [("Bom dia", None)]


def test_a_user_of_the_release_before_is_still_the_same_contact(database: Database) -> None:
    database.transact(upgrade_to, "0005")
    database.transact(store_rows)
    of_client = f"UPDATE contacts SET user_id = 'u', owner = 'crm' WHERE id = '{CONTACT}'"
    database.transact(lambda connection: connection.execute(text(of_client)))
    database.transact(lambda connection: connection.execute(text("UPDATE conversations SET owner = 'crm'")))
    database.transact(schema.upgrade)
    for _ in range(2):  # by its column first, then by its identity
        assert database.transact(contact_for, None, owner="crm", user_id="u") == CONTACT
    row = database.transact(get_conversation, Caller(client="crm"), CONVERSATION)
    assert (row.contact_id, row.protocol) == (CONTACT, None)


def test_upgrading_again_does_nothing(database: Database) -> None:
    assert database.transact(schema.upgrade) is True
    assert database.transact(schema.upgrade) is False


def test_a_newer_release_s_database_stays_as_it_is(database: Database) -> None:
    database.transact(schema.upgrade)
    database.transact(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    assert database.transact(schema.upgrade) is False
