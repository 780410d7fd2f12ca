"""`/v1/conversations` as its callers use it."""

import uuid

import httpx
import pytest

from tests.conftest import StartServer
from tests.support.server import API_KEY, Server

pytestmark = pytest.mark.databases


def open_web_chat(visitor: httpx.Client) -> tuple[str, dict[str, str]]:
    opened = visitor.post("/v1/conversations", json={"channel": "web", "locale": "pt-BR"}).json()
    return opened["id"], {"Authorization": f"Bearer {opened['token']}"}


class TestOpenConversation:
    def test_api_client_gets_a_conversation_without_token(self, client: httpx.Client) -> None:
        answer = client.post("/v1/conversations", json={"user_id": "u-1", "metadata": {"campaign": "natal"}})
        assert answer.status_code == 201
        opened = answer.json()
        assert (opened["channel"], opened["status"], opened["user_id"]) == ("api", "active", "u-1")
        assert opened["metadata"] == {"campaign": "natal"}
        assert opened["token"] is None

    def test_visitor_gets_a_token_for_this_conversation(self, visitor: httpx.Client) -> None:
        answer = visitor.post("/v1/conversations", json={})
        assert answer.status_code == 201
        assert answer.json()["channel"] == "web"
        assert answer.json()["token"]

    def test_visitor_cannot_name_themselves_somebody_else(self, visitor: httpx.Client) -> None:
        answer = visitor.post("/v1/conversations", json={"user_id": "u-1"})
        assert (answer.status_code, answer.json()["code"]) == (400, "needs_api_key")

    def test_visitor_cannot_use_another_channel(self, visitor: httpx.Client) -> None:
        assert visitor.post("/v1/conversations", json={"channel": "whatsapp"}).status_code == 400

    def test_contact_details_are_normalised_and_checked(self, client: httpx.Client) -> None:
        good = {"contact": {"name": "Ana", "email": "ana@example.com", "phone": "(11) 4000-0000"}}
        assert client.post("/v1/conversations", json=good).status_code == 201
        bad = {"contact": {"phone": "12"}}
        answer = client.post("/v1/conversations", json=bad)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == "body.contact.phone"


class TestSendMessage:
    def test_reply_states_the_pack_s_price_and_cites_it(self, client: httpx.Client, conversation: str) -> None:
        answer = client.post(
            f"/v1/conversations/{conversation}/messages", json={"text": "quanto custa o plano profissional?"}
        )
        assert answer.status_code == 200
        reply = answer.json()
        assert (reply["role"], reply["source"], reply["agent"]) == ("agent", "local", "sales")
        assert "R$" in reply["text"]
        assert reply["citations"][0]["document"] == "catalog.yaml"
        assert reply["intent"]["name"] == "pricing"
        assert len(reply["pack_version"]) == 12

    def test_same_key_gives_the_same_reply_and_no_second_turn(self, client: httpx.Client, conversation: str) -> None:
        path, key = f"/v1/conversations/{conversation}/messages", {"Idempotency-Key": str(uuid.uuid4())}
        first = client.post(path, json={"text": "oi"}, headers=key)
        again = client.post(path, json={"text": "oi"}, headers=key)
        assert first.status_code == 200
        assert again.json() == first.json()
        assert len(client.get(path).json()["items"]) == 2

    def test_same_key_with_another_text_is_refused_422(self, client: httpx.Client, conversation: str) -> None:
        path, key = f"/v1/conversations/{conversation}/messages", {"Idempotency-Key": "k1"}
        client.post(path, json={"text": "oi"}, headers=key)
        answer = client.post(path, json={"text": "tchau"}, headers=key)
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")

    def test_closed_conversation_is_refused_409(self, client: httpx.Client, conversation: str) -> None:
        assert client.post(f"/v1/conversations/{conversation}/close").json()["status"] == "completed"
        answer = client.post(f"/v1/conversations/{conversation}/messages", json={"text": "oi"})
        assert (answer.status_code, answer.json()["code"]) == (409, "conversation_closed")

    def test_messages_keep_their_order_when_sent_at_once(self, server: Server, client: httpx.Client) -> None:
        from concurrent.futures import ThreadPoolExecutor

        conversation = client.post("/v1/conversations", json={}).json()["id"]
        path = f"/v1/conversations/{conversation}/messages"
        with ThreadPoolExecutor(8) as pool:
            replies = list(pool.map(lambda n: client.post(path, json={"text": f"oi {n}"}).json(), range(8)))
        items = client.get(path).json()["items"]
        assert [item["seq"] for item in items] == list(range(1, 17))
        customers = [item["id"] for item in items if item["role"] == "customer"]
        answered = [item["in_reply_to"] for item in items if item["role"] == "agent"]
        assert answered == customers
        assert {reply["in_reply_to"] for reply in replies} == set(customers)


