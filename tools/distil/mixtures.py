"""Messages that nobody wrote, for the teacher to label: the student learns from them how the teacher judges.

They need not make sense, only be near to what customers write: words replaced by their neighbours, clauses of several
messages put together, words in the order in which the corpus has them, fragments.
"""

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from agente.intents.examples import Example
from agente.packs.models import Locale
from tools.distil.noise import noisy

_CLAUSE = re.compile(r"(?<=[.!?;,…])\s+|\s+(?=(?:mas|porque|pq|e|but|because|and|so|pero|porque|y)\s)")
_WORD = re.compile(r"[^\W\d_]+")
LONGEST = 40  # words
Neighbours = Mapping[str, Sequence[str]]


class Mixer:
    def __init__(self, examples: Sequence[Example], neighbours: Neighbours, seed: int) -> None:
        self.chance = random.Random(seed)
        self.neighbours = neighbours
        self.examples = examples
        self.clauses: dict[Locale, list[str]] = defaultdict(list)
        self.following: dict[Locale, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
        for _, locale, text in examples:
            self.clauses[locale] += [clause for clause in _CLAUSE.split(text) if clause]
            words = ["", "", *text.split(), ""]
            for first, second, third in zip(words, words[1:], words[2:], strict=False):
                self.following[locale][first, second].append(third)

    def message(self) -> str:
        """One new message."""
        example = self.chance.choice(self.examples)
        kind = self.chance.random()
        if kind < 0.35:
            text = self.replaced(example.text, 0.4)
        elif kind < 0.65:
            text = self.replaced(self.recombined(example), 0.15)
        elif kind < 0.85:
            text = self.replaced(self.chained(example.locale), 0.15)
        else:
            text = self.replaced(self.fragment(example.text), 0.15)
        return noisy(text, example.locale, self.chance) if self.chance.random() < 0.6 else text

    def replaced(self, text: str, share: float) -> str:
        def other(found: re.Match[str]) -> str:
            near = self.neighbours.get(found[0].lower())
            return self.chance.choice(near) if near and self.chance.random() < share else found[0]

        return _WORD.sub(other, text)

    def recombined(self, example: Example) -> str:
        own = [clause for clause in _CLAUSE.split(example.text) if clause]
        locale = example.locale if self.chance.random() < 0.9 else self.chance.choice(list(self.clauses))
        others = self.chance.choices(self.clauses[locale], k=self.chance.randint(1, 2))
        parts = [*self.chance.sample(own, min(len(own), self.chance.randint(1, 2))), *others]
        self.chance.shuffle(parts)
        return " ".join(parts)

    def chained(self, locale: Locale) -> str:
        words = ["", ""]
        while len(words) < LONGEST:
            word = self.chance.choice(self.following[locale][words[-2], words[-1]])
            if not word:
                break
            words.append(word)
        return " ".join(words[2:])

    def fragment(self, text: str) -> str:
        words = text.split()
        length = self.chance.randint(1, max(1, len(words) * 2 // 3))
        start = self.chance.randint(0, len(words) - length)
        return " ".join(word for word in words[start : start + length] if self.chance.random() < 0.95) or text
