"""How is one YAML file of a pack read? Plain data, and where in the file each key and value stands.

Scalars follow YAML 1.2's core schema, not 1.1: only `true` and `false` are booleans, dates and hours stay text,
and so `no`, `on`, `12-25`, `2026-12-25` and `08:00-12:00` mean what their writer sees. An empty value is no value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NoReturn, cast

import yaml

from agente.packs.findings import Finding, shorten

Location = tuple[str | int, ...]

MAX_DEPTH = 40
MAX_NODES = 100_000  # counted after aliases are followed: a few lines of them can stand for billions
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRING_TAGS = (None, "!", "tag:yaml.org,2002:str")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+")

# What the parser says (the start of its words), and the entry of messages.yaml that says it to an owner.
_PROBLEMS = {
    "mapping values are not allowed": "yaml_colon",
    "could not find expected ':'": "yaml_missing_colon",
    "did not find expected ',' or": "yaml_bracket",
    "did not find expected": "yaml_indent",
    "found a tab character": "yaml_tab",
    "found unexpected end of stream": "yaml_quote",
    "found unexpected document indicator": "yaml_quote",
    "found unknown escape character": "yaml_escape",
    "found character that cannot start any token": "yaml_start",
    "control characters are not allowed": "yaml_character",
}


@dataclass(frozen=True, slots=True)
class Span:
    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar (`plain` without quotes, else `text`), a list of nodes, or a mapping's pairs of nodes."""

    kind: Literal["plain", "text", "list", "mapping"]
    value: Any
    span: Span


@dataclass(slots=True)
class Source:
    """One file of a pack: its data, and findings that point into it."""

    file: str
    lines: list[str]
    data: object = None
    keys: dict[Location, Span] = field(default_factory=dict)
    values: dict[Location, Span] = field(default_factory=dict)
    raw: dict[Location, str] = field(default_factory=dict)  # scalars as they were written

    def finding(self, key: str, location: Location, *, on_key: bool = False, **params: object) -> Finding:
        """A finding at a value (or at its key), or else at the nearest thing around it."""
        return self.finding_at(self._span(location, on_key), key, **params)

    def finding_at(self, span: Span, key: str, **params: object) -> Finding:
        texts = {name: shorten(value, 400) for name, value in params.items()}
        numbers = range(max(1, span.line - 1), min(span.line, len(self.lines)) + 1)
        snippet = tuple((number, self.lines[number - 1]) for number in numbers)
        return Finding(self.file, key, texts, span.line, span.column, max(1, span.length), snippet)

    def line_of(self, location: Location) -> int:
        return self._span(location, on_key=True).line

    def _span(self, location: Location, on_key: bool) -> Span:
        first, second = (self.keys, self.values) if on_key else (self.values, self.keys)
        while location:
            if span := first.get(location) or second.get(location):
                return span
            location = location[:-1]
        return Span(1, 1, len(self.lines[0]) if self.lines else 1)


