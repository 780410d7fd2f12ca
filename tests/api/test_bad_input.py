"""Whatever a client sends, it gets a clear 4xx; nothing that it does is a 5xx."""

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PROBLEM = "application/problem+json"


def is_problem(answer: httpx.Response, status: int, code: str | None = None) -> bool:
    body = answer.json()
    return (
        answer.status_code == status
        and answer.headers["content-type"] == PROBLEM
        and body["status"] == status
        and bool(body["detail"])
        and (code is None or body["code"] == code)
    )


@pytest.fixture
def path(conversation: str) -> str:
    return f"/v1/conversations/{conversation}/messages"


def post_raw(client: httpx.Client, path: str, body: bytes, content_type: str = "application/json") -> httpx.Response:
    return client.post(path, content=body, headers={"Content-Type": content_type})


class TestBrokenBodies:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"null",
            b"[]",
            b'"oi"',
            b"NaN",
            b'{"text": "oi"',
            b'{"text": "\xff\xfe"}',
            b'{"text": "\\ud800"}',
            b"[" * 10_000 + b"]" * 10_000,
            b'{"text": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        ],
        ids=lambda body: repr(body[:20]),
    )
    def test_json_that_cannot_be_read_is_400(self, client: httpx.Client, path: str, body: bytes) -> None:
        assert is_problem(post_raw(client, path, body), 400, "invalid_input")

    @pytest.mark.parametrize("text", [None, 1, True, ["oi"], {"a": 1}])
    def test_a_text_of_another_type_is_400(self, client: httpx.Client, path: str, text: object) -> None:
        answer = client.post(path, json={"text": text})
        assert is_problem(answer, 400, "invalid_input")
        assert answer.json()["errors"][0]["field"] == "body.text"

    def test_unknown_fields_are_named(self, client: httpx.Client, path: str) -> None:
        answer = client.post(path, json={"text": "oi", "txt": "oi"})
        assert is_problem(answer, 400)
        assert answer.json()["errors"][0]["field"] == "body.txt"

    def test_a_form_is_400(self, client: httpx.Client, path: str) -> None:
        assert is_problem(post_raw(client, path, b"text=oi", "application/x-www-form-urlencoded"), 400)

    def test_five_megabytes_are_413_whether_announced_or_not(self, client: httpx.Client, path: str) -> None:
        body = b'{"text": "' + b"a" * 5_000_000 + b'"}'
        assert is_problem(post_raw(client, path, body), 413)
        chunks = (body[start : start + 65_536] for start in range(0, len(body), 65_536))
        assert is_problem(client.post(path, content=chunks, headers={"Content-Type": "application/json"}), 413)

    def test_refusals_never_repeat_what_was_sent(self, client: httpx.Client, path: str) -> None:
        answer = client.post(path, json={"text": {"cpf": "000.000.001-91"}})
        assert "000.000.001-91" not in answer.text


class TestTexts:
    @pytest.mark.parametrize("text", ["", " ", "\n\t \r\n", "\u200b\u200d\ufeff", "\x00\x01\x1f", "\u202e\u202d"])
    def test_nothing_to_read_is_400(self, client: httpx.Client, path: str, text: str) -> None:
        assert is_problem(client.post(path, json={"text": text}), 400, "message_empty")

    def test_too_long_says_how_long_and_how_much_may_be(self, client: httpx.Client, path: str) -> None:
        answer = client.post(path, json={"text": "a" * 4001})
        assert is_problem(answer, 400, "message_too_long")
        assert (answer.json()["length"], answer.json()["limit"]) == (4001, 4000)

    def test_ten_thousand_emojis_are_too_long(self, client: httpx.Client, path: str) -> None:
        assert is_problem(client.post(path, json={"text": "😀" * 10_000}), 400, "message_too_long")

    @pytest.mark.parametrize(
        "text",
        [
            "a" * 4000,
            "😀" * 4000,
            "مرحبا كم السعر",
            "שלום",
            "quanto\x00 custa",
            "👩‍👩‍👧‍👦",
            "e\u0301" * 50,
            "'; DROP TABLE messages; --",
            "{{7*7}} {company} %s ${x}",
            "<script>alert(1)</script>",
            "title:foo AND (bar OR [a TO z])^2 \\",
        ],
        ids=lambda text: text[:12],
    )
    def test_odd_but_readable_text_is_answered(self, client: httpx.Client, path: str, text: str) -> None:
        answer = client.post(path, json={"text": text})
        assert answer.status_code == 200
        assert answer.json()["text"]

    def test_control_characters_are_not_stored(self, client: httpx.Client, path: str) -> None:
        client.post(path, json={"text": "quanto\x00 custa\u202e?"})
        assert client.get(path).json()["items"][0]["text"] == "quanto custa?"

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
    def test_any_text_is_answered_or_refused(self, client: httpx.Client, path: str, text: str) -> None:
        answer = client.post(path, json={"text": text})
        assert answer.status_code in (200, 400)


class TestAddresses:
    @pytest.mark.parametrize(
        "conversation_id",
        ["0190a0a0-0000-7000-8000-000000000000", "abc-123", "1", "%00", "..%2f..", "🦆", "0" * 60],
    )
    def test_unknown_conversations_are_404(self, client: httpx.Client, conversation_id: str) -> None:
        assert is_problem(client.get(f"/v1/conversations/{conversation_id}"), 404)
        assert is_problem(client.post(f"/v1/conversations/{conversation_id}/messages", json={"text": "oi"}), 404)

    def test_unknown_paths_and_methods_are_problems_too(self, client: httpx.Client) -> None:
        assert is_problem(client.get("/v1/nada"), 404)
        assert is_problem(client.put("/v1/conversations"), 405)

    @pytest.mark.parametrize("value", ["-1", "abc", "1.5", "99999999999999999999"])
    def test_cursors_that_are_none_are_400(self, client: httpx.Client, path: str, value: str) -> None:
        assert is_problem(client.get(path, params={"after": value}), 400)
        assert is_problem(client.get(path.replace("messages", "events"), headers={"Last-Event-ID": value}), 400)


class TestCredentials:
    @pytest.mark.parametrize(
        "header",
        ["Bearer", "Basic YTpi", "Bearer invalid-key-0000", "Bearer a.b.c", "Bearer ..", "x" * 5000],
    )
    def test_whatever_is_no_credential_is_401(self, visitor: httpx.Client, path: str, header: str) -> None:
        assert is_problem(visitor.post(path, json={"text": "oi"}, headers={"Authorization": header}), 401)

    @pytest.mark.parametrize("key", ["", "a b", "ç", "k" * 201])
    def test_idempotency_keys_are_plain_and_short(self, client: httpx.Client, path: str, key: str) -> None:
        answer = client.post(path, json={"text": "oi"}, headers=[(b"Idempotency-Key", key.encode())])
        assert is_problem(answer, 400)
