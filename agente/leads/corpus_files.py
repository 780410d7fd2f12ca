"""The clauses that the model of needs is trained on, and the fingerprint of all that it depends on."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from agente.intents.examples import corpus_files, flatten, load_corpus
from agente.kit import text_model
from agente.kit.text_encoder import SHIPPED
from agente.leads import need_signals
from agente.leads.span_features import LISTS

CORPUS: Final = Path(__file__).with_name("corpus")
SPANS: Final = CORPUS / "spans.jsonl"
# Messages of these may state a need or not; of all others none does.
_UNDECIDED: Final = frozenset({"product_question", "purchase_interest"})
_EVERY: Final = 4  # of the router's messages: a quarter is as good as all
_CODE: Final = [
    Path(str(need_signals.__file__)),
    *(Path(text_model.__file__).with_name(f"text_{name}.py") for name in ("features", "model", "training")),
    Path(__file__),
    Path(__file__).with_name("train.py"),
]
_READING_CODE: Final = [Path(__file__).with_name(f"{name}.py") for name in ("moments", "need_signals", "span_features")]
_LISTS: Final = [Path(__file__).with_name("words") / f"{name}.txt" for name, _ in LISTS]
_SPANS_CODE: Final = [*_READING_CODE, Path(__file__).with_name("train_spans.py")]


def load(label: str) -> list[str]:
    """The clauses labelled `need` or `none`."""
    return (CORPUS / f"{label}.txt").read_text("utf-8").splitlines()


def other_messages() -> list[str]:
    """Messages of the router's corpus that state no need."""
    return [example.text for example in flatten(load_corpus()) if example.intent not in _UNDECIDED][::_EVERY]


def fingerprint() -> str:
    """Changes with anything that training the model of needs depends on: the corpora and the code."""
    return _digest([*_CODE, *sorted(CORPUS.glob("*.txt")), *corpus_files()])


def spans_fingerprint() -> str:
    """Changes with anything that training the tagger depends on: its corpus, the code and the lists of words."""
    return _digest([*_SPANS_CODE, SPANS, *_LISTS])


def network_fingerprint() -> str:
    """Changes with anything that decides what the network is told of a word; a longer corpus leaves it as it is."""
    return _digest([*_READING_CODE, SHIPPED, *_LISTS])


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
