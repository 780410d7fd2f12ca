"""The open corpus: labelled messages that every router is trained on, beside the pack's own."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from agente.packs.models import IntentName, Locale

CORPUS = Path(__file__).parent / "corpus"


class Example(NamedTuple):
    intent: IntentName
    locale: Locale
    text: str


def corpus_files() -> list[Path]:
    """One file an intent, named after it."""
    return sorted(CORPUS.glob("*.yaml"))


def load_corpus() -> dict[IntentName, dict[Locale, list[str]]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast, where it is built
    return {path.stem: yaml.load(path.read_bytes(), loader) for path in corpus_files()}  # type: ignore[misc]  # noqa: S506


def flatten(examples: Mapping[IntentName, Mapping[Locale, Sequence[str]]]) -> Iterator[Example]:
    for intent, by_locale in examples.items():
        for locale, texts in by_locale.items():
            for text in texts:
                yield Example(intent, locale, text)
