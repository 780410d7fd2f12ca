"""The local classifier: which of the 16 intents a message has, and in which language it is written."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from agente.intents.context import suggested_intent
from agente.intents.examples import corpus_files, flatten, load_corpus
from agente.kit import text_model
from agente.kit.text_encoder import ConvText
from agente.kit.text_features import tokens
from agente.kit.text_model import Arrays, LinearText, Vector, log_softmax, read_arrays, softmax
from agente.packs.models import INTENTS, IntentName, Locale

Examples = Mapping[IntentName, Mapping[Locale, Sequence[str]]]

TRAINING_TIMEOUT_S = 300
KEPT_CACHE_FILES = 5
ENCODER = Path(__file__).with_name("encoder.npz")
# By cross-validation on the corpus: under this factor on the linear model's logits held-out messages are likeliest.
LINEAR_SCALE = 1.58
LINEAR_SHARE = 0.35  # 0.2 to 0.5 do about equally well on the held-out messages
PACK_WEIGHT = 4  # how often a pack's own examples count: there are a hundred times as many in the corpus
OWN_EXAMPLE = 5.0  # added to the log-probability when a message says one of the pack's examples word for word
SUGGESTION = 2.0  # what a question adds to the log-probability of its answer's intent
_CODE = [
    Path(text_model.__file__).with_name(name) for name in ("text_features.py", "text_model.py", "text_training.py")
]


class RouterTrainingError(RuntimeError):
    """The training process failed; the message ends with what it wrote."""


@dataclass(frozen=True, slots=True)
class Classification:
    """What the router thinks of one message. Confidences are probabilities, 0 to 1."""

    intent: IntentName
    confidence: float
    locale: Locale
    locale_confidence: float
    ranking: tuple[tuple[IntentName, float], ...]  # the three likeliest intents, the likeliest first


class Router:
    """A linear model over n-grams, which learns a pack's examples, and an encoder that knows synonyms, in equal parts.

    Safe to use from several threads.
    """

    def __init__(self, arrays: Arrays, examples: Examples) -> None:
        self._model = LinearText(arrays)
        self._own = {_wording(example.text): example.intent for example in flatten(examples)}
        self._encoder = _encoder()
        labels = arrays["labels"].tolist()
        self._intents = cast("list[IntentName]", [label for label in labels if label in INTENTS])
        self._locales = cast("list[Locale]", labels[len(self._intents) :])

    @classmethod
    def prepare(cls, examples: Examples, cache_dir: Path) -> "Router":
        """The router for the open corpus and a pack's own examples, from `cache_dir` or trained now (seconds).

        Raises `RouterTrainingError` when it cannot be trained. A cache that cannot be read or written is done without.
        """
        path = cache_dir / f"router-{_fingerprint(examples)}.npz"
        router = _load(path, examples)
        if router is None:
            content = _train(examples)
            router = cls(read_arrays(content), examples)
            _store(content, path)
        return router

    def classify(self, text: str, question: str | None = None) -> Classification:
        """`question` is what the agent said last: it tells what a short answer is for."""
        logits = self._model.logits(text)
        known = logits is not self._model.bias  # else the encoder would only guess
        intents = self._intents_of(logits[: len(self._intents)], text if known else None, question)
        locales = softmax(logits[len(self._intents) :])
        order = intents.argsort()[::-1][:3].tolist()
        ranking = tuple((self._intents[index], float(intents[index])) for index in order)
        locale = int(locales.argmax())
        return Classification(*ranking[0], self._locales[locale], float(locales[locale]), ranking)

    def _intents_of(self, linear: Vector, text: str | None, question: str | None) -> Vector:
        if text is None:
            return softmax(linear)
        encoded = log_softmax(self._encoder.logits(text))
        blended = LINEAR_SHARE * log_softmax(LINEAR_SCALE * linear) + (1 - LINEAR_SHARE) * encoded
        if own := self._own.get(_wording(text)):
            blended[self._intents.index(own)] += OWN_EXAMPLE
        if question and (suggested := suggested_intent(question, text)):
            blended[self._intents.index(suggested)] += SUGGESTION
        return softmax(blended)


def _wording(text: str) -> str:
    """The words of a message, however they are punctuated, accented or written large."""
    return " ".join(token for token in tokens(text) if token.isalnum())


@cache
def _encoder() -> ConvText:
    """The encoder that ships with the product, the same for every pack; its labels are the sorted intents."""
    return ConvText(read_arrays(ENCODER.read_bytes()))


def _fingerprint(examples: Examples) -> str:
    """Changes with anything that training depends on: the corpus, the pack's examples, the code."""
    digest = hashlib.sha256(json.dumps(sorted(flatten(examples))).encode())
    for path in [*_CODE, *corpus_files()]:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _train(examples: Examples) -> bytes:
    labelled = [*flatten(load_corpus()), *PACK_WEIGHT * list(flatten(examples))]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "agente.intents.train"],
            input=json.dumps(labelled).encode(),
            capture_output=True,
            timeout=TRAINING_TIMEOUT_S,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RouterTrainingError(f"training the intent router failed: {error}") from error
    if done.returncode != 0:
        raise RouterTrainingError(f"training the intent router failed: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def _load(path: Path, examples: Examples) -> Router | None:
    """The cached router; None when there is none or it is broken, so that it is trained again."""
    try:
        router = Router(read_arrays(path.read_bytes()), examples)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    return router if set(router._intents) <= set(INTENTS) else None


def _store(content: bytes, path: Path) -> None:
    """Writes the cache file in one step and removes the oldest ones. A disk that refuses only costs the next start."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".router-", delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
        cached = sorted(path.parent.glob("router-*.npz"), key=lambda old: old.stat().st_mtime, reverse=True)
        for old in cached[KEPT_CACHE_FILES:]:
            old.unlink(missing_ok=True)
    except OSError:
        return
