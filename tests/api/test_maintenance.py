"""Maintenance and settings are switched while servers run; every replica follows."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.conftest import StartServer
from tests.support.server import API_KEY, Server

pytestmark = pytest.mark.databases

FOLLOWS_WITHIN_S = 6.0
HTML = {"Accept": "text/html", "Accept-Language": "es"}


def eventually(holds: Callable[[], bool]) -> None:
    give_up = time.monotonic() + FOLLOWS_WITHIN_S
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.1)


@pytest.fixture
def own(start_server: StartServer) -> Server:
    return start_server()


def talk(calling: httpx.Client, conversation: str, **headers: str) -> httpx.Response:
    return calling.post(f"/v1/conversations/{conversation}/messages", json={"text": "Olá"}, headers=headers)


def client_of(server: Server) -> httpx.Client:
    return server.client(Authorization=f"Bearer {API_KEY}")


@contextmanager
def open_chat(server: Server) -> Iterator[tuple[httpx.Client, str]]:
    """A visitor's web chat: the client with its token, and the conversation."""
    with server.client() as calling:
        chat = calling.post("/v1/conversations", json={}).json()
        calling.headers["Authorization"] = f"Bearer {chat['token']}"
        yield calling, chat["id"]


class TestFull:
    def test_nobody_is_served_until_it_is_switched_off(self, own: Server) -> None:
        with open_chat(own) as (chat, conversation):
            assert own.command("maintenance", "on", "--minutes", "20").returncode == 0
            eventually(lambda: talk(chat, conversation).status_code == 503)
            refused = talk(chat, conversation)
            assert refused.headers["content-type"] == "application/problem+json"
            assert refused.json()["code"] == "maintenance"
            assert 1100 < int(refused.headers["retry-after"]) <= 1200
            assert own.command("maintenance", "off").returncode == 0
            eventually(lambda: talk(chat, conversation).status_code == 200)

    def test_people_see_a_page_in_their_language(self, start_server: StartServer) -> None:
        server = start_server(MAINTENANCE_MODE="full")
        with server.client() as calling:
            page = calling.get("/", headers=HTML)
        assert page.status_code == 503
        assert page.headers["retry-after"] == "120"
        assert "Estamos en mantenimiento" in page.text
        assert "Tamarindo" in page.text

    def test_health_metrics_and_version_still_answer(self, start_server: StartServer) -> None:
        server = start_server(MAINTENANCE_MODE="true")
        with server.client() as calling:
            answers = {path: calling.get(path).status_code for path in ("/health", "/metrics", "/version")}
            metrics = calling.get("/metrics").text
        assert answers == {"/health": 200, "/metrics": 200, "/version": 200}
        assert re.search(r"^agent_maintenance_mode 2", metrics, re.M)


class TestPartial:
    def test_new_visitors_are_refused_and_open_chats_go_on(self, own: Server) -> None:
        with open_chat(own) as (chat, conversation), own.client() as visitor, client_of(own) as client:
            assert own.command("maintenance", "partial").returncode == 0
            eventually(lambda: visitor.post("/v1/conversations", json={}).status_code == 503)
            assert talk(chat, conversation).status_code == 200
            assert client.post("/v1/conversations", json={}).status_code == 201

    def test_the_stricter_of_environment_and_switch_counts(self, start_server: StartServer) -> None:
        server = start_server(MAINTENANCE_MODE="partial")
        assert server.command("maintenance", "off").returncode == 0
        time.sleep(2.5)
        with server.client() as visitor:
            assert visitor.post("/v1/conversations", json={}).status_code == 503


class TestStatus:
    def test_says_the_mode_and_the_way_back(self, own: Server) -> None:
        assert "Sem manutenção" in own.command("maintenance", "status").stdout
        own.command("maintenance", "partial")
        assert "agente maintenance off" in own.command("maintenance", "status").stdout


class TestSettings:
    def test_a_lower_limit_counts_without_a_restart_and_goes_back(self, own: Server) -> None:
        with client_of(own) as calling:
            assert own.command("settings", "set", "rate_limit_per_minute", "3").returncode == 0
            eventually(lambda: [calling.get("/v1/leads").status_code for _ in range(5)][-1] == 429)
            assert own.command("settings", "unset", "RATE_LIMIT_PER_MINUTE").returncode == 0
            eventually(lambda: calling.get("/v1/leads").status_code == 200)

    def test_who_changed_it_is_shown(self, own: Server) -> None:
        own.command("settings", "set", "CACHE_TTL", "3600")
        shown = own.command("settings", "list").stdout
        assert re.search(r"CACHE_TTL = 3600 .*600.*cli:", shown)

    @pytest.mark.parametrize(("name", "value"), [("PORT", "9000"), ("RATE_LIMIT_PER_MINUTE", "muito")])
    def test_what_cannot_be_changed_is_refused_with_3(self, own: Server, name: str, value: str) -> None:
        refused = own.command("settings", "set", name, value)
        assert refused.returncode == 3
        assert name in refused.stderr

    def test_changes_are_in_the_audit_log(self, own: Server) -> None:
        own.command("settings", "set", "CACHE_TTL", "3600")
        own.command("maintenance", "partial")
        logged = [row.action for row in own.rows("SELECT action FROM audit_log ORDER BY created_at")]
        assert logged == ["setting.changed", "maintenance.changed"]