class TestStreamedReply:
    def test_events_come_in_order_and_add_up_to_the_reply(self, client: httpx.Client, conversation: str) -> None:
        headers = {"Accept": "text/event-stream"}
        path = f"/v1/conversations/{conversation}/messages"
        answer = client.post(path, json={"text": "quais planos vocês oferecem?"}, headers=headers)
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = parse_events(answer.text)
        names = [name for name, _, _ in events]
        assert names[0] == "accepted"
        assert names[-1] == "completed"
        assert set(names[1:-1]) == {"delta"}
        spoken = "".join(data["text"] for name, _, data in events if name == "delta")
        assert spoken == events[-1][2]["text"]

    def test_refusal_before_acceptance_is_a_plain_problem(self, client: httpx.Client, conversation: str) -> None:
        path = f"/v1/conversations/{conversation}/messages"
        answer = client.post(path, json={"text": " "}, headers={"Accept": "text/event-stream"})
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"


class TestEvents:
    def test_stream_resumes_after_the_last_event_seen(self, server: Server, client: httpx.Client) -> None:
        conversation = client.post("/v1/conversations", json={}).json()["id"]
        client.post(f"/v1/conversations/{conversation}/messages", json={"text": "oi"})
        client.post(f"/v1/conversations/{conversation}/messages", json={"text": "vocês abrem sábado?"})
        seen = read_events(client, conversation, last=2, until=4)
        assert [event_id for name, event_id, _ in seen if name == "message"] == ["3", "4"]

    def test_message_of_another_request_arrives_live(self, server: Server, client: httpx.Client) -> None:
        from threading import Timer

        conversation = client.post("/v1/conversations", json={}).json()["id"]

        def speak() -> None:
            with server.client(Authorization=f"Bearer {API_KEY}") as other:
                other.post(f"/v1/conversations/{conversation}/messages", json={"text": "oi"})

        Timer(0.2, speak).start()
        seen = read_events(client, conversation, last=0, until=2)
        assert [data["role"] for name, _, data in seen if name == "message"] == ["customer", "agent"]


class TestOwnership:
    def test_a_web_token_opens_no_other_conversation(self, visitor: httpx.Client) -> None:
        mine, my_token = open_web_chat(visitor)
        other, _ = open_web_chat(visitor)
        assert visitor.get(f"/v1/conversations/{mine}", headers=my_token).status_code == 200
        for method, path in every_route(other):
            answer = visitor.request(method, path, headers=my_token, json=BODIES.get(path.rsplit("/", 1)[-1]))
            assert answer.status_code == 404, (method, path, answer.text)

    def test_another_client_s_key_finds_nothing(self, server: Server, conversation: str) -> None:
        created = server.command("keys", "create", "--name", "outro")
        key = created.stdout.strip()
        with server.client(Authorization=f"Bearer {key}") as stranger:
            for method, path in every_route(conversation):
                answer = stranger.request(method, path, json=BODIES.get(path.rsplit("/", 1)[-1]))
                assert answer.status_code == 404, (method, path, answer.text)

    def test_an_api_key_does_not_open_web_chats(self, client: httpx.Client, visitor: httpx.Client) -> None:
        web, _ = open_web_chat(visitor)
        assert client.get(f"/v1/conversations/{web}").status_code == 404

    def test_no_credentials_are_401(self, visitor: httpx.Client, conversation: str) -> None:
        for method, path in every_route(conversation):
            answer = visitor.request(method, path, json=BODIES.get(path.rsplit("/", 1)[-1]))
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"] == "Bearer"

    def test_a_forged_token_is_401(self, visitor: httpx.Client) -> None:
        web, token = open_web_chat(visitor)
        forged = {"Authorization": token["Authorization"][:-4] + "AAAA"}
        assert visitor.get(f"/v1/conversations/{web}", headers=forged).status_code == 401


