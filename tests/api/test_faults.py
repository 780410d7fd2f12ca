"""What callers see when a dependency or our own code fails: one clear problem, and the truth in the log."""

import json
import shutil
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import event

from agente.accounts.tokens import WebTokens
from agente.api.app import announce, create_app, make_parts
from agente.api.limits import MemoryRateLimit
from agente.api.parts import Parts
from agente.observability.logs import configure_logs
from agente.settings import Settings
from tests.support.server import API_KEY, SAMPLE_PACK, Server

ASKED = {"model": "agente", "messages": [{"role": "user", "content": "oi"}]}  # as OpenAI's clients do


@pytest.fixture
def parts(server: Server, tmp_path: Path) -> Parts:
    configure_logs("INFO", "json")
    settings = Settings(pack=SAMPLE_PACK, state_dir=tmp_path / "var", bootstrap_api_key=API_KEY)  # type: ignore[arg-type]
    parts = make_parts(settings)
    announce(parts)
    return parts


@pytest.fixture
async def client(parts: Parts) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(parts))
    headers = {"Authorization": f"Bearer {API_KEY}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://agente", headers=headers) as calling:
        yield calling
    parts.database.close()


async def open_conversation(client: httpx.AsyncClient) -> str:
    return str((await client.post("/v1/conversations", json={})).json()["id"])


class TestReadOnlyDatabase:
    async def test_writing_is_503_and_reading_goes_on(self, parts: Parts, client: httpx.AsyncClient) -> None:
        conversation = await open_conversation(client)
        parts.database.engine.dispose()
        event.listen(parts.database.engine, "connect", lambda link, _: link.execute("PRAGMA query_only = ON"))
        refused = await client.post(f"/v1/conversations/{conversation}/messages", json={"text": "oi"})
        assert (refused.status_code, refused.json()["code"]) == (503, "database_unavailable")
        assert refused.headers["retry-after"]
        assert (await client.get(f"/v1/conversations/{conversation}")).status_code == 200


class TestLostDatabase:
    async def test_health_is_503_but_the_process_lives(self, parts: Parts, client: httpx.AsyncClient) -> None:
        parts.database.engine.dispose()
        shutil.rmtree(parts.settings.state_dir)
        answer = await client.get("/health")
        assert (answer.status_code, answer.json()["status"]) == (503, "unhealthy")
        assert (await client.get("/health/live")).status_code == 200


class TestFailedTurn:
    async def test_a_reply_that_could_not_be_stored_is_given_at_the_next_try(
        self, parts: Parts, client: httpx.AsyncClient
    ) -> None:
        conversation = await open_conversation(client)
        path, key = f"/v1/conversations/{conversation}/messages", {"Idempotency-Key": "k"}

        def refuse_replies(_link: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("UPDATE messages"):
                raise sqlite3.OperationalError("disk I/O error")

        event.listen(parts.database.engine, "before_cursor_execute", refuse_replies)
        assert (await client.post(path, json={"text": "oi"}, headers=key)).status_code == 503
        event.remove(parts.database.engine, "before_cursor_execute", refuse_replies)
        assert (await client.post(path, json={"text": "oi"}, headers=key)).json()["role"] == "agent"
        roles = [item["role"] for item in (await client.get(path)).json()["items"]]
        assert roles == ["customer", "agent"]

    async def test_the_message_before_is_answered_first(self, parts: Parts, client: httpx.AsyncClient) -> None:
        conversation = await open_conversation(client)
        path = f"/v1/conversations/{conversation}/messages"

        def refuse_replies(_link: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("UPDATE messages"):
                raise sqlite3.OperationalError("disk I/O error")

        event.listen(parts.database.engine, "before_cursor_execute", refuse_replies)
        assert (await client.post(path, json={"text": "quanto custa o essencial?"})).status_code == 503
        event.remove(parts.database.engine, "before_cursor_execute", refuse_replies)
        await client.post(path, json={"text": "vocês abrem sábado?"})
        items = (await client.get(path)).json()["items"]
        replies = [item["in_reply_to"] for item in items if item["role"] == "agent"]
        assert replies == [item["id"] for item in items if item["role"] == "customer"]


class TestOurMistake:
    async def test_a_failing_assistant_still_gives_a_safe_reply(
        self, parts: Parts, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("agente.agents.assistant.Assistant.consider", fail)
        conversation = await open_conversation(client)
        reply = (await client.post(f"/v1/conversations/{conversation}/messages", json={"text": "oi"})).json()
        assert reply["role"] == "agent"
        assert reply["text"]
        assert reply["quick_replies"]

    async def test_an_unexpected_error_is_500_without_its_inside(
        self, parts: Parts, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("agente.conversations.repository.find_conversation", lambda *_: 1 / 0)
        answer = await client.get("/v1/conversations/0190a0a0-0000-7000-8000-000000000000")
        assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
        assert "division" not in answer.text
        assert answer.json()["request_id"] == answer.headers["x-request-id"]


class TestExpiredToken:
    async def test_an_open_event_stream_ends_with_its_token(self, parts: Parts, client: httpx.AsyncClient) -> None:
        opened = (await client.post("/v1/conversations", json={}, headers={"Authorization": ""})).json()
        brief = WebTokens(parts.settings.signing_key, timedelta(seconds=2)).issue(opened["id"])
        path, headers = f"/v1/conversations/{opened['id']}/events", {"Authorization": f"Bearer {brief}"}
        stream = await client.get(path, headers=headers)  # returns only when the stream has ended
        assert stream.status_code == 200
        again = await client.get(path, headers=headers)
        assert (again.status_code, again.json()["code"]) == (401, "token_expired")


class TestOpenAIClients:
    async def test_stream_that_fails_ends_with_an_error_they_understand(
        self, parts: Parts, client: httpx.AsyncClient
    ) -> None:
        def refuse_replies(_link: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("UPDATE messages"):
                raise sqlite3.OperationalError("disk I/O error")

        event.listen(parts.database.engine, "before_cursor_execute", refuse_replies)
        answer = await client.post("/v1/chat/completions", json=ASKED | {"stream": True})
        *_, last = answer.text.removesuffix("\n\n").split("\n\n")
        error = json.loads(last.removeprefix("data: "))["error"]
        assert (error["type"], error["code"]) == ("server_error", "database_unavailable")

    async def test_too_many_requests_are_told_how_long_to_wait(self, parts: Parts, client: httpx.AsyncClient) -> None:
        limited = httpx.ASGITransport(create_app(replace(parts, rate_limit=MemoryRateLimit(1))))
        async with httpx.AsyncClient(transport=limited, base_url="http://agente", headers=client.headers) as hasty:
            assert (await hasty.post("/v1/chat/completions", json=ASKED)).status_code == 200
            refused = await hasty.post("/v1/chat/completions", json=ASKED)
        assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate_limit_exceeded")
        assert int(refused.headers["retry-after"]) > 0

    async def test_mistake_of_ours_is_told_in_their_shape(
        self, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("agente.api.completions.read_request", lambda *_: 1 / 0)
        answer = await client.post("/v1/chat/completions", json=ASKED)
        assert (answer.status_code, answer.json()["error"]["type"]) == (500, "server_error")

    async def test_earlier_messages_that_fail_us_do_not_keep_the_last_from_its_answer(
        self, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("agente.agents.assistant.Assistant.consider", lambda *_: 1 / 0)
        answer = await client.post("/v1/chat/completions", json=ASKED | {"messages": [*ASKED["messages"]] * 2})
        assert answer.json()["choices"][0]["message"]["content"]
