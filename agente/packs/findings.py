"""What did a check find, where, and what should be done about it?

The words of every finding are in `messages.yaml`, in three languages; a `Finding` only names its entry there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import yaml

from agente.packs.models import Locale

Severity = Literal["error", "warning"]

SHOWN = 20  # more than a screen of findings is not read
SNIPPET_WIDTH = 110
PREFIXES = {
    "business.yaml": "BUS",
    "catalog.yaml": "CAT",
    "knowledge": "KNO",
    "qualification.yaml": "QUA",
    "responses.yaml": "RES",
    "intents.yaml": "INT",
    "agents.yaml": "AGT",
    "policies.yaml": "POL",
    "tools.yaml": "TOO",
    "crm.yaml": "CRM",
    "mail.yaml": "MAI",
    "evals": "EVA",
}
LABELS: dict[Locale, dict[str, str]] = {
    "pt-BR": {"error": "erro", "warning": "aviso", "remedy": "faça", "more": "e mais {count}"},
    "en": {"error": "error", "warning": "warning", "remedy": "do this", "more": "and {count} more"},
    "es": {"error": "error", "warning": "aviso", "remedy": "haga", "more": "y {count} más"},
}


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """The entries of `messages.yaml` by key: number, severity, and message and remedy by language."""
    text = resources.files("agente.packs").joinpath("messages.yaml").read_text(encoding="utf-8")
    entries: dict[str, dict[str, Any]] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return entries


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, reported once. `file` is relative to the pack, "" for the folder itself."""

    file: str
    key: str  # the entry of messages.yaml
    params: Mapping[str, str] = field(default_factory=dict)
    line: int = 0  # from 1; 0: the file as a whole
    column: int = 0  # from 1, in characters
    length: int = 1  # characters to mark on that line
    snippet: tuple[tuple[int, str], ...] = ()  # (line number, text): the line before and the line itself

    @property
    def severity(self) -> Severity:
        return "warning" if catalogue()[self.key].get("severity") == "warning" else "error"

    @property
    def id(self) -> str:
        entry = catalogue()[self.key]
        prefix = entry.get("prefix") or PREFIXES.get(self.file.split("/")[0], "PCK")
        return f"{prefix}{entry['number']:02}"

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def message(self) -> str:
        """What is wrong, in Portuguese; `explain` has the other languages."""
        return self.explain("pt-BR")[0]

    @property
    def remedy(self) -> str:
        """What to do, in Portuguese."""
        return self.explain("pt-BR")[1]

    def explain(self, lang: Locale) -> tuple[str, str]:
        """What is wrong, and what to do about it."""
        texts = catalogue()[self.key][lang]
        return texts["message"].format(**self.params), texts["remedy"].format(**self.params)

    def to_dict(self, lang: Locale = "pt-BR") -> dict[str, Any]:
        """The same fields as the text shows, for `--json`."""
        message, remedy = self.explain(lang)
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "severity": self.severity,
            "id": self.id,
            "message": message,
            "remedy": remedy,
            "snippet": [{"line": number, "text": text} for number, text in self.snippet],
        }


def render_findings(findings: Sequence[Finding], lang: Locale, root: Path | str) -> str:
    """The findings as text for a person, errors first, at most 20; `root` is the pack as the person named it."""
    ordered = sorted(findings, key=lambda finding: finding.severity)
    blocks = [_render(finding, lang, root) for finding in ordered[:SHOWN]]
    if len(ordered) > SHOWN:
        blocks.append(LABELS[lang]["more"].format(count=len(ordered) - SHOWN))
    return "\n\n".join(blocks)


def _render(finding: Finding, lang: Locale, root: Path | str) -> str:
    labels = LABELS[lang]
    message, remedy = finding.explain(lang)
    place = (Path(root) / finding.place).as_posix()
    lines = [f"{place}  {labels[finding.severity]} {finding.id}  {message}"]
    # A marked place far to the right is brought into view.
    start = max(0, finding.column + min(finding.length, SNIPPET_WIDTH) - SNIPPET_WIDTH)
    for number, text in finding.snippet:
        lines.append(f"{number:>5} | {printable(text[start : start + SNIPPET_WIDTH])}".rstrip())
    if finding.snippet:
        marks = "^" * min(finding.length, SNIPPET_WIDTH)
        lines.append(f"{'':>5} | {' ' * (finding.column - 1 - start)}{marks}")
    lines.append(f"  {labels['remedy']}: {remedy}")
    return "\n".join(lines)


def printable(text: str) -> str:
    """The text with what could move a terminal's cursor replaced, one character for one."""
    return "".join(character if character.isprintable() else " " for character in text)


def shorten(value: object, limit: int = 60) -> str:
    """A value as a message shows it."""
    text = printable(str(value))
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
