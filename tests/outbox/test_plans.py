"""What the worker asks again and again finds its rows by an index, whatever was delivered and however much waits."""

import re
from dataclasses import dataclass

import pytest

from agente.kit.clock import utc_now
from agente.kit.ids import new_id
from agente.outbox import service as outbox
from agente.storage.database import Database
from tests.support.plans import Captured
from tests.support.postgresql import Cluster

WAIT = 2000  # deliveries to each vendor
READS_ALL = r"Seq Scan on outbox\b|Hash|using pk_outbox .*\n(?!\s*Index Cond)"


@dataclass
class Vendor:
    name: str

    def wants(self, event: str) -> bool:
        return event.startswith(f"{self.name}.")


VENDORS = [Vendor("crm"), Vendor("mail")]


@pytest.fixture
def database_url(cluster: Cluster) -> str:
    return cluster.new_database()


def happen(database: Database, vendor: Vendor, times: int) -> None:
    events = [outbox.Event(f"{vendor.name}.made", new_id(), {"score": 80}, new_id()) for _ in range(times)]
    database.transact(outbox.enqueue_all, events)


def share_out(database: Database) -> None:
    while database.transact(outbox.share_out, VENDORS, utc_now()):
        pass


def test_the_worker_does_not_read_through_the_outbox(database: Database, cluster: Cluster) -> None:
    for vendor in VENDORS:
        happen(database, vendor, WAIT)
    share_out(database)
    happen(database, VENDORS[0], 10)
    cluster.execute("VACUUM ANALYZE outbox", database=str(database.engine.url.database))
    captured = Captured(database.engine)
    share_out(database)
    leased = database.transact(outbox.lease_due, "crm", new_id(), utc_now(), 16, latest_only=True)
    assert len(leased) == 16
    plans = captured.plans()
    through = {statement: plan for statement, plan in plans.items() if re.search(READS_ALL, plan)}
    assert len(plans) >= 7
    assert not through, "\n\n".join(f"{statement}\n{plan}" for statement, plan in through.items())
