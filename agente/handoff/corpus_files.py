"""The messages that the judgement's model is trained on, and the fingerprint of all that it depends on."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from agente.handoff import lexicon, signals
from agente.intents.examples import corpus_files, flatten, load_corpus
from agente.kit import text_encoder, text_features, text_model

Mood = Literal["asked_for_human", "frustration", "grumble", "none", "sensitive", "unhelped"]

SHOUTED_EVERY = 15  # lines
NOT_CALM = frozenset(
    {"human_handoff", "complaint", "privacy_request"}
)  # intents of which many a message calls somebody

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


def everyday() -> list[tuple[str, str]]:
    """(label, message) of the router's corpus, of what a message may be for without calling anybody.

    Without them a quarter more of everyday messages are handed over, and of English ones five times as many.
    """
    calm = (example for example in flatten(load_corpus()) if example.intent not in NOT_CALM)
    return [(f"none.{example.intent}", example.text) for example in calm]


def fingerprint() -> str:
    """Changes with anything that training depends on: the corpus and the code."""
    return _digest([*_CODE, *sorted(CORPUS.glob("*.txt")), *corpus_files()])


def network_fingerprint() -> str:
    """Changes with what the network is told of a message; a longer corpus leaves it as it is."""
    return _digest([Path(text_encoder.__file__), Path(text_features.__file__), text_encoder.SHIPPED])


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
