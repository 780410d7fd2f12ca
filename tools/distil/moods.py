"""What the teacher and the student of the handoff's judgement read."""

import re
import zlib

from wordfreq import zipf_frequency

from agente.handoff.corpus_files import NOT_CALM, load
from agente.intents.examples import Example, flatten, load_corpus
from agente.packs.models import Locale

_LANGUAGES: dict[str, Locale] = {"pt": "pt-BR", "en": "en", "es": "es"}
_LIKELIER = {"pt": 1.03}  # where two languages know the words as well
_WORD = re.compile(r"[^\W\d_]+")

Mooded = tuple[str, Locale, str]  # a mood, the language of a message, the message


def corpus() -> list[Mooded]:
    return [(label.partition(".")[0], locale_of(text), text) for label, text in load()]


def everyday() -> list[Example]:
    """The router's messages that by what they are for call nobody."""
    return [example for example in flatten(load_corpus()) if example.intent not in NOT_CALM]


def is_one_in(text: str, count: int) -> bool:
    return zlib.crc32(text.encode()) % count == 0


def locale_of(text: str) -> Locale:
    """Whose words are the more frequent ones."""
    words = _WORD.findall(text.lower())
    known = {
        language: _LIKELIER.get(language, 1.0) * sum(zipf_frequency(word, language) for word in words)
        for language in _LANGUAGES
    }
    return _LANGUAGES[max(known, key=lambda language: known[language])]
