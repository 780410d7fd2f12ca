"""The local classifier: which of the 16 intents a message has, and in which language it is written."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from agente.intents.examples import corpus_files, flatten, load_corpus
from agente.intents.features import pair, tokens, within
from agente.packs.models import INTENTS, IntentName, Locale

Examples = Mapping[IntentName, Mapping[Locale, Sequence[str]]]

TRAINING_TIMEOUT_S = 120
KEPT_CACHE_FILES = 5
CACHED_TOKENS = 4096  # customers share most of their words; this many take about 1 MB and halve the time
_CODE = [Path(__file__).with_name(name) for name in ("features.py", "train.py")]
_ARRAYS = {"vocabulary", "idf", "intents", "locales", "weights", "bias"}


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
    """A linear model over n-grams. Safe to use from several threads."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        vocabulary = arrays["vocabulary"].tobytes().decode().split("\n")
        self._index = {ngram: index for index, ngram in enumerate(vocabulary)}
        self._columns_within = lru_cache(maxsize=CACHED_TOKENS)(self._find_columns_within)
        self._idf = arrays["idf"]
        self._weights = arrays["weights"]
        self._bias = arrays["bias"]
        self._intents = cast("list[IntentName]", arrays["intents"].tolist())
        self._locales = cast("list[Locale]", arrays["locales"].tolist())
        if len(vocabulary) != len(self._idf) or self._weights.shape != (len(vocabulary), len(self._bias)):
            raise ValueError("the router's arrays do not fit together")

    @classmethod
    def prepare(cls, examples: Examples, cache_dir: Path) -> "Router":
        """The router for the open corpus and a pack's own examples, from `cache_dir` or trained now (seconds).

        Raises `RouterTrainingError` when it cannot be trained. A cache that cannot be read or written is done without.
        """
        path = cache_dir / f"router-{_fingerprint(examples)}.npz"
        router = _load(path)
        if router is None:
            content = _train(examples)
            router = cls(_read(content))
            _store(content, path)
        return router

    def classify(self, text: str) -> Classification:
        logits = self._logits(text)
        intents = _softmax(logits[: len(self._intents)])
        locales = _softmax(logits[len(self._intents) :])
        order = intents.argsort()[::-1][:3].tolist()
        ranking = tuple((self._intents[index], float(intents[index])) for index in order)
        locale = int(locales.argmax())
        return Classification(*ranking[0], self._locales[locale], float(locales[locale]), ranking)

    def _logits(self, text: str) -> npt.NDArray[np.float32]:
        known = self._known(text)
        if not known:
            return self._bias
        columns = np.fromiter(known, np.intp, len(known))
        frequencies = np.fromiter(known.values(), np.float32, len(known))
        values = (1 + np.log(frequencies)) * self._idf.take(columns)
        values /= np.sqrt(values @ values)
        return cast("npt.NDArray[np.float32]", values @ self._weights.take(columns, axis=0) + self._bias)

    def _known(self, text: str) -> Counter[int]:
        """The columns of the message's known n-grams, with how often each occurs."""
        columns: list[int] = []
        for first, second in pairwise(tokens(text)):
            columns += self._columns_within(second)
            if (column := self._index.get(pair(first, second))) is not None:
                columns.append(column)
        return Counter(columns)

    def _find_columns_within(self, token: str) -> list[int]:
        return [column for ngram in within(token) if (column := self._index.get(ngram)) is not None]


def _softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    exponentials = np.exp(logits - logits.max())
    return cast("npt.NDArray[np.float32]", exponentials / exponentials.sum())


def _fingerprint(examples: Examples) -> str:
    """Changes with anything that training depends on: the corpus, the pack's examples, the code."""
    digest = hashlib.sha256(json.dumps(sorted(flatten(examples))).encode())
    for path in [*_CODE, *corpus_files()]:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _train(examples: Examples) -> bytes:
    labelled = [*flatten(load_corpus()), *flatten(examples)]
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


def _read(content: bytes) -> dict[str, npt.NDArray[Any]]:
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in _ARRAYS}


def _load(path: Path) -> Router | None:
    """The cached router; None when there is none or it is broken, so that it is trained again."""
    try:
        router = Router(_read(path.read_bytes()))
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
