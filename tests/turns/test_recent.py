"""What the hot copy of a conversation spares the database, and that it is never believed when it is old."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event, text

from agente.api.app import announce, create_app, make_parts
from agente.api.parts import Parts
from agente.settings import Settings
from tests.support.redis import RedisServer
from tests.support.server import API_KEY, SAMPLE_PACK

pytestmark = pytest.mark.databases


@pytest.fixture(params=["memory", "redis"])
def parts(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Parts:
    more = {"database_url": database_url}
    if request.param == "redis":
        running: RedisServer = request.getfixturevalue("redis_server")
        more["redis_url"] = running.url
    return make_parts(
        Settings(_env_file=None, pack=SAMPLE_PACK, state_dir=tmp_path / "var", bootstrap_api_key=API_KEY, **more)  # type: ignore
    )


@pytest.fixture
async def client(parts: Parts) -> AsyncIterator[httpx.AsyncClient]:
    announce(parts)
    transport = httpx.ASGITransport(create_app(parts))
    headers = {"Authorization": f"Bearer {API_KEY}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://agente", headers=headers) as calling:
        yield calling
    if parts.redis:
        await parts.redis.close()
    parts.database.close()


async def test_the_next_turn_has_less_to_ask(parts: Parts, client: httpx.AsyncClient) -> None:
    asked: list[str] = []
    event.listen(parts.database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    async def statements_of(said: str, conversation: str) -> int:
        asked.clear()
        answer = await client.post(f"/v1/conversations/{conversation}/messages", json={"text": said})
        assert answer.json()["intent"]["name"] == "pricing"
        return len(asked)

    opened: dict[str, Any] = (await client.post("/v1/conversations", json={})).json()
    first = await statements_of("quanto custa o plano Essencial?", opened["id"])
    second = await statements_of("e o Profissional?", opened["id"])
    assert second < first


async def test_what_came_between_is_not_forgotten(parts: Parts, client: httpx.AsyncClient) -> None:
    """Closing a handoff, a silent message: whatever the copy does not know of makes it useless, not wrong."""
    opened = (await client.post("/v1/conversations", json={})).json()
    path = f"/v1/conversations/{opened['id']}"

    async def say(said: str) -> dict[str, Any]:
        return dict((await client.post(f"{path}/messages", json={"text": said})).json())

    await say("quanto custa o plano Essencial?")
    await client.post(f"{path}/handoff", json={})
    silent = await say("e o Profissional?")
    await client.delete(f"{path}/handoff")
    answered = await say("e o Profissional?")
    assert (silent["role"], answered["role"], answered["intent"]["name"]) == ("system", "agent", "pricing")
    assert answered["seq"] == 5


async def test_who_is_erased_is_in_no_copy(parts: Parts, client: httpx.AsyncClient) -> None:
    opened = (await client.post("/v1/conversations", json={"user_id": "ana"})).json()
    await client.post(f"/v1/conversations/{opened['id']}/messages", json={"text": "meu nome é Ana"})
    assert await parts.recent.get(opened["id"])
    (contact_id,) = await parts.database.read(lambda link: list(link.scalars(text("SELECT id FROM contacts"))))
    assert (await client.delete(f"/v1/contacts/{contact_id}")).status_code == 200
    assert await parts.recent.get(opened["id"]) is None
