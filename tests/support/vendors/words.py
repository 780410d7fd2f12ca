"""How is a text cut into pieces, and how many tokens is it? Roughly as the vendors do."""

import re

from tests.support.vendors.replies import Asked


def pieces(text: str) -> list[str]:
    """A word and the space before it each; together they are the text."""
    return re.findall(r"\s*\S+|\s+$", text)


def tokens(request: Asked) -> int:
    return len(request.system.split()) + sum(len(text.split()) for _, text in request.messages) + 3
