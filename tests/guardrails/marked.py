"""Texts in which what is personal is marked: `meu cpf é <CPF|529.982.247-25>`."""

import re
from pathlib import Path

from agente.guardrails.personal_data import Span

_MARK = re.compile(r"<([A-Z_]+)\|([^>]+)>")


def unmark(line: str) -> tuple[str, list[Span]]:
    """The text without its marks, and where they were."""
    pieces: list[str] = []
    spans, last, length = [], 0, 0
    for match in _MARK.finditer(line):
        before = line[last : match.start()]
        start = length + len(before)
        pieces += [before, match[2]]
        length = start + len(match[2])
        spans.append(Span(start, length, match[1]))  # type: ignore[arg-type]
        last = match.end()
    return "".join([*pieces, line[last:]]), spans


def marked_texts(path: Path) -> list[tuple[str, list[Span]]]:
    lines = [line.replace(r"\n", "\n") for line in path.read_text("utf-8").splitlines()]
    return [unmark(line) for line in lines if line and not line.startswith("#")]
