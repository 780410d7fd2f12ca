"""Which words say it? The scripted replies by key and locale, checked when this module is imported."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

import yaml

LOCALES: Final = ("pt-BR", "en", "es")

Variants = Mapping[str, tuple[str, ...]]

_FOLDER = Path(__file__).parent / "replies"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class CatalogueError(ValueError):
    """A catalogue does not say the same things in every locale."""


def placeholders(text: str) -> frozenset[str]:
    """The `{name}`s of a text, but not `{business}`, which every text may use."""
    return frozenset(_PLACEHOLDER.findall(text)) - {"business"}


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its `{name}`s replaced. Raises `KeyError` for a name without a value; other braces stay."""
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


def read_catalogue(path: Path) -> dict[str, tuple[str, ...]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast, where it is built
    raw: Mapping[str, str | Sequence[str]] = yaml.load(path.read_text("utf-8"), loader)  # noqa: S506
    return {key: (value,) if isinstance(value, str) else tuple(value) for key, value in raw.items()}


def check(catalogues: Mapping[str, Variants]) -> None:
    """Raises `CatalogueError` unless locales have the same keys, and every variant of a key the same placeholders."""
    reference_locale, *others = catalogues
    reference = catalogues[reference_locale]
    for locale in others:
        if different := reference.keys() ^ catalogues[locale].keys():
            raise CatalogueError(f"{locale} and {reference_locale} differ in the keys {sorted(different)}")
    for key in reference:
        named = {placeholders(text) for catalogue in catalogues.values() for text in catalogue[key]}
        if len(named) != 1:
            raise CatalogueError(f"'{key}' does not have the same placeholders in every locale and variant")


def _load() -> Mapping[str, Variants]:
    catalogues: dict[str, Variants] = {locale: read_catalogue(_FOLDER / f"{locale}.yaml") for locale in LOCALES}
    check(catalogues)
    return MappingProxyType(catalogues)


REPLIES: Final = _load()
REPLY_PLACEHOLDERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {key: placeholders(variants[0]) for key, variants in REPLIES["pt-BR"].items()}
)
