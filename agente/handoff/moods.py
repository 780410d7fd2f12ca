"""What a single message of a customer sounds like: the trained half of the judgement."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import cast, get_args

import numpy as np

from agente.handoff.corpus_files import Mood
from agente.handoff.phrases import CACHED_MESSAGES
from agente.handoff.signals import groups_in, marked
from agente.kit.text_encoder import MAX_TOKENS, shipped_encoder
from agente.kit.text_features import tokens
from agente.kit.text_model import Arrays, LinearText, Vector, read_arrays, softmax

MODEL = Path(__file__).with_name("judgement.npz")
NETWORK = Path(__file__).with_name("mood_network.npz")
MOODS: tuple[Mood, ...] = get_args(Mood)
MEANING_SHARE = 0.5  # beside the words, of what the network makes of a message


class MoodModel:
    """A linear model over n-grams and over groups of words, and a network over what the router's encoder makes of them.

    Safe to use from several threads.

    The arrays are those of `agente.handoff.train` and of `tools/distil`, where the network was taught by a large
    encoder. Raises KeyError or ValueError when something is missing or does not
    fit together.
    """

    def __init__(self, arrays: Arrays, network: Arrays) -> None:
        self._ngrams = LinearText(arrays)
        self._moods = [cast("Mood", label.partition(".")[0]) for label in arrays["labels"].tolist()]
        groups = arrays["group_vocabulary"].tobytes().decode().split("\n")
        self._index = {group: index for index, group in enumerate(groups)}
        self._idf = arrays["group_idf"].astype(np.float32)
        self._weights = arrays["group_weights"].astype(np.float32)
        self._hidden, self._hidden_bias, self._out, self._out_bias = (
            network[name].astype(np.float32) for name in ("hidden", "hidden_bias", "out", "out_bias")
        )
        self._nothing = np.zeros(len(self._moods), np.float32)
        # How likely each mood of a message is; the probabilities sum to 1.
        self.moods = lru_cache(maxsize=CACHED_MESSAGES)(self._moods_of)
        fit = [
            len(groups) == len(self._idf),
            self._weights.shape == (len(groups), len(self._moods)),
            self._hidden.shape == (shipped_encoder().width, len(self._hidden_bias)),
            self._out.shape == (len(self._hidden_bias), len(MOODS)),
        ]
        if not all(fit):
            raise ValueError("the arrays of the judgement's model do not fit together")

    def _moods_of(self, text: str) -> Mapping[Mood, float]:
        logits = self._ngrams.logits(marked(text)) + self._of_groups(text)
        read = shipped_encoder().features(tokens(text)[:MAX_TOKENS])
        meaning = softmax(np.maximum(read @ self._hidden + self._hidden_bias, 0) @ self._out + self._out_bias)
        found: dict[Mood, float] = dict(zip(MOODS, (MEANING_SHARE * meaning).tolist(), strict=True))
        for mood, probability in zip(self._moods, softmax(logits).tolist(), strict=True):
            found[mood] += (1 - MEANING_SHARE) * probability
        return found

    def _of_groups(self, text: str) -> Vector:
        known = [index for group in groups_in(text) if (index := self._index.get(group)) is not None]
        if not known:
            return self._nothing
        columns = np.fromiter(known, np.intp, len(known))
        values = self._idf.take(columns)
        values /= np.sqrt(values @ values)
        return cast("Vector", values @ self._weights.take(columns, axis=0))


@cache
def shipped() -> MoodModel:
    """The model that comes with the package, read once."""
    return MoodModel(read_arrays(MODEL.read_bytes()), read_arrays(NETWORK.read_bytes()))
