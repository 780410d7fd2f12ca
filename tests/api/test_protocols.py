"""The number that a customer is told: given, told, asked for and found."""

import re

import httpx
import pytest

from tests.support.server import Server

FORM = re.compile(r"20\d{6}-[0-9A-HJKMNP-TV-Z]{6}")


def opened(calling: httpx.Client, **body: object) -> tuple[str, str]:
    made = calling.post("/v1/conversations", json=body).json()
    return made["id"], made["protocol"]


def say(calling: httpx.Client, conversation: str, text: str) -> str:
    answer = calling.post(f"/v1/conversations/{conversation}/messages", json={"text": text})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["text"])


def found(calling: httpx.Client, protocol: str) -> list[str]:
    answer = calling.get("/v1/conversations", params={"protocol": protocol})
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


class TestProtocol:
    def test_every_conversation_has_one_of_its_own(self, client: httpx.Client) -> None:
        numbers = [opened(client)[1] for _ in range(20)]
        assert all(FORM.fullmatch(number) for number in numbers)
        assert len(set(numbers)) == 20

    @pytest.mark.parametrize(
        ("locale", "text"),
        [
            ("pt-BR", "qual o meu protocolo?"),
            ("pt-BR", "me passa o número do protocolo por favor"),
            ("en", "what is my reference number?"),
            ("es", "¿cuál es mi número de protocolo?"),
        ],
    )
    def test_is_said_when_asked_for(self, client: httpx.Client, locale: str, text: str) -> None:
        conversation, protocol = opened(client, locale=locale)
        assert protocol in say(client, conversation, text)

    @pytest.mark.parametrize(
        ("locale", "text"), [("pt-BR", "quero falar com um atendente"), ("en", "I want to talk to a human, please")]
    )
    def test_is_told_at_a_handoff(self, client: httpx.Client, locale: str, text: str) -> None:
        conversation, protocol = opened(client, locale=locale)
        assert protocol in say(client, conversation, text)

    def test_is_told_at_a_farewell_and_not_before(self, client: httpx.Client) -> None:
        conversation, protocol = opened(client)
        assert protocol not in say(client, conversation, "quanto custa o plano profissional?")
        assert protocol in say(client, conversation, "era só isso, obrigado, tchau")

    def test_a_number_of_somewhere_else_is_not_answered_with_ours(self, client: httpx.Client) -> None:
        conversation, protocol = opened(client)
        assert protocol not in say(client, conversation, "quero saber do protocolo 20250101-ABCDEF, sobre o meu boleto")


class TestFindByProtocol:
    def test_finds_it_however_it_was_copied(self, client: httpx.Client) -> None:
        conversation, protocol = opened(client)
        misread = protocol[:9] + protocol[9:].replace("0", "O").replace("1", "l")
        for written in (protocol, protocol.lower(), protocol.replace("-", " "), misread):
            assert found(client, written) == [conversation]

    def test_finds_a_web_chat_s_too(self, client: httpx.Client, visitor: httpx.Client) -> None:
        conversation, protocol = opened(visitor)
        assert found(client, protocol) == [conversation]

    @pytest.mark.parametrize("text", ["20261125-AAAAAA", "x", "' OR 1=1", ""])
    def test_what_is_none_finds_nothing(self, client: httpx.Client, text: str) -> None:
        assert found(client, text) == []

    def test_another_client_s_is_not_found(self, server: Server, client: httpx.Client) -> None:
        _, protocol = opened(client)
        key = server.command("keys", "create", "--name", "alheio").stdout.strip()
        with server.client(Authorization=f"Bearer {key}") as other:
            assert found(other, protocol) == []

    def test_only_api_keys_may_look(self, server: Server, visitor: httpx.Client) -> None:
        chat = visitor.post("/v1/conversations", json={}).json()
        for headers in ({}, {"Authorization": f"Bearer {chat['token']}"}):
            answer = visitor.get("/v1/conversations", params={"protocol": chat["protocol"]}, headers=headers)
            assert answer.status_code == 401

    def test_a_list_without_a_protocol_is_no_request(self, client: httpx.Client) -> None:
        assert client.get("/v1/conversations").status_code == 400