class Refused(Exception):
    """The file cannot be read any further; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.id)


def read_yaml(file: str, text: str) -> tuple[Source, list[Finding]]:
    """Reads one document. Findings mean that `data` is not to be used. Never runs what a tag names."""
    reader = _Reader(Source(file, text.splitlines()))
    try:
        reader.read(text)
    except Refused as refused:
        reader.findings.append(refused.finding)
    except yaml.YAMLError as error:
        reader.findings.append(_syntax_finding(reader.source, error))
    return reader.source, reader.findings


class _Reader:
    """Turns the parser's events into nodes, and nodes into data with locations."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self._anchors: dict[str, Node] = {}
        self._nodes = 0

    def read(self, text: str) -> None:
        events = yaml.parse(text, Loader=_LOADER)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.source.values:
                    self._refuse("yaml_documents", self._span(event, event))
                self.source.data = self._build(self._compose(next(events), events, 0), ())

    def _compose(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if depth > MAX_DEPTH:
            self._refuse("yaml_depth", self._span(event, event))
        if isinstance(event, yaml.AliasEvent):
            anchor = str(event.anchor)
            if anchor not in self._anchors:
                self._refuse("yaml_alias", self._span(event, event), alias=anchor)
            return self._anchors[anchor]
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(event, events, depth)
        else:
            node = self._mapping(cast(yaml.MappingStartEvent, event), events, depth)
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _scalar(self, event: yaml.ScalarEvent) -> Node:
        self._refuse_tag(event)
        plain = event.tag is None and event.implicit[0]
        return Node("plain" if plain else "text", event.value, self._span(event, event))

    def _sequence(self, start: yaml.SequenceStartEvent, events: Iterator[yaml.Event], depth: int) -> Node:
        self._refuse_tag(start)
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._compose(event, events, depth + 1))
        return Node("list", items, self._span(start, event))

    def _mapping(self, start: yaml.MappingStartEvent, events: Iterator[yaml.Event], depth: int) -> Node:
        self._refuse_tag(start)
        pairs = []
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._compose(event, events, depth + 1)
            pairs.append((key, self._compose(next(events), events, depth + 1)))
        return Node("mapping", pairs, self._span(start, event))

    def _build(self, node: Node, location: Location) -> object:
        self._count(node)
        if len(location) > MAX_DEPTH:
            self._refuse("yaml_depth", node.span)
        self.source.values[location] = node.span
        if node.kind == "mapping":
            return self._build_mapping(node, location)
        if node.kind == "list":
            return [self._build(item, (*location, index)) for index, item in enumerate(node.value)]
        self.source.raw[location] = node.value
        return self._resolve(node) if node.kind == "plain" else node.value

    def _build_mapping(self, node: Node, location: Location) -> dict[str, object]:
        data: dict[str, object] = {}
        for key, value in self._pairs(node):
            place = (*location, key.value)
            self.source.keys[place] = key.span
            built = self._build(value, place)
            if built is not None:
                data[key.value] = built
        return data

    def _pairs(self, node: Node) -> list[tuple[Node, Node]]:
        """The mapping's own pairs, and those that `<<` brings and that it does not have itself."""
        own: dict[str, tuple[Node, Node]] = {}
        merged: list[tuple[Node, Node]] = []
        for key, value in node.value:
            self._count(key)
            if key.kind in ("list", "mapping"):
                self._refuse("yaml_key", key.span)
            if key.value == "<<" and key.kind == "plain":
                merged += self._merged_pairs(value)
            elif key.value in own:
                first = own[key.value][0].span.line
                duplicate = self.source.finding_at(key.span, "duplicate_key", name=key.value, line=first)
                self.findings.append(duplicate)
            else:
                own[key.value] = (key, value)
        for key, value in merged:
            own.setdefault(key.value, (key, value))
        return list(own.values())

    def _merged_pairs(self, value: Node) -> list[tuple[Node, Node]]:
        pairs: list[tuple[Node, Node]] = []
        for mapping in value.value if value.kind == "list" else [value]:
            if mapping.kind != "mapping":
                self._refuse("yaml_merge", mapping.span)
            pairs += self._pairs(mapping)
        return pairs

    def _resolve(self, node: Node) -> object:
        text: str = node.value
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text.lower() in ("true", "false"):
            return text.lower() == "true"
        if _INTEGER.fullmatch(text):
            return int(text)
        if THOUSANDS.fullmatch(text) and text.count(".") == 1:
            finding = self.source.finding_at(node.span, "thousands", value=text, whole=text.replace(".", ""))
            self.findings.append(finding)
        return float(text) if len(text) <= 40 and _FLOAT.fullmatch(text) else text

    def _count(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse("yaml_bomb", node.span)

    def _span(self, first: yaml.Event, last: yaml.Event) -> Span:
        start, end = first.start_mark, last.end_mark
        if start is None or end is None:
            return Span(1, 1, 1)
        line = self.source.lines[start.line] if start.line < len(self.source.lines) else ""
        stop = end.column if end.line == start.line else len(line.rstrip())
        return Span(start.line + 1, start.column + 1, max(1, stop - start.column))

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag not in _STRING_TAGS:
            self._refuse("yaml_tag", self._span(event, event), tag=event.tag)

    def _refuse(self, key: str, span: Span, **params: object) -> NoReturn:
        raise Refused(self.source.finding_at(span, key, **params))


def _syntax_finding(source: Source, error: yaml.YAMLError) -> Finding:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    key = next((key for start, key in _PROBLEMS.items() if problem.startswith(start)), "yaml_syntax")
    mark = getattr(error, "problem_mark", None)
    if key == "yaml_quote":  # noticed at the end of the file, to be mended where the quote was opened
        mark = getattr(error, "context_mark", None) or mark
    line, column = (mark.line, mark.column) if mark else _character_place(source)
    # The parser may complain on the empty line after the last one.
    line = min(line, max(0, len(source.lines) - 1))
    text = source.lines[line] if source.lines else ""
    if key in ("yaml_start", "yaml_indent") and "\t" in text[: len(text) - len(text.lstrip())]:
        key, column = "yaml_tab", text.index("\t")
    column = min(column, len(text))
    return source.finding_at(Span(line + 1, column + 1, 1), key, problem=problem, character=text[column : column + 1])


def _character_place(source: Source) -> tuple[int, int]:
    """Where the first character that YAML forbids stands: for it the parser gives no line."""
    for number, line in enumerate(source.lines):
        if found := re.search("[^\t\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", line):
            return number, found.start()
    return 0, 0
