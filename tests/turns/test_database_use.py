"""No database connection is held while a model thinks: one connection serves many turns at once."""

import asyncio
import time
from collections.abc import AsyncIterator
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy

from agente.api.app import announce, create_app, make_parts
from agente.settings import Settings
from agente.storage import sqlite
from tests.support.server import API_KEY, SAMPLE_PACK
from tests.support.vendors import Vendors, say

TURNS = 50
MODEL_TAKES_S = 0.3
FIRST_TAKES_S = 2.0
QUESTION = "o caixa funciona sem internet?"
ANSWER = "O PDV continua vendendo por até 24 horas sem internet."


@pytest.fixture
async def client(vendors: Vendors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    """Calls an application whose database has one connection, and waits for it a long time."""

    def one_connection(url: str, **details: Any) -> sqlalchemy.Engine:
        return sqlalchemy.create_engine(url, **(details | {"pool_size": 1, "max_overflow": 0, "pool_timeout": 60}))

    monkeypatch.setattr(sqlite, "create_engine", one_connection)
    given = {name.lower(): value for name, value in vendors.environment.items()}
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        pack=SAMPLE_PACK,
        state_dir=tmp_path / "var",
        bootstrap_api_key=API_KEY,  # type: ignore[arg-type]
        rate_limit_per_minute=10_000,
        llm_provider="openai",
        cache_ttl=0,
        **given,  # type: ignore[arg-type]
    )
    parts = make_parts(settings)
    announce(parts)
    transport = httpx.ASGITransport(create_app(parts))
    headers = {"Authorization": f"Bearer {API_KEY}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://agente", headers=headers, timeout=60) as calling:
        yield calling
    assert parts.model
    await parts.model.close()
    parts.database.close()


async def test_one_connection_serves_fifty_turns_and_a_reader_meanwhile(
    client: httpx.AsyncClient, vendors: Vendors
) -> None:
    async def reply_in(conversation: str) -> str:
        answer = await client.post(f"/v1/conversations/{conversation}/messages", json={"text": QUESTION})
        return str(answer.json()["source"])

    delays_s = chain([FIRST_TAKES_S], repeat(MODEL_TAKES_S))
    vendors.answering = lambda _asked: say(ANSWER, delay_s=next(delays_s))
    opened = [(await client.post("/v1/conversations", json={})).json()["id"] for _ in range(TURNS)]
    began = time.monotonic()
    turns = asyncio.gather(*map(reply_in, opened))
    await asyncio.sleep(MODEL_TAKES_S)
    read = await client.get(f"/v1/conversations/{opened[0]}/messages")
    read_while_models_think = not turns.done()

    assert (read.status_code, read_while_models_think) == (200, True)
    assert await turns == ["llm"] * TURNS
    assert time.monotonic() - began < TURNS * MODEL_TAKES_S / 2