class TestRevokedKey:
    def test_it_is_refused_at_once(self, server: Server) -> None:
        key = server.command("keys", "create", "--name", "breve").stdout.strip()
        with server.client(Authorization=f"Bearer {key}") as short_lived:
            opened = short_lived.post("/v1/conversations", json={})
            assert opened.status_code == 201
            assert server.command("keys", "revoke", key[:12]).returncode == 0
            answer = short_lived.get(f"/v1/conversations/{opened.json()['id']}")
            assert (answer.status_code, answer.json()["code"]) == (401, "invalid_credentials")


class TestHandoff:
    def test_conversation_stops_being_answered_until_it_is_cancelled(
        self, client: httpx.Client, conversation: str
    ) -> None:
        base = f"/v1/conversations/{conversation}"
        asked = client.post(f"{base}/messages", json={"text": "quero falar com um atendente humano"}).json()
        assert asked["handoff"] == {"reason": "asked_for_human", "status": "waiting"}
        assert client.get(base).json()["status"] == "waiting_human"
        for contact in ("11 99999-0000", "é sobre o boleto de março"):  # outside the hours these are taken down
            client.post(f"{base}/messages", json={"text": contact})
        silent = client.post(f"{base}/messages", json={"text": "alguém aí?"}).json()
        assert (silent["role"], silent["source"], silent["text"]) == ("system", "none", "")
        assert client.delete(f"{base}/handoff").json()["status"] == "active"
        assert client.post(f"{base}/messages", json={"text": "vocês abrem sábado?"}).json()["role"] == "agent"

    def test_silent_message_replayed_is_the_same(self, client: httpx.Client, conversation: str) -> None:
        base = f"/v1/conversations/{conversation}"
        assert client.post(f"{base}/handoff", json={"note": "urgente"}).status_code == 201
        key = {"Idempotency-Key": "s1"}
        first = client.post(f"{base}/messages", json={"text": "oi"}, headers=key).json()
        assert client.post(f"{base}/messages", json={"text": "oi"}, headers=key).json() == first

    def test_cancelling_nothing_is_409(self, client: httpx.Client, conversation: str) -> None:
        assert client.delete(f"/v1/conversations/{conversation}/handoff").status_code == 409


class TestRating:
    def test_it_can_be_changed_the_same_day(self, client: httpx.Client, conversation: str) -> None:
        path = f"/v1/conversations/{conversation}/rating"
        assert client.post(path, json={"score": 2}).json()["score"] == 2
        changed = client.post(path, json={"score": 5, "comment": "Resolveu, obrigado"}).json()
        assert (changed["score"], changed["comment"]) == (5, "Resolveu, obrigado")

    def test_scores_outside_one_to_five_are_refused(self, client: httpx.Client, conversation: str) -> None:
        for score in (0, 6, "5", 4.5, True, None):
            answer = client.post(f"/v1/conversations/{conversation}/rating", json={"score": score})
            assert answer.status_code == 400, score


