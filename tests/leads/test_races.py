"""Two replicas, one contact, one moment."""

import asyncio
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from agente.leads import service as leads
from agente.leads.models import leads as table
from agente.storage.database import Database
from tests.leads.conftest import RULES, Accept
from tests.leads.test_service import update_of
from tests.support.postgresql import Cluster


@pytest.fixture
def database_url(cluster: Cluster) -> str:
    return cluster.new_database()


def find_none_together(database: Database, many: int) -> None:
    """Makes works wait for each other at their first look for a lead, so that each of them finds none."""
    barrier, seen = Barrier(many), set[Any]()

    def wait(_link: Connection, cursor: Any, statement: str, *_: object) -> None:
        if "FROM leads" in statement and "FOR UPDATE" in statement and len(seen) < many:
            seen.add(cursor)
            barrier.wait(5)

    event.listen(database.engine, "after_cursor_execute", wait)


async def test_two_first_leads_become_one_that_knows_both(database: Database, accept: Accept) -> None:
    told = [{"nome": "Joana"}, {"email": "joana@loja.example"}]
    accepted = [accept(user_id="joana") for _ in told]
    find_none_together(database, len(told))
    updates = zip(accepted, map(update_of, told), strict=True)
    await asyncio.gather(*(database.write(leads.record, *update, RULES, "pt-BR") for update in updates))
    (lead,) = database.transact(lambda connection: list(connection.execute(select(table))))
    assert lead.fields == {"nome": "Joana", "email": "joana@loja.example"}
    assert lead.score == 40
