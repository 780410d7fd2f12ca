"""Passages as a page of a shop has them."""

from agente.packs.models import Locale
from agente.packs.pack import Passage


def passage(heading: str, text: str, locale: Locale | None = None) -> Passage:
    return Passage("knowledge/loja.md", heading, text, locale)
