"""Every SQL statement of the on-call runbook runs as it is written there, as the roles that it names."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text, update

from agente.conversations import service
from agente.conversations.models import conversations, messages
from agente.conversations.schemas import ConversationCreate
from agente.kit.clock import utc_now
from agente.kit.ids import new_id
from agente.leads.models import leads
from agente.migrations.schema import upgrade
from agente.storage.database import Database
from tests.support.postgresql import Cluster

READING = {
    "recent conversations": """SELECT id, user_id, created_at, status
FROM conversations
ORDER BY created_at DESC
LIMIT 10;""",
    "leads of today": """SELECT id, email, score, created_at
FROM leads
WHERE created_at >= CURRENT_DATE
ORDER BY score DESC;""",
    "statistics": """SELECT
  DATE(created_at) as date,
  COUNT(*) as total_conversations,
  AVG(CASE WHEN status = 'completed' THEN 1 ELSE 0 END) * 100 as completion_rate
FROM conversations
WHERE created_at >= CURRENT_DATE - INTERVAL '7 days'
GROUP BY DATE(created_at)
ORDER BY date;""",
    "size": "SELECT pg_size_pretty(pg_database_size('agente_ia'));",
    "slow queries": """SELECT query, calls, mean_exec_time, max_exec_time
FROM pg_stat_statements
ORDER BY mean_exec_time DESC
LIMIT 10;""",
}
ON_CALL = {
    "alive": "SELECT 1",
    "slow queries": """SELECT query, mean_exec_time FROM pg_stat_statements
   ORDER BY mean_exec_time DESC LIMIT 10;""",
    "connections": "SELECT count(*) FROM pg_stat_activity;",
    "running": """SELECT pid, now() - query_start as duration, query
   FROM pg_stat_activity
   WHERE state = 'active'
   ORDER BY duration DESC;""",
    "statistics": "ANALYZE;",
    "vacuum": "VACUUM FULL;",
}
DELETE_OLD = "DELETE FROM conversations WHERE created_at < NOW() - INTERVAL '90 days';"


@pytest.fixture(scope="module")
def database(cluster: Cluster) -> Iterator[Database]:
    opened = Database(cluster.url("agente_ia"))
    opened.transact(upgrade)
    yield opened
    opened.close()


def open_old(connection: Connection) -> str:
    """A conversation of a hundred days ago with a message and a lead; its id."""
    row = service.open_conversation(connection, ConversationCreate(), client="crm", channel="api", locale="pt-BR")
    service.import_history(connection, row.id, [("customer", "oi")], state={}, locale="pt-BR")
    long_ago = utc_now() - timedelta(days=100)
    connection.execute(update(conversations).where(conversations.c.id == row.id).values(created_at=long_ago))
    lead = {"id": new_id(), "contact_id": row.contact_id, "conversation_id": row.id, "owner": "crm", "fields": {}}
    lead |= {"score": 50, "reasons": [], "status": "new", "email": "ana@loja.example"}
    connection.execute(leads.insert(), lead | {"created_at": utc_now(), "updated_at": utc_now()})
    return str(row.id)


def count(connection: Connection, table: Any) -> int:
    return int(connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one())


class TestReading:
    @pytest.mark.parametrize("statement", READING.values(), ids=READING.keys())
    def test_as_the_application_s_role(self, database: Database, cluster: Cluster, statement: str) -> None:
        database.transact(open_old)
        cluster.execute(statement, role="agente_user", database="agente_ia")

    def test_the_leads_of_today_are_told(self, database: Database, cluster: Cluster) -> None:
        database.transact(open_old)
        told = cluster.execute(READING["leads of today"], role="agente_user", database="agente_ia")
        assert "|ana@loja.example|50|" in told

    def test_a_connection_without_a_database_s_name(self, cluster: Cluster) -> None:
        assert cluster.client("psql", "-At", "-c", "SELECT 1", role="user", database="") == "1"


class TestOnCall:
    @pytest.mark.parametrize("statement", ON_CALL.values(), ids=ON_CALL.keys())
    def test_as_the_on_call_role(self, database: Database, cluster: Cluster, statement: str) -> None:
        cluster.execute(statement, role="user", database="agente_ia")

    def test_a_slow_query_is_seen_in_words_and_ended(self, database: Database, cluster: Cluster) -> None:
        with database.engine.connect() as connection:
            pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            seen = cluster.execute("SELECT query FROM pg_stat_activity;", role="user", database="agente_ia")
            assert "SELECT pg_backend_pid()" in seen
            ended = cluster.execute(f"SELECT pg_terminate_backend({pid});", role="user", database="agente_ia")
            assert ended == "t"
            connection.invalidate()

    def test_the_index_of_the_runbook_can_be_made(self, database: Database, cluster: Cluster) -> None:
        statement = "CREATE INDEX CONCURRENTLY idx_conversations_user_id ON conversations(user_id);"
        cluster.execute(statement, role="user", database="agente_ia")
        made = "SELECT indexname FROM pg_indexes WHERE indexname = 'idx_conversations_user_id'"
        assert cluster.execute(made, role="user", database="agente_ia") == "idx_conversations_user_id"
        cluster.execute("DROP INDEX idx_conversations_user_id", role="user", database="agente_ia")

    def test_old_conversations_go_with_their_messages_and_leave_their_leads(
        self, database: Database, cluster: Cluster
    ) -> None:
        database.transact(open_old)
        kept = database.transact(count, leads)
        cluster.execute(DELETE_OLD, role="user", database="agente_ia")
        assert database.transact(count, conversations) == database.transact(count, messages) == 0
        assert database.transact(count, leads) == kept


class TestRestore:
    def test_a_backup_goes_into_a_new_database_and_the_application_serves_from_it(
        self, database: Database, cluster: Cluster, tmp_path: Path
    ) -> None:
        database.transact(open_old)
        backup = tmp_path / "db_2026-01-20_15-30.sql"
        arguments = ("-h", "localhost", "-U", "agente_user", "agente_ia")
        backup.write_text(cluster.client("pg_dump", "--no-comments", *arguments, role="agente_user", database=""))
        cluster.client("createdb", "agente_ia_new", role="agente_user", database="")
        restore = ("-v", "ON_ERROR_STOP=1", "-q", "-f", str(backup))
        cluster.client("psql", *restore, role="agente_user", database="agente_ia_new")
        counting = "SELECT COUNT(*) FROM conversations;"
        backed_up = cluster.execute(counting, role="agente_user", database="agente_ia")
        assert cluster.execute(counting, role="agente_user", database="agente_ia_new") == backed_up
        restored = Database(cluster.url("agente_ia_new"))
        assert restored.transact(upgrade) is False
        restored.close()
        cluster.client("dropdb", "agente_ia_new", role="agente_user", database="postgres")
