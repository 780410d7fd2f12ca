"""Subject, text and HTML of a mail, from the pack's words or the product's, in the reader's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

from agente.i18n.texts import texts
from agente.packs.models import Locale, MailName
from agente.packs.pack import Pack

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_plain = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=False, autoescape=False)
_pages = SandboxedEnvironment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(
    name: MailName, pack: Pack, locale: Locale, values: Mapping[str, Any], unsubscribe_url: str | None = None
) -> Rendered:
    """Raises jinja2's errors for a template of the pack that does not fit; `agente check` finds them before."""
    subject, body = template_of(name, pack, locale)
    known = {"business": pack.business.name, **values}
    title = " ".join(_plain.from_string(subject).render(known).split())
    paragraphs = _paragraphs(_plain.from_string(body).render(known))
    stop = texts("mail", locale)["unsubscribe"] if unsubscribe_url else None
    footer = _footer(pack)
    text = "\n\n".join([*paragraphs, "--", "\n".join(footer), *([f"{stop}: {unsubscribe_url}"] if stop else [])])
    html = _pages.get_template("layout.html.j2").render(
        business=pack.business.name,
        title=title,
        locale=locale,
        paragraphs=[_pieces(paragraph) for paragraph in paragraphs],
        footer=footer,
        stop=stop,
        unsubscribe_url=unsubscribe_url,
    )
    return Rendered(title, text + "\n", html)


def template_of(name: MailName, pack: Pack, locale: Locale) -> tuple[str, str]:
    """(subject, body): the pack's own where it has them."""
    own = pack.mail.templates.get(name)
    standard = texts("mail", locale)[name]
    if own is None:
        return standard["subject"], standard["body"]
    subject = pack.localize(own.subject, locale) if own.subject else standard["subject"]
    return subject, pack.localize(own.body, locale) if own.body else standard["body"]


def _paragraphs(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"\n\s*\n", text)]
    return [re.sub(r"[ \t]+\n", "\n", part) for part in parts if part]


def _pieces(paragraph: str) -> list[list[tuple[str, bool]]]:
    """Lines of (text, is a link)."""
    lines = []
    for line in paragraph.split("\n"):
        pieces, last = [], 0
        for link in _LINK.finditer(line):
            pieces += [(line[last : link.start()], False), (link[0], True)]
            last = link.end()
        lines.append([piece for piece in [*pieces, (line[last:], False)] if piece[0]])
    return lines


def _footer(pack: Pack) -> list[str]:
    business = pack.business
    where = business.address
    street = ", ".join(part for part in (where.street, where.district, where.city) if part) if where else None
    return [part for part in (business.name, street, business.phone, business.site) if part]
