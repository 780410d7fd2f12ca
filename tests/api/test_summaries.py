"""A conversation that its customer wants by e-mail: written down with the reply, once."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from agente.kit.serialization import loads
from tests.conftest import NewDatabase
from tests.support.server import API_KEY, Server

pytestmark = pytest.mark.databases
OWN = "joana@padaria.example"
REQUEST = "me manda um resumo da conversa por e-mail?"


@pytest.fixture(scope="module")
def mailing(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that has a mail server."""
    mail = {"SMTP_URL": "smtp://127.0.0.1:9", "MAIL_FROM": "oi@tamarindo.example"}
    running = Server(tmp_path_factory.mktemp("mailing") / "var", environment=new_database() | mail)
    yield running.start()
    running.stop()


@pytest.fixture
def http(mailing: Server) -> Iterator[httpx.Client]:
    with mailing.client(Authorization=f"Bearer {API_KEY}") as calling:
        yield calling


def opened(http: httpx.Client, **known: Any) -> str:
    """A conversation in which something was said already."""
    conversation = str(http.post("/v1/conversations", json=known).raise_for_status().json()["id"])
    say(http, conversation, "oi")
    return conversation


def say(http: httpx.Client, conversation: str, text: str, key: str | None = None) -> str:
    headers = {"Idempotency-Key": key} if key else {}
    path = f"/v1/conversations/{conversation}/messages"
    return str(http.post(path, json={"text": text}, headers=headers).raise_for_status().json()["text"])


def requested(server: Server, conversation: str) -> list[Any]:
    query = "SELECT payload FROM outbox WHERE event = 'transcript.requested' AND destination = '' AND subject = :id"
    return [
        loads(row.payload) if isinstance(row.payload, str) else row.payload
        for row in server.rows(query, id=conversation)
    ]


class TestRequest:
    def test_goes_to_the_contact_in_the_conversation_s_language(self, mailing: Server, http: httpx.Client) -> None:
        conversation = opened(http, contact={"email": OWN})
        assert OWN in say(http, conversation, REQUEST)
        told = {"conversation_id": conversation, "email": OWN, "locale": "pt-BR"}
        assert requested(mailing, conversation) == [told]

    def test_asked_for_twice_with_the_same_key_is_sent_once(self, mailing: Server, http: httpx.Client) -> None:
        conversation = opened(http, contact={"email": OWN})
        for _ in range(2):
            say(http, conversation, REQUEST, key="again")
        assert len(requested(mailing, conversation)) == 1

    def test_other_address_than_the_vouched_one_is_not_taken(self, mailing: Server, http: httpx.Client) -> None:
        conversation = opened(http, contact={"email": OWN})
        say(http, conversation, "me manda um resumo no e-mail ladrao@fora.example")
        assert [told["email"] for told in requested(mailing, conversation)] == [OWN]

    def test_address_of_a_contact_that_is_only_named_by_its_user_id_is_known(
        self, mailing: Server, http: httpx.Client
    ) -> None:
        opened(http, user_id="cliente-1", contact={"email": "cliente1@loja.example"})
        conversation = opened(http, user_id="cliente-1")
        say(http, conversation, REQUEST)
        assert [told["email"] for told in requested(mailing, conversation)] == ["cliente1@loja.example"]

    def test_visitor_is_asked_for_an_address(self, mailing: Server) -> None:
        with mailing.client() as visitor:
            opening = visitor.post("/v1/conversations", json={}).json()
            visitor.headers["Authorization"] = f"Bearer {opening['token']}"
            say(visitor, opening["id"], "oi")
            assert "Para qual e-mail" in say(visitor, opening["id"], REQUEST)
            assert requested(mailing, opening["id"]) == []
            assert "visita@loja.example" in say(visitor, opening["id"], "visita@loja.example")
        assert [told["email"] for told in requested(mailing, opening["id"])] == ["visita@loja.example"]


def test_erasing_the_contact_takes_the_address_out(mailing: Server, http: httpx.Client) -> None:
    conversation = opened(http, contact={"email": "sai@loja.example"})
    say(http, conversation, REQUEST)
    (contact,) = mailing.rows("SELECT contact_id FROM conversations WHERE id = :id", id=conversation)
    http.delete(f"/v1/contacts/{contact.contact_id}").raise_for_status()
    assert requested(mailing, conversation) == [{}]
