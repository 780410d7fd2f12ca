"""What was kept for long enough goes, in batches; what somebody waits for, and every lead, stays."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, func, select, update
from typer.testing import CliRunner

from agente.accounts import service as accounts
from agente.accounts.models import audit_log
from agente.cli.main import app
from agente.contacts.models import contacts
from agente.conversations import service
from agente.conversations.models import conversations, messages
from agente.conversations.schemas import ConversationCreate
from agente.kit.clock import utc_now
from agente.kit.ids import new_id
from agente.leads.models import leads
from agente.llm.tables import llm_calls
from agente.outbox.models import outbox
from agente.packs.models import Policies
from agente.storage.database import Database
from agente.worker import retention

pytestmark = pytest.mark.databases

DAYS = retention.days_of(Policies())
Opening = Callable[..., str]


@pytest.fixture
def opened(database: Database) -> Opening:
    """Opens a conversation with one message and a lead, that many days ago; returns its id."""

    def open_one(days: int = 100, **values: Any) -> str:
        row = database.transact(
            service.open_conversation, ConversationCreate(), client="crm", channel="api", locale="pt-BR"
        )
        database.transact(service.import_history, row.id, [("customer", "oi")], state={}, locale="pt-BR")
        ago, now = utc_now() - timedelta(days=days), utc_now()
        lead = {"id": new_id(), "contact_id": row.contact_id, "conversation_id": row.id, "owner": "crm", "fields": {}}
        lead |= {"score": 50, "reasons": [], "status": "new", "created_at": now, "updated_at": now}
        aged = update(conversations).where(conversations.c.id == row.id)
        database.transact(lambda connection: connection.execute(leads.insert(), lead) and None)
        database.transact(
            lambda connection: connection.execute(aged.values({"created_at": ago, "updated_at": ago} | values)) and None
        )
        return str(row.id)

    return open_one


def count(database: Database, table: Table) -> int:
    return int(
        database.transact(lambda connection: connection.execute(select(func.count()).select_from(table)).scalar_one())
    )


def apply(database: Database) -> dict[str, int]:
    return retention.apply(database, DAYS, lambda *_: None)


class TestConversations:
    def test_old_ones_go_with_their_messages_and_leave_leads_and_contacts(
        self, database: Database, opened: Opening
    ) -> None:
        for _ in range(3):
            opened()
        kept = opened(days=89)
        assert apply(database)["conversations"] == 3
        left = database.transact(lambda connection: connection.execute(select(conversations.c.id)).scalars().all())
        assert left == [kept]
        assert (count(database, messages), count(database, leads), count(database, contacts)) == (1, 4, 4)

    def test_they_go_in_several_transactions(
        self, database: Database, opened: Opening, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(retention, "AT_ONCE", 2)
        for _ in range(5):
            opened()
        batches: list[int] = []
        retention.apply(database, DAYS, lambda _, so_far: batches.append(so_far))
        assert batches == [2, 4, 5]

    def test_those_in_which_something_happens_or_somebody_waits_stay(self, database: Database, opened: Opening) -> None:
        opened(updated_at=utc_now())
        opened(status="waiting_human")
        opened(status="with_human")
        unanswered = opened()
        pending = update(messages).where(messages.c.conversation_id == unanswered).values(turn="pending")
        database.transact(lambda connection: connection.execute(pending) and None)
        assert apply(database)["conversations"] == 0
        assert count(database, conversations) == 4


class TestOtherKinds:
    def test_each_has_its_own_days_and_a_delivery_that_has_not_left_stays(self, database: Database) -> None:
        for status in ("done", "pending", "dead"):
            add_delivery(database, status, days=31)
        add_delivery(database, "done", days=29)
        add_call(database, days=401)
        add_call(database, days=399)
        assert apply(database) == {"conversations": 0, "outbox": 1, "llm_calls": 1, "audit_log": 0}
        assert (count(database, outbox), count(database, llm_calls)) == (3, 1)

    def test_what_was_deleted_is_accounted_for_and_that_entry_goes_in_its_time(self, database: Database) -> None:
        database.transact(accounts.audit, "crm", "contact.erased", new_id(), {})
        long_ago = update(audit_log).values(created_at=utc_now() - timedelta(days=2000))
        database.transact(lambda connection: connection.execute(long_ago) and None)
        apply(database)
        entries = database.transact(
            lambda connection: connection.execute(select(audit_log.c.action, audit_log.c.details)).all()
        )
        assert [(entry.action, entry.details["audit_log"]) for entry in entries] == [("retention.applied", 1)]


class TestCommand:
    @pytest.fixture
    def run(self, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
        monkeypatch.setenv("DATABASE_URL", database_url)
        monkeypatch.setenv("STATE_DIR", str(tmp_path))
        return lambda *arguments: json.loads(CliRunner().invoke(app, ["retention", "--json", *arguments]).stdout)

    def test_it_only_counts_until_it_is_told_to_delete(
        self, database: Database, opened: Opening, run: Callable[..., Any]
    ) -> None:
        opened()
        assert run() == run("--dry-run")
        assert run()["counts"]["conversations"] == count(database, conversations) == 1
        assert run("--apply") == {"applied": True, "days": DAYS, "counts": run_counts(1)}
        assert count(database, conversations) == 0


def run_counts(conversations_deleted: int) -> dict[str, int]:
    return {"conversations": conversations_deleted, "outbox": 0, "llm_calls": 0, "audit_log": 0}


def add_delivery(database: Database, status: str, days: int) -> None:
    then = utc_now() - timedelta(days=days)
    row: dict[str, Any] = {"id": new_id(), "event": "lead.qualified", "subject": new_id(), "key": new_id()}
    row |= {
        "payload": {},
        "status": status,
        "attempts": 1,
        "next_attempt_at": then,
        "created_at": then,
        "updated_at": then,
    }
    database.transact(lambda connection: connection.execute(outbox.insert(), row) and None)


def add_call(database: Database, days: int) -> None:
    row = {"id": new_id(), "provider": "openai", "model": "m", "purpose": "answer", "outcome": "ok", "input_tokens": 1}
    row |= {"cached_tokens": 0, "output_tokens": 1, "latency_ms": 1, "created_at": utc_now() - timedelta(days=days)}
    database.transact(lambda connection: connection.execute(llm_calls.insert(), row) and None)
