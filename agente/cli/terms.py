"""The command line's words and exit codes."""

import os
from enum import IntEnum
from typing import TYPE_CHECKING

from agente.i18n.texts import texts

if TYPE_CHECKING:
    from agente.packs.models import Locale  # imported for types alone: it takes longer than `--help` may

LOCALES: "tuple[Locale, ...]" = ("pt-BR", "en", "es")


class Exit(IntEnum):
    """What a script may rely on; 2 is Click's own for wrong usage."""

    OK = 0
    FAILED = 1
    INVALID = 3  # the pack or the settings
    DEPENDENCY_DOWN = 5


def language() -> "Locale":
    """AGENTE_LANG, else the terminal's language where it is one of ours, else Portuguese."""
    wanted = os.environ.get("AGENTE_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return next((locale for locale in LOCALES if wanted[:2].lower() == locale[:2].lower()), "pt-BR")


def say(key: str, **values: object) -> str:
    """The text of `key` in the user's language, with its `{name}`s filled."""
    text: str = texts("cli", language())[key]
    return text.format(**values)
