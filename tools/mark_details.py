"""A writer's cases as lines of `agente/leads/corpus/spans.jsonl`: `python -m tools.mark_details FILE.jsonl >> ...`.

Marks each detail by looking its label up in the customer's texts. A label that no text has (a team that has to be
counted, a name spelt out) is left out.
"""

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from agente.leads.numerals import numbers_in
from agente.leads.questions import field_asked
from agente.leads.span_features import FIELDS
from agente.leads.wording import fold, read

TIMES = 2  # how often a line counts
_ONCE = frozenset({"need", "timeline", "team_size", "budget"})  # told in one message; a name is said again

Case = Mapping[str, Any]
Place = tuple[int, int, str]


def lines_of(case: Case) -> Iterator[dict[str, Any]]:
    messages = case.get("messages") or [{"role": "customer", "text": case["text"]}]
    texts = [(place, message["text"]) for place, message in enumerate(messages) if message["role"] == "customer"]
    told = [(place, read(text).text) for place, text in texts]
    asked = {place: _asked(messages, place) for place, _ in told}
    found: dict[int, list[Place]] = {place: [] for place, _ in told}
    for field, value in _by_length(case["fields"]):
        # Where it was asked for first, then the latest.
        order = sorted(told, key=lambda one: (asked[one[0]] == field, one[0]), reverse=True)
        for place, text in order:
            spans = [span for span in _spans(text, field, value) if not _overlaps(span, found[place])]
            found[place] += spans
            if spans and field in _ONCE:
                break
    for place, text in told:
        row: dict[str, Any] = {"text": _marked(text, found[place])}
        row |= {"asked": asked[place]} if asked[place] else {}
        row |= {"later": True} if any(before < place for before, _ in told) else {}
        yield row | {"times": TIMES}


def _asked(messages: Sequence[Mapping[str, str]], place: int) -> str | None:
    before = messages[place - 1] if place else None
    return field_asked(fold(before["text"])) if before and before["role"] != "customer" else None


def _by_length(fields: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The longest first: a company's name may have its owner's in it."""
    return sorted(((name, fields[name]) for name in FIELDS if name in fields), key=lambda one: -len(str(one[1])))


def _spans(text: str, field: str, value: Any) -> list[Place]:
    if field in ("team_size", "budget"):
        wanted = {value} if field == "team_size" else {value["min"], value["max"]} - {None}
        numbers = [number for number in numbers_in(read(text)) if number.value in wanted]
        return [(number.start, number.end, field) for number in numbers[: len(wanted)]]
    before = r"(?:(?<!\w)|(?<=\b[nd]))" if field == "need" else r"(?<![\w@.])"  # "penso num sistema"
    matches = re.finditer(rf"{before}{re.escape(read(value).text)}(?!\w|\S*@)", text)
    return [(match.start(), match.end(), field) for match in matches][: 1 if field in _ONCE else None]


def _overlaps(span: Place, others: Sequence[Place]) -> bool:
    return any(span[0] < end and start < span[1] for start, end, _ in others)


def _marked(text: str, spans: Sequence[Place]) -> str:
    for start, end, field in sorted(spans, reverse=True):
        text = f"{text[:start]}{{{field}:{text[start:end]}}}{text[end:]}"
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    for line in parser.parse_args().file.read_text("utf-8").splitlines():
        for row in lines_of(json.loads(line)):
            if not set("{}") & set(re.sub(r"\{\w+:|\}", "", row["text"])):
                print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
