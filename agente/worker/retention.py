"""What has been kept for long enough? It goes in small transactions with pauses, so that nobody waits for it."""

import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy import Connection

from agente.accounts import service as accounts
from agente.conversations import service as conversations
from agente.kit.clock import utc_now
from agente.kit.ids import new_id
from agente.llm import service as llm
from agente.outbox import service as outbox
from agente.packs.models import Policies
from agente.storage.database import Database

AT_ONCE = 200  # rows of one transaction; a conversation takes its messages along
PAUSE_S = 0.05  # for the writes of customers

KINDS = {"conversations": conversations, "outbox": outbox, "llm_calls": llm, "audit_log": accounts}


def days_of(policies: Policies) -> dict[str, int]:
    """How many days each kind of record is kept."""
    return {"conversations": policies.personal_data.retention_days} | policies.retention.model_dump()


def due(database: Database, days: Mapping[str, int]) -> dict[str, int]:
    """How many of each kind are older than that."""
    now = utc_now()
    return {
        kind: database.transact(service.count_old, now - timedelta(days=days[kind])) for kind, service in KINDS.items()
    }


def apply(database: Database, days: Mapping[str, int], done: Callable[[str, int], None]) -> dict[str, int]:
    """Deletes them; `done` hears of each batch. The audit log tells what was deleted, also when it breaks off."""
    now, deleted = utc_now(), dict.fromkeys(KINDS, 0)
    try:
        for kind, service in KINDS.items():
            before = now - timedelta(days=days[kind])
            while count := database.transact(service.delete_old, before, AT_ONCE):
                deleted[kind] += count
                done(kind, deleted[kind])
                time.sleep(PAUSE_S)
    finally:
        if any(deleted.values()):
            database.transact(_account_for, deleted)
    return deleted


def _account_for(connection: Connection, deleted: Mapping[str, int]) -> None:
    accounts.audit(connection, "agente", "retention.applied", new_id(), deleted)
