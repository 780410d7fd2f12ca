"""`/v1/leads` as the company's other systems use it, on a server of its own: what it lists is what was said to it."""

import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.conftest import NewDatabase
from tests.support.server import API_KEY, Server

pytestmark = pytest.mark.databases

PEOPLE = {
    "Joana Conceição": "joana@sol.example",
    "Bruno Reis": "bruno@lua.example",
    "Carla Souza": "carla@mar.example",
}
WEB_VISITOR = "vera@rio.example"
QUALIFYING = "tenho 12 pessoas na equipe, preciso de controle de estoque e meu whats é 11 98888-7777"


def say(calling: httpx.Client, conversation: str, text: str, **headers: str) -> dict[str, Any]:
    answer = calling.post(f"/v1/conversations/{conversation}/messages", json={"text": text}, headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def open_for(calling: httpx.Client, **body: Any) -> str:
    return str(calling.post("/v1/conversations", json=body).json()["id"])


class Shop:
    """A server with four leads: three of the API client's conversations, one of a web chat."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.calling = server.client(Authorization=f"Bearer {API_KEY}")
        self.conversations: dict[str, str] = {}
        for name, email in PEOPLE.items():
            conversation = open_for(self.calling, user_id=email)
            say(self.calling, conversation, f"oi, meu nome é {name} e meu email é {email}")
            self.conversations[email] = conversation
        with server.client() as visitor:
            opened = visitor.post("/v1/conversations", json={}).json()
            token = {"Authorization": f"Bearer {opened['token']}"}
            say(visitor, opened["id"], f"meu email é {WEB_VISITOR}", **token)
        say(self.calling, self.conversations["joana@sol.example"], QUALIFYING)

    def emails(self, **query: Any) -> list[str]:
        answer = self.calling.get("/v1/leads", params=query)
        assert answer.status_code == 200, answer.text
        return [item["email"] for item in answer.json()["items"]]

    def lead_of(self, email: str) -> dict[str, Any]:
        return dict(self.calling.get("/v1/leads", params={"email": email}).json()["items"][0])


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, server: Server, new_database: NewDatabase) -> Iterator[Shop]:
    state = tmp_path_factory.mktemp("leads") / "var"
    own = Server(state, environment=new_database()).start()
    shop = Shop(own)
    yield shop
    shop.calling.close()
    own.stop()


class TestListLeads:
    def test_newest_first(self, shop: Shop) -> None:
        assert shop.emails() == [WEB_VISITOR, *reversed(PEOPLE.values())]

    def test_pages_follow_each_other_without_gap_or_repetition(self, shop: Shop) -> None:
        seen, cursor, pages = [], None, 0
        while cursor or not pages:
            query = {"limit": 3} | ({"cursor": cursor} if cursor else {})
            page = shop.calling.get("/v1/leads", params=query).json()
            seen += [item["email"] for item in page["items"]]
            cursor, pages = page["next_cursor"], pages + 1
        assert (seen, pages) == (shop.emails(), 2)

    def test_an_item_has_what_a_list_shows(self, shop: Shop) -> None:
        item = shop.lead_of("bruno@lua.example")
        assert (item["name"], item["status"], item["qualified_at"]) == ("Bruno Reis", "new", None)
        assert item["conversation_id"] == shop.conversations["bruno@lua.example"]
        assert "fields" not in item

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"status": "qualified"}, ["joana@sol.example"]),
            ({"status": "won"}, []),
            ({"min_score": 60}, ["joana@sol.example"]),
            ({"email": "CARLA@mar.example"}, ["carla@mar.example"]),
            ({"phone": "(11) 98888-7777"}, ["joana@sol.example"]),
            ({"phone": "+5511988887777"}, ["joana@sol.example"]),
            ({"q": "conceicao"}, ["joana@sol.example"]),
            ({"q": "CONCEIÇÃO joa"}, ["joana@sol.example"]),
            ({"q": "joana reis"}, []),
            ({"q": "estoque"}, ["joana@sol.example"]),
            ({"q": "%"}, [WEB_VISITOR, *reversed(PEOPLE.values())]),
            ({"created_before": "2020-01-01T00:00:00Z"}, []),
            ({"created_after": "2020-01-01T00:00:00-03:00", "q": "bruno"}, ["bruno@lua.example"]),
        ],
    )
    def test_filters_narrow_it(self, shop: Shop, query: dict[str, Any], found: list[str]) -> None:
        assert shop.emails(**query) == found

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ({"status": "hot"}, "invalid_input"),
            ({"min_score": 101}, "invalid_input"),
            ({"phone": "12"}, "invalid_input"),
            ({"created_after": "ontem"}, "invalid_input"),
            ({"created_after": "2026-01-01T00:00:00"}, "invalid_input"),
            ({"created_before": "0001-01-01T00:00:00+10:00"}, "invalid_input"),
            ({"limit": 0}, "invalid_input"),
            ({"cursor": "abc"}, "invalid_cursor"),
            ({"cursor": "MjAyNi0wMS0wMXxhYmM"}, "invalid_cursor"),
        ],
    )
    def test_bad_input_is_a_problem(self, shop: Shop, query: dict[str, Any], code: str) -> None:
        answer = shop.calling.get("/v1/leads", params=query)
        assert (answer.status_code, answer.json()["code"]) == (400, code)
        assert answer.headers["content-type"] == "application/problem+json"


class TestReadLead:
    def test_tells_all_that_is_known_why_it_scores_and_where_it_was_said(self, shop: Shop) -> None:
        known = shop.lead_of("joana@sol.example")
        lead = shop.calling.get(f"/v1/leads/{known['id']}").json()
        assert lead["fields"]["phone"] == "+5511988887777"
        assert lead["fields"]["team_size"] == 12
        assert lead["score"] >= 60
        assert "deixou o e-mail" in lead["reasons"]
        assert len(lead["reasons"]) <= 5
        assert [item["id"] for item in lead["conversations"]] == [shop.conversations["joana@sol.example"]]

    def test_unknown_ids_are_404(self, shop: Shop) -> None:
        for lead_id in (str(uuid.uuid4()), "nonsense"):
            answer = shop.calling.get(f"/v1/leads/{lead_id}")
            assert (answer.status_code, answer.json()["code"]) == (404, "lead_not_found")


class TestAccess:
    def test_another_key_sees_the_web_chats_and_its_own_only(self, shop: Shop) -> None:
        key = shop.server.command("keys", "create", "--name", "parceiro").stdout.strip()
        theirs = shop.lead_of("bruno@lua.example")["id"]
        with shop.server.client(Authorization=f"Bearer {key}") as partner:
            items = partner.get("/v1/leads").json()["items"]
            assert [item["email"] for item in items] == [WEB_VISITOR]
            assert partner.get(f"/v1/leads/{items[0]['id']}").status_code == 200
            assert partner.get(f"/v1/leads/{theirs}").status_code == 404

    def test_a_web_chat_s_token_and_no_credentials_are_refused_401(self, shop: Shop) -> None:
        with shop.server.client() as visitor:
            token = visitor.post("/v1/conversations", json={}).json()["token"]
            for headers, code in (({}, "missing_credentials"), ({"Authorization": f"Bearer {token}"}, "needs_api_key")):
                for path in ("/v1/leads", f"/v1/leads/{uuid.uuid4()}"):
                    answer = visitor.get(path, headers=headers)
                    assert (answer.status_code, answer.json()["code"]) == (401, code)


class TestLeadOfAConversation:
    def test_a_reply_tells_id_score_and_status(self, shop: Shop) -> None:
        conversation = open_for(shop.calling, user_id="u-reply")
        assert say(shop.calling, conversation, "oi")["lead"] is None
        lead = say(shop.calling, conversation, "meu email é dora@ceu.example")["lead"]
        assert lead == {name: shop.lead_of("dora@ceu.example")[name] for name in ("id", "score", "status")}
        assert say(shop.calling, conversation, "quanto custa o plano profissional?")["lead"] == lead

    def test_details_given_at_the_opening_are_not_asked_for(self, shop: Shop) -> None:
        contact = {"name": "Elis", "email": "elis@ceu.example", "phone": "(11) 97777-6666"}
        conversation = open_for(shop.calling, contact=contact)
        text = say(shop.calling, conversation, "quanto custa o plano profissional?")["text"]
        assert text.endswith("qual é o nome da sua empresa?")
        assert shop.lead_of("elis@ceu.example")["phone"] == "+5511977776666"

    def test_who_comes_back_is_known(self, shop: Shop) -> None:
        say(shop.calling, open_for(shop.calling, user_id="u-back"), "sou a Gabi, meu email é gabi@ceu.example")
        again = open_for(shop.calling, user_id="u-back")
        reply = say(shop.calling, again, "quanto custa o plano profissional?")
        assert "telefone" in reply["text"]
        lead = shop.calling.get(f"/v1/leads/{reply['lead']['id']}").json()
        assert lead["conversations"][0]["id"] == again
        assert len(lead["conversations"]) == 2

    def test_the_same_message_again_makes_neither_a_lead_nor_an_event_twice(self, shop: Shop) -> None:
        conversation = open_for(shop.calling, user_id="u-twice")
        say(shop.calling, conversation, "meu nome é Helena Dias e meu email é helena@ceu.example")
        replies = [say(shop.calling, conversation, QUALIFYING, **{"Idempotency-Key": "once"}) for _ in range(3)]
        assert replies[0]["lead"]["status"] == "qualified"
        assert replies[0] == replies[1] == replies[2]
        say(shop.calling, conversation, "na verdade somos 15 pessoas na equipe")
        query = "SELECT key FROM outbox WHERE event = 'lead.qualified' AND key = :key"
        assert len(shop.server.rows(query, key=f"lead.qualified:{replies[0]['lead']['id']}")) == 1
