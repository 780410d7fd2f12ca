"""JSON lines in, JSON lines out: whatever a line holds, the next one is read."""

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from agente.agents.turn import Utterance
from agente.evaluation.predictions import Messages, Predictor

ROLES = get_args(Utterance.__annotations__["role"])
_SURROGATE = re.compile("[\ud800-\udfff]")


class BadLine(ValueError):
    """What is wrong with a line, for its writer."""


@dataclass(frozen=True, slots=True)
class Request:
    messages: Messages
    others: dict[str, Any]  # what is not ours, to be given back


@dataclass(frozen=True, slots=True)
class Outcome:
    line: bytes  # JSON in UTF-8, without its end
    good: bool


def answer_lines(lines: Iterable[bytes], predict: Predictor) -> Iterator[Outcome]:
    """An outcome for each line that is not blank, in order; what cannot be read or predicted becomes `error`."""
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield _answer(line, number, predict)


def _answer(line: bytes, number: int, predict: Predictor) -> Outcome:
    others: dict[str, Any] = {}
    try:
        try:
            request = read_request(line, others)
            answer, good = request.others | predict(request.messages), True
        except BadLine as error:
            answer, good = others | {"error": str(error), "line": number}, False
        return Outcome(encode(answer), good)
    except Exception as error:
        # A mistake of ours in one text must not cost the reader the answers to all the others.
        return Outcome(encode({"error": f"failed: {error!r}", "line": number}), False)


def read_request(line: bytes, others: dict[str, Any]) -> Request:
    """The conversation in a line; `others` takes its other keys as soon as they are known. Raises `BadLine`."""
    value = _decode(line)
    if not isinstance(value, dict):
        raise BadLine("not a JSON object")
    others |= {name: part for name, part in value.items() if name not in ("text", "messages")}
    if "messages" in value:
        return Request(_messages(value["messages"]), others)
    return Request([("customer", _text(value.get("text"), "text"))], others)


def _decode(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8"), parse_float=_finite, parse_constant=_finite)
    except UnicodeDecodeError:
        raise BadLine("not UTF-8") from None
    except RecursionError:
        raise BadLine("nested too deeply") from None
    except ValueError as error:
        raise BadLine(f"not JSON: {error}") from None


def _finite(text: str) -> float:
    """Python's reader takes NaN and Infinity, and makes one of 1e999; no other reader would take them from us."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is not a JSON number")
    return number


def _messages(value: object) -> Messages:
    if not isinstance(value, list) or not all(isinstance(message, dict) for message in value):
        raise BadLine("messages: not a list of objects")
    messages = [(_role(message), _text(message.get("text"), "messages[].text")) for message in value]
    if not any(role == "customer" for role, _ in messages):
        raise BadLine("messages: none is the customer's")
    return messages


def _role(message: dict[str, Any]) -> str:
    role = message.get("role")
    if role not in ROLES:
        raise BadLine(f"messages[].role: not one of {', '.join(ROLES)}")
    return str(role)


def _text(value: object, name: str) -> str:
    """The text, with a lone surrogate (`"\\ud800"`) as the character that stands for what cannot be read."""
    if not isinstance(value, str):
        raise BadLine(f"{name}: not a text")
    return _SURROGATE.sub("\ufffd", value)


def encode(value: object) -> bytes:
    """JSON on one line, whoever splits it: letters as they are, unless one would end the line or is not Unicode."""
    text = json.dumps(value, ensure_ascii=False)
    if _SURROGATE.search(text) or len(text.splitlines()) > 1:
        text = json.dumps(value)
    return text.encode()