class TestPaging:
    def test_pages_join_without_gap_or_overlap(self, client: httpx.Client, conversation: str) -> None:
        path = f"/v1/conversations/{conversation}/messages"
        for number in range(3):
            client.post(path, json={"text": f"oi {number}"})
        first = client.get(path, params={"limit": 4}).json()
        rest = client.get(path, params={"limit": 4, "after": first["next_cursor"]}).json()
        assert [item["seq"] for item in first["items"] + rest["items"]] == [1, 2, 3, 4, 5, 6]
        assert rest["next_cursor"] is None


class TestBootstrapKey:
    def test_other_commands_leave_it_alone(self, server: Server, client: httpx.Client) -> None:
        without = Server(server.state_dir, port=server.port, environment={"BOOTSTRAP_API_KEY": ""})
        assert without.command("keys", "list").returncode == 0
        assert client.post("/v1/conversations", json={}).status_code == 201

    def test_once_revoked_it_stays_so_and_the_server_starts(self, start_server: StartServer) -> None:
        server = start_server()
        assert server.command("keys", "revoke", API_KEY[:12]).returncode == 0
        server.stop()
        server.start()
        with server.client(Authorization=f"Bearer {API_KEY}") as client:
            assert client.post("/v1/conversations", json={}).status_code == 401


class TestRateLimit:
    def test_inventing_keys_is_limited_too(self, start_server: StartServer) -> None:
        server = start_server(RATE_LIMIT_PER_MINUTE="3")
        with server.client() as guesser:
            statuses = [
                guesser.post("/v1/conversations", json={}, headers={"Authorization": f"Bearer agk_{guess}"}).status_code
                for guess in range(5)
            ]
        assert statuses == [401, 401, 401, 429, 429]

    def test_too_many_requests_are_429_with_the_time_to_wait(self, start_server: StartServer) -> None:
        server = start_server(RATE_LIMIT_PER_MINUTE="3")
        with server.client(Authorization=f"Bearer {API_KEY}") as client:
            statuses = [client.post("/v1/conversations", json={}).status_code for _ in range(6)]
            refused = client.post("/v1/conversations", json={})
        assert statuses == [201, 201, 201, 429, 429, 429]
        assert refused.json()["code"] == "rate_limit_exceeded"
        assert 1 <= int(refused.headers["retry-after"]) <= 120


BODIES: dict[str, object] = {"messages": {"text": "oi"}, "rating": {"score": 5}, "handoff": {}}


UNKNOWN = "019ab000-0000-7000-8000-000000000000"


def every_route(conversation: str) -> list[tuple[str, str]]:
    base = f"/v1/conversations/{conversation}"
    return [
        ("GET", base),
        ("POST", f"{base}/messages"),
        ("GET", f"{base}/messages"),
        ("GET", f"{base}/events"),
        ("GET", f"{base}/bookings"),
        ("GET", f"{base}/bookings/{UNKNOWN}.ics"),
        ("POST", f"{base}/close"),
        ("POST", f"{base}/rating"),
        ("POST", f"{base}/handoff"),
        ("DELETE", f"{base}/handoff"),
        ("POST", f"{base}/handoff/return"),
    ]


def parse_events(stream: str) -> list[tuple[str, str | None, dict[str, object]]]:
    import json

    events = []
    for block in stream.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and line[0] != ":")
        if "event" in fields:
            events.append((fields["event"], fields.get("id"), json.loads(fields["data"])))
    return events


def read_events(
    client: httpx.Client, conversation: str, *, last: int, until: int
) -> list[tuple[str, str | None, dict[str, object]]]:
    """The events from after `last` up to the message numbered `until`."""
    text = ""
    path = f"/v1/conversations/{conversation}/events"
    with client.stream("GET", path, headers={"Last-Event-ID": str(last)}, timeout=10) as stream:
        for piece in stream.iter_text():
            text += piece
            if f"id: {until}\n" in text and text.endswith("\n\n"):
                break
    return parse_events(text)
