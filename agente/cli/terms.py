"""The command line's words and exit codes."""

import os
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import yaml

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


@cache
def _texts(locale: str) -> dict[str, str]:
    source = resources.files("agente.i18n").joinpath("cli", f"{locale}.yaml").read_text("utf-8")
    texts: dict[str, str] = yaml.load(source, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return texts


def say(key: str, **values: object) -> str:
    """The text of `key` in the user's language, with its `{name}`s filled."""
    return _texts(language())[key].format(**values)
