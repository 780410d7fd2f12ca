"""How does a Markdown document become passages? Split at its headings, each piece short enough to be an answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agente.packs.models import FrontMatter
from agente.packs.pack import Passage

MAX_CHARACTERS = 1200
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
# Where a long text is cut, the best place first, and what joins the parts that stay together.
_CUTS = (
    (re.compile(r"\n[ \t]*\n\s*"), "\n\n"),
    (re.compile(r"\n"), "\n"),
    (re.compile(r"(?<=[.!?…])\s+"), " "),
)


@dataclass(frozen=True, slots=True)
class Section:
    """The text under one heading, before the next; `path` holds the headings from the top down."""

    path: tuple[str, ...]
    line: int  # from 1: where the text begins
    text: str


def front_matter(text: str) -> tuple[str, str]:
    """The YAML between the leading `---` lines and the Markdown after it, both on their own line numbers."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", text
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return "", text
    return "\n" + "\n".join(lines[1:end]), "\n" * (end + 1) + "\n".join(lines[end + 1 :])


def sections(markdown: str) -> Iterator[Section]:
    """The non-empty sections in order. Headings inside code fences are text."""
    path: list[tuple[int, str]] = []
    body: list[str] = []
    first = 1
    fence = ""
    for number, line in enumerate([*markdown.split("\n"), "# end"], 1):
        fence = _fence_after(line, fence)
        heading = None if fence else _HEADING.fullmatch(line.rstrip("\r"))
        if heading is None:
            body.append(line)
            continue
        text = "\n".join(body)
        if text.strip():
            lead = len(text) - len(text.lstrip())
            yield Section(tuple(title for _, title in path), first + text[:lead].count("\n"), text.strip())
        level = len(heading[1])
        path = [(above, title) for above, title in path if above < level] + [(level, _plain(heading[2]))]
        body, first = [], number + 1
    if fence:  # never closed: what follows is still the document's text
        text = "\n".join(body[:-1]).strip()
        if text:
            yield Section(tuple(title for _, title in path), first, text)


def passages(document: str, markdown: str, front: FrontMatter) -> list[Passage]:
    """The document's passages; one longer than 1,200 characters is cut at a paragraph, under the same heading."""
    found = []
    for section in sections(markdown):
        path = section.path
        title = front.title or ("" if path else _title_of(document))
        if title and path[:1] != (title,):
            path = (title, *path)
        heading = " > ".join(filter(None, path))
        found += [Passage(document, heading, text, front.locale, front.url) for text in split(section.text)]
    return found


def split(text: str, limit: int = MAX_CHARACTERS, cuts: Sequence[tuple[re.Pattern[str], str]] = _CUTS) -> list[str]:
    """The text in pieces of at most `limit` characters: cut at paragraphs, else lines, sentences, or anywhere."""
    if len(text) <= limit:
        return [text] if text.strip() else []
    if not cuts:
        return [text[start : start + limit] for start in range(0, len(text), limit)]
    (pattern, joint), *rest = cuts
    pieces: list[str] = []
    for part in pattern.split(text):
        for piece in split(part, limit, rest):
            if pieces and len(pieces[-1]) + len(joint) + len(piece) <= limit:
                pieces[-1] += joint + piece
            else:
                pieces.append(piece)
    return pieces


def _fence_after(line: str, fence: str) -> str:
    """The fence that is open after this line: a closing one is of the same kind and at least as long."""
    match = _FENCE.match(line)
    if not match:
        return fence
    if not fence:
        return match[1]
    closes = match[1].startswith(fence) and not line[match.end() :].strip()
    return "" if closes else fence


def _plain(title: str) -> str:
    return re.sub(r"[*_`]+", "", title).strip()


def _title_of(document: str) -> str:
    stem = document.rsplit("/", 1)[-1].removesuffix(".md")
    return stem.replace("-", " ").replace("_", " ").capitalize()
