"""Whatever a line holds, it has one answer, and the next line is read."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agente.evaluation.jsonl import answer_lines
from agente.evaluation.predictions import Messages

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)  # lone surrogates too
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT | st.just("text"), inner, max_size=3),
    max_leaves=8,
)


def echo(messages: Messages) -> dict[str, Any]:
    return {"said": [[role, text] for role, text in messages]}


def answers(*lines: str | bytes, predict: Any = echo) -> list[dict[str, Any]]:
    raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return [json.loads(outcome.line) for outcome in answer_lines(raw, predict)]


class TestAnswerLines:
    def test_a_text_is_one_message_of_the_customer_s(self) -> None:
        assert answers('{"text": "oi"}') == [{"said": [["customer", "oi"]]}]

    def test_messages_go_in_as_they_are(self) -> None:
        line = '{"messages": [{"role": "agent", "text": "Seu nome?"}, {"role": "customer", "text": "Ana"}]}'
        assert answers(line) == [{"said": [["agent", "Seu nome?"], ["customer", "Ana"]]}]

    def test_other_keys_come_back_and_ours_do_not(self) -> None:
        [answer] = answers('{"id": 7, "text": "oi", "tags": {"a": [1.5, null]}}')
        assert answer == {"id": 7, "tags": {"a": [1.5, None]}, "said": [["customer", "oi"]]}

    def test_order_is_kept_and_blank_lines_have_no_answer(self) -> None:
        found = answers('{"text": "a"}\n', "\n", "  \r\n", '{"text": "b"}\r\n')
        assert [answer["said"][0][1] for answer in found] == ["a", "b"]

    def test_nothing_in_is_nothing_out(self) -> None:
        assert answers() == []

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("{", "not JSON"),
            ("[1]", "not a JSON object"),
            ("{}", "text: not a text"),
            ('{"text": null}', "text: not a text"),
            ('{"text": "a", "n": NaN}', "not a JSON number"),
            ('{"text": "a", "n": 1e999}', "not a JSON number"),
            ('{"messages": "oi"}', "not a list"),
            ('{"messages": []}', "none is the customer's"),
            ('{"messages": [{"role": "user", "text": "a"}]}', "role"),
            ('{"messages": [{"role": "customer"}]}', "messages[].text"),
            (b'{"text": "\xff"}', "not UTF-8"),
            ("[" * 100_000, "nested too deeply"),
            ("1" * 5000, "not JSON"),
        ],
    )
    def test_a_bad_line_says_what_is_wrong_and_where(self, line: str | bytes, said: str) -> None:
        first, bad, last = answers('{"text": "a"}', line, '{"text": "b"}')
        assert said in bad["error"]
        assert bad["line"] == 2
        assert "said" in first
        assert "said" in last

    def test_a_bad_line_keeps_its_id(self) -> None:
        assert answers('{"id": "x", "text": 1}')[0]["id"] == "x"

    def test_a_prediction_that_fails_is_that_line_s_error_alone(self) -> None:
        def predict(messages: Messages) -> dict[str, Any]:
            if messages[0][1] == "b":
                raise KeyError("b")
            return {"ok": True}

        found = answers('{"text": "a"}', '{"text": "b"}', '{"text": "c"}', predict=predict)
        assert [answer.get("ok") for answer in found] == [True, None, True]
        assert "KeyError" in found[1]["error"]

    def test_a_byte_order_mark_is_no_mistake(self) -> None:
        assert answers(b'\xef\xbb\xbf{"text": "oi"}') == [{"said": [["customer", "oi"]]}]

    def test_letters_are_written_as_they_are(self) -> None:
        [outcome] = answer_lines(['{"id": "São Paulo", "text": "oi"}'.encode()], echo)
        assert "São Paulo" in outcome.line.decode()

    def test_offsets_survive_what_is_not_unicode(self) -> None:
        [answer] = answers('{"text": "\\ud800\\ud83e\\udd80ab"}')
        assert answer["said"][0][1] == "\ufffd🦀ab"

    @given(st.lists(ANY_TEXT, max_size=4))
    @settings(max_examples=150, deadline=None)
    def test_any_text_is_answered_on_one_line(self, texts: list[str]) -> None:
        lines = [json.dumps({"id": text, "text": text}).encode() for text in texts]
        outcomes = list(answer_lines(lines, echo))
        assert [json.loads(outcome.line)["id"] for outcome in outcomes] == texts
        assert all(outcome.good and len(outcome.line.decode().splitlines()) == 1 for outcome in outcomes)

    @given(JSON)
    @settings(max_examples=150, deadline=None)
    def test_any_json_is_answered(self, value: object) -> None:
        [outcome] = answer_lines([json.dumps(value).encode()], echo)
        assert isinstance(json.loads(outcome.line), dict)

    @given(st.binary(max_size=80))
    @settings(max_examples=150, deadline=None)
    def test_any_bytes_are_answered(self, line: bytes) -> None:
        outcomes = list(answer_lines([line], echo))
        assert len(outcomes) == bool(line.removeprefix(b"\xef\xbb\xbf").strip())
        assert all(isinstance(json.loads(outcome.line), dict) for outcome in outcomes)
