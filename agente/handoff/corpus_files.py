"""The messages that the judgement's model is trained on, and the fingerprint of all that it depends on."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from agente.handoff import lexicon, signals
from agente.intents.examples import corpus_files
from agente.kit import text_model
from agente.kit.text_encoder import SHIPPED

Mood = Literal["asked_for_human", "frustration", "grumble", "none", "sensitive", "unhelped"]

SHOUTED_EVERY = 15  # lines

CORPUS = Path(__file__).with_name("corpus")
_CODE = [
    *(Path(str(module.__file__)) for module in (lexicon, signals)),
    *(Path(text_model.__file__).with_name(f"text_{name}.py") for name in ("features", "model", "training")),
    Path(__file__),
    Path(__file__).with_name("train.py"),
]


def load() -> list[tuple[str, str]]:
    """(label, message) of every line. A label is a file's name: a mood, or `none.` and what the message is for."""
    return [(path.stem, line) for path in sorted(CORPUS.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]


def shouted(lines: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Some of the lines in capitals: many a calm customer never leaves them."""
    return [(label, line.upper()) for label, line in lines[::SHOUTED_EVERY]]


def fingerprint() -> str:
    """Changes with anything that training depends on: the corpus and the code."""
    digest = hashlib.sha256()
    for path in [*_CODE, *sorted(CORPUS.glob("*.txt")), *corpus_files(), SHIPPED]:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
