"""`/v1/costs`, and what a message tells of its own cost, over HTTP."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from agente.kit.ids import new_id
from agente.llm import service
from agente.llm.messages import Attempt, Usage
from agente.migrations import schema
from agente.storage.database import Database
from tests.support.server import API_KEY, Server

ANSWERED = Attempt("openai", "large", "ok", 900.0, Usage(1000, 50, 800), 8.5)
LATE = Attempt("anthropic", "other", "timeout", 3000.0)
NOTHING = {
    "calls": 0,
    "failed": 0,
    "unpriced": 0,
    "input_tokens": 0,
    "cached_tokens": 0,
    "output_tokens": 0,
    "cost_usd": 0.0,
}


@pytest.fixture(scope="module")
def spender(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Server]:
    """A server with a budget of 10 dollars, of which 8.50 were spent before it started."""
    state = tmp_path_factory.mktemp("costs") / "var"
    database = Database(f"sqlite:///{state}/agente.db")
    database.transact(schema.upgrade)
    database.transact(service.record_calls, conversation_id=new_id(), message_id=new_id(), attempts=[LATE, ANSWERED])
    database.close()
    own = Server(state, environment={"COST_DAILY_BUDGET_USD": "10"}).start()
    yield own
    own.stop()


@pytest.fixture
def calling(spender: Server) -> Iterator[httpx.Client]:
    with spender.client(Authorization=f"Bearer {API_KEY}") as client:
        yield client


def figures(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in NOTHING}


class TestCosts:
    def test_tells_each_model_s_day_the_sum_and_the_budget(self, calling: httpx.Client) -> None:
        told = calling.get("/v1/costs", params={"days": 2}).json()
        assert [(item["provider"], item["model"]) for item in told["items"]] == [
            ("openai", "large"),
            ("anthropic", "other"),
        ]
        assert figures(told["items"][0]) == {
            "calls": 1,
            "failed": 0,
            "unpriced": 0,
            "input_tokens": 1000,
            "cached_tokens": 800,
            "output_tokens": 50,
            "cost_usd": 8.5,
        }
        assert (told["total"]["calls"], told["total"]["failed"], told["total"]["cost_usd"]) == (2, 1, 8.5)
        assert (told["days"], told["time_zone"], told["conversations"]) == (2, "America/Sao_Paulo", 1)
        assert told["budget"] == {"spent_usd": 8.5, "limit_usd": 10.0, "level": "warning"}

    def test_the_log_says_that_the_budget_is_nearly_spent(self, calling: httpx.Client, spender: Server) -> None:
        assert spender.log.count("COST budget 80% spent") == 1

    def test_without_calls_it_is_empty_and_no_budget_has_no_limit(self, client: httpx.Client) -> None:
        told = client.get("/v1/costs").json()
        assert (told["days"], told["items"], told["total"]) == (7, [], NOTHING)
        assert told["budget"] == {"spent_usd": 0.0, "limit_usd": None, "level": "normal"}

    def test_only_an_api_key_opens_it(self, visitor: httpx.Client) -> None:
        assert visitor.get("/v1/costs").status_code == 401
        token = visitor.post("/v1/conversations", json={}).json()["token"]
        refused = visitor.get("/v1/costs", headers={"Authorization": f"Bearer {token}"})
        assert (refused.status_code, refused.json()["code"]) == (401, "needs_api_key")

    @pytest.mark.parametrize("days", ["0", "93", "sete"])
    def test_other_spans_are_refused(self, client: httpx.Client, days: str) -> None:
        assert client.get("/v1/costs", params={"days": days}).status_code == 400


class TestMessage:
    def test_usage_is_what_was_stored_with_the_reply(self, calling: httpx.Client, spender: Server) -> None:
        conversation = calling.post("/v1/conversations", json={}).json()["id"]
        reply = calling.post(f"/v1/conversations/{conversation}/messages", json={"text": "oi"}).json()
        assert reply["usage"] is None
        usage = '{"model":"large","input_tokens":10,"output_tokens":2,"cost_usd":null}'
        with sqlite3.connect(spender.state_dir / "agente.db") as database:
            database.execute("UPDATE messages SET usage = ? WHERE id = ?", (usage, reply["id"]))
        database.close()
        listed = calling.get(f"/v1/conversations/{conversation}/messages").json()["items"]
        assert [message["usage"] for message in listed] == [
            None,
            {"model": "large", "input_tokens": 10, "output_tokens": 2, "cost_usd": None},
        ]


class TestSettings:
    @pytest.mark.parametrize(
        ("name", "value"), [("COST_DAILY_BUDGET_USD", "0"), ("COST_DAILY_BUDGET_USD", "inf"), ("CACHE_TTL", "-1")]
    )
    def test_one_that_cannot_be_meant_is_named_at_start(self, server: Server, name: str, value: str) -> None:
        refused = Server(server.state_dir, environment={name: value}).command("costs")
        assert refused.returncode == 3
        assert name in refused.stderr
