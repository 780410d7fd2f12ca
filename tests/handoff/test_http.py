"""Waiting for a person, and the way back to the agent, over HTTP."""

from pathlib import Path

import httpx
import pytest

from tests.api.test_conversations import open_web_chat
from tests.conftest import StartServer
from tests.support.server import API_KEY

pytestmark = pytest.mark.databases


def ask(client: httpx.Client, conversation: str, text: str) -> dict[str, object]:
    found: dict[str, object] = client.post(f"/v1/conversations/{conversation}/messages", json={"text": text}).json()
    return found


class TestReturnToAgent:
    def test_agent_answers_again_with_what_it_knew(self, client: httpx.Client, conversation: str) -> None:
        base = f"/v1/conversations/{conversation}"
        ask(client, conversation, "quanto custa o plano profissional?")
        client.post(f"{base}/handoff", json={})
        assert ask(client, conversation, "alguém?")["source"] == "none"
        assert client.post(f"{base}/handoff/return").json()["status"] == "active"
        again = ask(client, conversation, "e o anual?")
        assert again["role"] == "agent"
        assert "R$" in str(again["text"])

    def test_anger_of_before_is_not_held_against_the_agent(self, client: httpx.Client, conversation: str) -> None:
        assert ask(client, conversation, "que palhaçada, ninguém resolve nada nessa empresa")["handoff"] is not None
        client.post(f"/v1/conversations/{conversation}/handoff/return")
        assert ask(client, conversation, "qual o horário de atendimento?")["handoff"] is None

    def test_second_handoff_may_follow(self, client: httpx.Client, conversation: str) -> None:
        base = f"/v1/conversations/{conversation}"
        first = client.post(f"{base}/handoff", json={}).json()
        client.post(f"{base}/handoff/return")
        assert client.post(f"{base}/handoff", json={}).json()["id"] != first["id"]

    def test_without_a_handoff_it_is_refused_409(self, client: httpx.Client, conversation: str) -> None:
        answer = client.post(f"/v1/conversations/{conversation}/handoff/return")
        assert (answer.status_code, answer.json()["code"]) == (409, "no_handoff_open")

    def test_visitor_is_refused_401(self, visitor: httpx.Client) -> None:
        conversation, token = open_web_chat(visitor)
        visitor.post(f"/v1/conversations/{conversation}/handoff", json={}, headers=token)
        answer = visitor.post(f"/v1/conversations/{conversation}/handoff/return", headers=token)
        assert (answer.status_code, answer.json()["code"]) == (401, "needs_api_key")


class TestMeetingBeyondTheLast:
    def test_is_noted_for_the_person_who_is_called(self, client: httpx.Client, conversation: str) -> None:
        for wish in ("quero marcar uma demonstração", "marca outra pro meu sócio", "marca outra pra minha gerente"):
            assert ask(client, conversation, wish)["quick_replies"]
            assert ask(client, conversation, "pode ser a 1")["booking"]
        ask(client, conversation, "marca outra reunião pro meu irmão, à tarde")
        assert ask(client, conversation, "sim")["handoff"]
        waiting = client.post(f"/v1/conversations/{conversation}/handoff", json={}).json()
        assert waiting["note"] == "marca outra reunião pro meu irmão, à tarde"


class TestTakenBackInWords:
    """Not every channel has the button that the page has."""

    @pytest.mark.parametrize(
        "text", ["continuar com o assistente", "não quero esperar ninguém, pode responder você mesmo"]
    )
    def test_the_agent_answers_again(self, client: httpx.Client, conversation: str, text: str) -> None:
        client.post(f"/v1/conversations/{conversation}/handoff", json={})
        assert "continuo com você" in str(ask(client, conversation, text)["text"])
        assert client.get(f"/v1/conversations/{conversation}").json()["status"] == "active"
        assert "R$" in str(ask(client, conversation, "quanto custa o plano profissional?")["text"])

    def test_of_a_grave_matter_the_person_stays_called(self, client: httpx.Client, conversation: str) -> None:
        assert ask(client, conversation, "meu filho se machucou feio com o brinquedo de vocês")["handoff"] is not None
        ask(client, conversation, "não quero esperar ninguém")
        assert client.get(f"/v1/conversations/{conversation}").json()["status"] == "waiting_human"

    def test_what_else_was_asked_is_answered(self, client: httpx.Client, conversation: str) -> None:
        client.post(f"/v1/conversations/{conversation}/handoff", json={})
        reply = ask(client, conversation, "não precisa chamar ninguém. quanto custa o plano profissional?")
        assert "189,90" in str(reply["text"])

    def test_what_was_asked_meanwhile_is_answered(self, client: httpx.Client, conversation: str) -> None:
        client.post(f"/v1/conversations/{conversation}/handoff", json={})
        assert ask(client, conversation, "enquanto isso, como faço pra mudar de plano?")["source"] == "none"
        assert "Assinatura" in str(ask(client, conversation, "continuar com o assistente")["text"])

    @pytest.mark.parametrize("text", ["oi? tem alguém aí?", "não quero falar com robô", "que demora"])
    def test_who_waits_is_left_to_the_person(self, client: httpx.Client, conversation: str, text: str) -> None:
        client.post(f"/v1/conversations/{conversation}/handoff", json={})
        assert ask(client, conversation, text)["source"] == "none"


class TestMessageForTheTeam:
    def test_it_is_acknowledged_and_kept_with_the_handoff(self, start_server: StartServer, tmp_path: Path) -> None:
        pack = tmp_path / "pack"  # of a business that gives no hours: nobody is known to be there
        pack.mkdir()
        (pack / "business.yaml").write_text("name: Oficina Sol\ndescription: Oficina de bicicletas.\n", "utf-8")
        with start_server(pack).client(Authorization=f"Bearer {API_KEY}") as client:
            conversation = str(client.post("/v1/conversations", json={}).json()["id"])
            assert "telefone ou e-mail" in str(ask(client, conversation, "quero falar com um atendente")["text"])
            assert ask(client, conversation, "ana@example.com")["role"] == "agent"
            assert "recado" in str(ask(client, conversation, "é sobre a corrente da bicicleta")["text"])
            assert ask(client, conversation, "alguém?")["source"] == "none"
            waiting = client.post(f"/v1/conversations/{conversation}/handoff", json={}).json()
            assert waiting["note"] == "ana@example.com\né sobre a corrente da bicicleta"
            assert waiting["status"] == "waiting"
