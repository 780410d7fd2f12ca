"""People look at turns and say whether the intent was right."""

import re

import httpx
import pytest

from tests.conftest import StartServer
from tests.support.server import API_KEY, Server

pytestmark = pytest.mark.databases

UNKNOWN = "019ac000-0000-7000-8000-000000000000"


@pytest.fixture
def own(start_server: StartServer) -> Server:
    return start_server()


def client_of(server: Server) -> httpx.Client:
    return server.client(Authorization=f"Bearer {API_KEY}")


def talk(calling: httpx.Client, text: str = "Quanto custa o plano profissional?") -> str:
    """One turn in a conversation of its own; the reply's id."""
    conversation = calling.post("/v1/conversations", json={}).json()["id"]
    return str(calling.post(f"/v1/conversations/{conversation}/messages", json={"text": text}).json()["id"])


class TestNext:
    def test_is_a_turn_that_nobody_has_reviewed_until_none_is_left(self, own: Server) -> None:
        with client_of(own) as calling:
            replies = {talk(calling) for _ in range(3)}
            seen = set()
            while item := calling.get("/v1/reviews/next").json()["item"]:
                reviewed = {"message_id": item["message_id"], "intent": "pricing", "sample": item["sample"]}
                assert calling.post("/v1/reviews", json=reviewed).status_code == 201
                seen.add(item["message_id"])
        assert seen == replies

    def test_personal_data_is_masked(self, own: Server) -> None:
        with client_of(own) as calling:
            talk(calling, "Meu e-mail é ana.souza@example.com, quanto custa?")
            item = calling.get("/v1/reviews/next").json()["item"]
        assert "ana.souza" not in item["text"]
        assert "quanto custa" in item["text"]

    def test_a_web_chat_has_none(self, own: Server) -> None:
        with own.client() as visitor:
            token = visitor.post("/v1/conversations", json={}).json()["token"]
            refused = visitor.get("/v1/reviews/next", headers={"Authorization": f"Bearer {token}"})
        assert (refused.status_code, refused.json()["code"]) == (401, "needs_api_key")


class TestReview:
    def test_the_same_turn_twice_is_refused(self, own: Server) -> None:
        with client_of(own) as calling:
            body = {"message_id": talk(calling), "intent": "pricing"}
            assert calling.post("/v1/reviews", json=body).status_code == 201
            assert calling.post("/v1/reviews", json=body).status_code == 409

    def test_an_unknown_turn_is_404_and_an_unknown_intent_400(self, own: Server) -> None:
        with client_of(own) as calling:
            assert calling.post("/v1/reviews", json={"message_id": UNKNOWN, "intent": "pricing"}).status_code == 404
            assert calling.post("/v1/reviews", json={"message_id": UNKNOWN, "intent": "preço"}).status_code == 400

    def test_a_deleted_conversation_takes_its_reviews_along(self, own: Server) -> None:
        with client_of(own) as calling:
            calling.post("/v1/reviews", json={"message_id": talk(calling), "intent": "pricing"})
        own.rows("DELETE FROM conversations RETURNING id")
        assert own.rows("SELECT id FROM intent_reviews") == []


class TestAccuracy:
    def test_is_absent_with_too_few_reviews_and_then_counts_random_turns_only(self, own: Server) -> None:
        with client_of(own) as calling:
            replies = [talk(calling) for _ in range(32)]
            assert calling.get("/v1/reviews/accuracy").json()["accuracy"] is None
            for number, message_id in enumerate(replies[:30]):
                intent = "pricing" if number < 24 else "billing"
                body = {"message_id": message_id, "intent": intent, "sample": "random"}
                calling.post("/v1/reviews", json=body)
            calling.post("/v1/reviews", json={"message_id": replies[30], "intent": "billing", "sample": "chosen"})
            told = calling.get("/v1/reviews/accuracy").json()
        assert (told["accuracy"], told["reviews"]) == (0.8, 30)
        assert (round(told["low"], 3), round(told["high"], 3)) == (0.627, 0.905)
        assert "80.0 %" in own.command("review", "--summary").stdout


class TestExport:
    def test_what_was_wrong_becomes_examples(self, own: Server) -> None:
        with client_of(own) as calling:
            talked = talk(calling, "Quanto custa? Meu CPF é 529.982.247-25")
            calling.post("/v1/reviews", json={"message_id": talked, "intent": "billing"})
        path = own.state_dir / "novos.yaml"
        assert own.command("review", "--export", str(path)).returncode == 0
        assert re.fullmatch(r"billing:\n- .*Quanto custa\? Meu CPF é \[CPF_1\].*\n", path.read_text())
