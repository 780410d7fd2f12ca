"""In which language is the reply? The customer's, as soon as they show it, and not because of a product's name."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from typing import get_args

from agente.intents.router import Classification
from agente.kit.patterns import Pattern, regex
from agente.knowledge.analysis import analyzer, words
from agente.packs.models import Locale

SURE_OF_LOCALE = 0.8
SURE_WITHOUT_FUNCTION_WORDS = 0.95  # content words are too often names, brands and loans
TELLING_WORDS = 2  # of another language and none of the present one: unmistakable, however short the message

_ADDRESS = re.compile(r"\S{0,80}(?:@|://|www\.)\S{0,200}")
# Telling words beside the stop words of the knowledge base.
_MORE: dict[Locale, str] = {
    "pt-BR": "obrigado obrigada valeu preco precos nao quero planos sim anual mensal hoje cartao fechado cade",
    "en": "thank thanks hello price prices plans close today tomorrow yes much bye talk speak cost costs buy really",
    "es": "cuesta cuestan gracias precio precios usted hoy manana abren cierran tarjeta envio hablar persona planes",
}
# Told by none, though only one of the lists has them: also a word, a loan or a name in another of the languages.
_SHARED = (
    "ok plan delivery help up us open dias vale van va mi son si entrega horario nos on in me am all re ve ll it ja da"
    " das dos do em ta la un es en con sin sea van solo caso tipo gente posse"
)


_LANGUAGE_NAMES: dict[Locale, str] = {
    "pt-BR": "portugues|portuguese|brasileiro",
    "en": "ingles|english",
    "es": "espanhol|espanol|castellano|spanish",
}
LANGUAGES: dict[Locale, str] = {"pt-BR": "language_pt", "en": "language_en", "es": "language_es"}  # as phrases
_ASKED_FOR: dict[Locale, Pattern] = {
    locale: re.compile(
        rf"\b(?:em|in|en|fal\w+|speak\w*|habl\w+|prefir\w+|prefer\w*|write|answer|reply|switch to|respond\w+)"
        rf" (?:(?:em|in|en|me|to|o) )?(?:{names})\b"
    )
    for locale, names in _LANGUAGE_NAMES.items()
}


# "Quem apresenta fala espanhol?" asks it of somebody else.
_OF_SOMEBODY = regex(
    r"\b(?:quem|que|alguem|who|that|someone|somebody|anyone|quien|alguien)(?: \w+){0,2}"
    rf" (?:fal|speak|habl)\w* (?:{'|'.join(_LANGUAGE_NAMES.values())})\b"
)


def language_asked_for(spoken: str, locales: Collection[Locale]) -> Locale | None:
    """The language that folded words ask to go on in: "prefiro português", "in English, please"."""
    asked_for = (locale for locale in locales if _ASKED_FOR[locale].search(spoken))
    return None if _OF_SOMEBODY.search(spoken) else next(asked_for, None)


def reply_locale(
    text: str,
    free_words: Sequence[str],
    classification: Classification,
    current: Locale,
    spoken: Collection[Locale],
    first: bool,
) -> Locale:
    """`current` unless the message shows another language that the business speaks.

    `free_words` are the message's folded words outside the names of products. One word alone switches only a
    conversation's `first` message: "thanks", "gracias" and "ok" are said in all three languages. What is mixed stays.
    """
    if asked_for := language_asked_for(" ".join(free_words), spoken):
        return asked_for
    shown = _without_addresses(text, free_words)
    if not shown or (len(shown) == 1 and not first):
        return current
    votes = _votes(text, shown)
    guess = classification.locale
    if guess != current and guess in spoken and (votes[guess] > 2 * votes[current] or not votes[current]):
        needed = SURE_OF_LOCALE if votes[guess] else SURE_WITHOUT_FUNCTION_WORDS
        if classification.locale_confidence >= needed:
            return guess
    least = 1 if first and len(shown) == 1 else TELLING_WORDS
    others = [locale for locale in spoken if votes[locale] >= least and votes[locale] == votes.total()]
    return others[0] if others else current


def _without_addresses(text: str, free_words: Sequence[str]) -> Sequence[str]:
    if "@" not in text and "://" not in text and "www." not in text:
        return free_words
    addresses = {word for address in _ADDRESS.findall(text) for word in words(address)}
    return [word for word in free_words if word not in addresses]


def _votes(text: str, shown: Sequence[str]) -> Counter[Locale]:
    telling = _telling_words()
    votes = Counter(telling[word] for word in shown if word in telling)
    if "¿" in text or "¡" in text:
        votes["es"] += TELLING_WORDS
    return votes


@cache
def _telling_words() -> dict[str, Locale]:
    """The function words that a single one of the languages has, each with its language."""
    locales: tuple[Locale, ...] = get_args(Locale)
    known = {locale: analyzer(locale).stop_words | set(_MORE[locale].split()) for locale in locales}
    shared = _SHARED.split()
    seen = Counter(word for own in known.values() for word in own)
    return {
        word: locale
        for locale, own in known.items()
        for word in own
        if seen[word] == 1 and len(word) > 1 and word not in shared
    }
