"""The local classifier: which of the 16 intents a message has, and in which language it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import cast, get_args

from agente.intents.context import suggested_intent
from agente.intents.examples import flatten
from agente.intents.own_examples import OwnExamples
from agente.intents.second_reader import second_reader
from agente.kit.remembering import remembered
from agente.kit.text_encoder import shipped_encoder
from agente.kit.text_features import tokens
from agente.kit.text_model import LinearText, Vector, log_softmax, read_arrays, softmax
from agente.packs.models import INTENTS, IntentName, Locale

Examples = Mapping[IntentName, Mapping[Locale, Sequence[str]]]

LABELS: tuple[IntentName, ...] = tuple(sorted(INTENTS))
LOCALES: tuple[Locale, ...] = tuple(sorted(get_args(Locale)))
LINEAR = Path(__file__).with_name("linear.npz")
# Chosen by `tools.distil.calibrate`, with messages that neither model learnt: under these factors they are likeliest.
LINEAR_SCALE = 1.1
LINEAR_SHARE = 0.25
SHARPNESS = 1.4  # of the blend: two models that agree are surer than either
UNSURE = log(0.7)  # below it the second reader is asked, if there is one: every fourth hard message
SECOND_SHARE = 0.3
OWN_EXAMPLE = 5.0  # added to the log-probability when a message says one of the pack's examples word for word
SUGGESTION = 2.0  # what a question adds to the log-probability of its answer's intent


@dataclass(frozen=True, slots=True)
class Classification:
    """What the router thinks of one message. Confidences are probabilities, 0 to 1."""

    intent: IntentName
    confidence: float
    locale: Locale
    locale_confidence: float
    ranking: tuple[tuple[IntentName, float], ...]  # the three likeliest intents, the likeliest first


class Router:
    """A linear model over n-grams and an encoder that knows synonyms, corrected by what a pack's examples teach.

    Both come ready with the package; learning a pack's examples takes a fraction of a second. Safe to use from several
    threads.
    """

    def __init__(self, examples: Examples) -> None:
        self._linear, self._encoder, self._second = _linear(), shipped_encoder(), second_reader()
        own = [(tokens(example.text), LABELS.index(example.intent)) for example in flatten(examples)]
        self._said = {_wording(words): label for words, label in own}
        lessons = [(words, self._blend(self._linear.logits_of(words), words), label) for words, label in own]
        self._own = OwnExamples(lessons, self._linear.rarity)
        self._classify_told = remembered(self._classify)

    def classify(self, text: str, question: str | None = None) -> Classification:
        """`question` is what the agent said last: it tells what a short answer is for."""
        suggested = suggested_intent(question, text) if question else None
        # An answer about themselves is one person's, and stays nowhere.
        classify = self._classify if suggested == "provide_details" else self._classify_told
        return classify(text, suggested)

    def _classify(self, text: str, suggested: IntentName | None) -> Classification:
        words = tokens(text)
        linear = self._linear.logits_of(words)
        known = linear is not self._linear.bias  # else the encoder would only guess, and is not asked
        own = self._opinion(linear, words, text, suggested) if known else LINEAR_SHARE * linear[: len(LABELS)]
        intents = softmax(own)
        locales = softmax(linear[len(LABELS) :])
        ranking = tuple((LABELS[place], float(intents[place])) for place in intents.argsort()[:-4:-1].tolist())
        locale = int(locales.argmax())
        return Classification(*ranking[0], LOCALES[locale], float(locales[locale]), ranking)

    def _opinion(self, linear: Vector, words: Sequence[str], text: str, suggested: IntentName | None) -> Vector:
        opinion = log_softmax(self._blend(linear, words))
        if self._second and opinion.max() < UNSURE:
            opinion = (1 - SECOND_SHARE) * opinion + SECOND_SHARE * self._second(text)
        if (correction := self._own.correction(words)) is not None:
            opinion += correction
        if (label := self._said.get(_wording(words))) is not None:
            opinion[label] += OWN_EXAMPLE
        if suggested:
            opinion[LABELS.index(suggested)] += SUGGESTION
        return opinion

    def _blend(self, linear: Vector, words: Sequence[str]) -> Vector:
        """What the two models make of a message together, whatever the pack."""
        counted = log_softmax(LINEAR_SCALE * linear[: len(LABELS)])
        encoded = log_softmax(self._encoder.logits(words))
        return cast("Vector", SHARPNESS * (LINEAR_SHARE * counted + (1 - LINEAR_SHARE) * encoded))


def _wording(words: Sequence[str]) -> str:
    """The words of a message, however they are punctuated, accented or written large."""
    return " ".join(word for word in words if word.isalnum())


@cache
def _linear() -> LinearText:
    """The linear model that ships with the product; its columns are the labels and then the locales."""
    return LinearText(read_arrays(LINEAR.read_bytes()))
