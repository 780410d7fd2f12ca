"""From text to comparable terms: accents folded, words stemmed, synonyms made one, words that say nothing left out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

import yaml
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from agente.packs.models import Locale

WORDS = Path(__file__).parent / "words"
MAX_WORD = 40
JOINED = "-"  # of two content words on a line of synonyms: "parar-carro" is "parar o carro" and "paro meu carro"
CACHED_WORDS = 4096  # customers and passages share most of them

_MARKS = re.compile(r"[\u0300-\u036f]+")
_X_RAY = frozenset({("raio", "x"), ("raios", "x")})
_WORD = re.compile(r"\d+|[^\W\d_]+")  # "24h" is "24" and "h"
_STEMMERS = {"pt-BR": "portuguese", "en": "english", "es": "spanish"}
# The stemmers know a suffix only with its accent, which customers leave out. The regular ones get it back.
_ACCENTS: dict[Locale, list[tuple[re.Pattern[str], str]]] = {
    "pt-BR": [
        (re.compile(r"^gravid(?=as?$)"), "grávid"),  # whose stem would be that of "grave" and "gravar"
        (re.compile(r"(?<=.)cao$"), "ção"),
        (re.compile(r"(?<=.)coes$"), "ções"),
        (re.compile(r"(?<=..)encia(s?)$"), r"ência\1"),
        (re.compile(r"(?<=..)ancia(s?)$"), r"ância\1"),
        (re.compile(r"(?<=.)avel$"), "ável"),
        (re.compile(r"(?<=.)ivel$"), "ível"),
    ],
    "es": [(re.compile(r"(?<=.)ion$"), "ión")],
    "en": [],
}


def fold(text: str) -> str:
    """Lower case, without accents."""
    text = text.lower()
    return text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text))


def words(text: str) -> list[str]:
    """The folded words of any text, markup and punctuation left out."""
    return [word[:MAX_WORD] for word in _WORD.findall(fold(text))]


def folded(text: str) -> str:
    """The folded words of any text joined by single spaces, as patterns of turns of phrase look at them."""
    return " ".join(words(text))


def x_rays_in_one(text_words: Sequence[str]) -> list[str]:
    """ "Raio x" in the one word that it has too: its "x" sets nothing against anything."""
    return [
        word if (before, word) not in _X_RAY else "radiografia"
        for before, word, after in zip(["", *text_words], text_words, [*text_words[1:], ""], strict=False)
        if (word, after) not in _X_RAY
    ]


def singular(word: str) -> str:
    """A folded Portuguese, English or Spanish word without the commonest plural endings; rough, the same for all."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith("ss"):
        return word
    for plural, ending in (("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("ois", "ol"), ("ns", "m")):
        if word.endswith(plural):
            return word.removesuffix(plural) + ending
    return word[:-2] if word.endswith(("res", "zes", "les")) and len(word) > 5 else word[:-1]


class Analyzer:
    """One language's way from words to terms."""

    def __init__(self, locale: Locale) -> None:
        lists = yaml.safe_load((WORDS / f"{locale}.yaml").read_text("utf-8"))
        self._accents = _ACCENTS[locale]
        self._stemmer: TextAnalyzer = (
            TextAnalyzerBuilder(Tokenizer.raw())
            .filter(Filter.stemmer(_STEMMERS[locale]))
            .filter(Filter.ascii_fold())
            .build()
        )
        self.stop_words = frozenset(lists["stop_words"].split())
        self._stem = lru_cache(maxsize=CACHED_WORDS)(self._find_stem)
        self._synonyms: dict[str, str] = {}
        for line in lists["synonyms"]:
            stems = [self._joined(word.split(JOINED)) for word in line.split()]
            self._synonyms |= dict.fromkeys(stems, stems[0])
        portuguese: dict[str, str] = lists.get("portuguese", {})
        self._in_portuguese = {word: meant for meant, own in portuguese.items() for word in own.split()}

    def term(self, word: str) -> str:
        """The term that stands for a folded word and all its forms and synonyms."""
        stem = self._stem(word)
        return self._synonyms.get(stem, stem)

    def in_portuguese(self, text: str) -> str:
        """The text with those of its words translated that a Portuguese reader would not know for their own."""
        return " ".join(self._in_portuguese.get(word, word) for word in words(text) if word not in self.stop_words)

    def has_synonyms(self, word: str) -> bool:
        """Whether a folded word is one of the language's own lists, and so no slip of another."""
        return self._stem(word) in self._synonyms

    def content_words(self, text: str) -> Iterator[str]:
        return (word for word in words(text) if word not in self.stop_words)

    def pair(self, word: str, following: str) -> str | None:
        """The term of two content words that mean one thing, when they do: of "parar" and "carro", to park."""
        return self._synonyms.get(self._joined((word, following)))

    def terms(self, text: str) -> set[str]:
        """Those of its content words."""
        return {self.term(word) for word in self.content_words(text)}

    def _joined(self, parts: Iterable[str]) -> str:
        return JOINED.join(map(self._stem, parts))

    def _find_stem(self, word: str) -> str:
        for suffix, accented in self._accents:
            word = suffix.sub(accented, word)
        return "".join(self._stemmer.analyze(word)) or word


@cache
def analyzer(locale: Locale) -> Analyzer:
    return Analyzer(locale)
