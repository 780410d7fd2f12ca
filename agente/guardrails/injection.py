"""Does a message try to take over the agent? Its words and their meaning are judged, once it is unmasked."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from agente.guardrails.homoglyphs import plain_letters
from agente.guardrails.injection_features import features, tokens
from agente.guardrails.injection_meaning import Meaning
from agente.guardrails.unmasking import unmask
from agente.kit.remembering import remembered
from agente.kit.text_model import read_arrays
from agente.kit.vocabulary import Vocabulary

MODEL = Path(__file__).with_name("injection.npz")  # made by `python -m agente.guardrails.train`

# An attack among other sentences is diluted, so the parts of a long message are judged too. A part has to pass the
# threshold by so much, since each of them is one more chance of a false alarm.
LONG = 40  # tokens; one message in two hundred has more
PART_DOUBT = 1.6
# Whose address it is, and of which company, tells nothing: "papelaria-central" is no word of an attack.
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_ANY_ADDRESS = "ana@loja.example"
_PART_FROM, _PART_UP_TO = 8, 30


@dataclass(frozen=True, slots=True)
class InjectionVerdict:
    """`score` is 0 to 1; from 0.5 on the message is stopped."""

    score: float
    blocked: bool


@remembered
def judge_injection(text: str) -> InjectionVerdict:
    """Never raises for what somebody wrote; of a very long text the beginning and the end are read."""
    margin = _classifier().margin(text)
    return InjectionVerdict(1 / (1 + math.exp(-max(-30.0, min(30.0, margin)))), margin > 0)


class _Classifier:
    def __init__(self) -> None:
        arrays = read_arrays(MODEL.read_bytes())
        self._vocabulary = Vocabulary(arrays["vocabulary"].tobytes())
        self._usual_words = frozenset(arrays["usual_words"].tobytes().decode().split("\n"))
        self._idf = arrays["idf"].astype(np.float32)
        self._weights = arrays["weights"].astype(np.float32)
        self._bias = float(arrays["bias"][0])
        self._meaning = Meaning(arrays)

    def margin(self, text: str) -> float:
        """How far beyond the threshold: above 0 it is an attack."""
        words = tokens(unmask(plain_letters(_ADDRESS.sub(_ANY_ADDRESS, text)), self._usual_words))
        whole = self._of(words)
        if whole > 0 or len(words) <= LONG:
            return whole
        return max(whole, *(self._of(part) - PART_DOUBT for part in parts(words)))

    def _of(self, words: Sequence[str]) -> float:
        return self._by_words(words) + self._meaning.margin(words) + self._bias

    def _by_words(self, words: Sequence[str]) -> float:
        known = Counter(self._vocabulary.find(features(words)).tolist())
        if not known:
            return 0.0
        columns = np.fromiter(known, np.intp, len(known))
        values = (1 + np.log(np.fromiter(known.values(), np.float32, len(known)))) * self._idf.take(columns)
        return float(values @ self._weights.take(columns) / np.sqrt(values @ values))


def parts(words: Sequence[str]) -> Iterator[list[str]]:
    """Sentences, short ones together and long ones cut, each between two ends as `tokens` gives a text."""
    part: list[str] = []
    for word in words[1:-1]:
        part.append(word)
        if len(part) == _PART_UP_TO or (word in ".!?;" and len(part) >= _PART_FROM):
            yield ["^", *part, "$"]
            part = []
    yield ["^", *part, "$"]


@cache
def _classifier() -> _Classifier:
    return _Classifier()
