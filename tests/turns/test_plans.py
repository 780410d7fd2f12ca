"""Every statement of a turn, and of what lists and reads, finds its rows by an index, however many there are.

`PLAN_MESSAGES=5000000 pytest -n 0 tests/turns/test_plans.py` looks at full size.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from agente.api.app import announce, create_app, make_parts
from agente.api.parts import Parts
from agente.settings import Settings
from tests.support.plans import Captured
from tests.support.postgresql import Cluster
from tests.support.server import API_KEY, SAMPLE_PACK, Server

MESSAGES = int(os.environ.get("PLAN_MESSAGES", "40000"))
EACH = 20  # messages in a conversation
# Copies of one conversation and its two messages, whatever columns they have.
MORE_CONVERSATIONS = """INSERT INTO conversations SELECT copy.*
    FROM conversations AS told, generate_series(1, {many}) AS n, LATERAL jsonb_populate_record(told, jsonb_build_object(
        'id', gen_random_uuid(), 'protocol', 'P' || n, 'last_seq', {each})) AS copy
    WHERE told.id = '{conversation}'"""
MORE_MESSAGES = """INSERT INTO messages SELECT copy.* FROM conversations AS c, generate_series(1, {each}) AS n
    JOIN messages AS told ON told.conversation_id = '{conversation}' AND told.seq = 2 - n % 2,
    LATERAL jsonb_populate_record(told, jsonb_build_object('id', gen_random_uuid(), 'conversation_id', c.id, 'seq', n,
        'idempotency_key', null, 'in_reply_to', null)) AS copy
    WHERE c.protocol LIKE 'P%'"""


@pytest.fixture
def parts(cluster: Cluster, server: Server, tmp_path: Path) -> Iterator[Parts]:
    given = {"database_url": cluster.new_database(), "pack": SAMPLE_PACK, "state_dir": tmp_path}
    made = make_parts(Settings(_env_file=None, bootstrap_api_key=API_KEY, **given))  # type: ignore[arg-type, call-arg]
    announce(made)  # which also makes the tables and the key
    yield made
    made.database.close()


async def test_no_statement_reads_through_messages_or_conversations(parts: Parts, cluster: Cluster) -> None:
    transport = httpx.ASGITransport(create_app(parts))
    headers = {"Authorization": f"Bearer {API_KEY}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://agente", headers=headers, timeout=60) as client:
        conversation = (
            await client.post("/v1/conversations", json={"contact": {"email": "ana@exemplo.com.br"}})
        ).json()
        path = f"/v1/conversations/{conversation['id']}"
        await client.post(f"{path}/messages", json={"text": "quanto custa o profissional?"})
        database = str(parts.database.engine.url.database)
        for statement in (MORE_CONVERSATIONS, MORE_MESSAGES):
            copied = statement.format(conversation=conversation["id"], many=MESSAGES // EACH, each=EACH)
            cluster.execute(copied, database=database)
        cluster.execute("ANALYZE", database=database)
        captured = Captured(parts.database.engine)
        asked, key = {"text": "quero marcar uma reunião amanhã"}, {"Idempotency-Key": "k"}
        for _ in range(2):  # the second time it is found by its key
            answer = await client.post(f"{path}/messages", json=asked, headers=key)
            assert answer.status_code == 200, answer.text
        for read in (path, f"{path}/messages?after=1&limit=5", "/v1/leads"):
            assert (await client.get(read)).status_code == 200, read
        await parts.turns.finish_orphans()
    slow = {
        statement: plan
        for statement, plan in captured.plans().items()
        if re.search(r"Seq Scan on (messages|conversations)", plan)
    }
    assert len(captured.statements) >= 6
    assert not slow, "\n\n".join(f"{statement}\n{plan}" for statement, plan in slow.items())
