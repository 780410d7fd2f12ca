"""Does a sentence say what the business must not say: a promise, a topic? Not when it says that it is not so."""

import re
from collections.abc import Iterable, Sequence

from agente.guardrails.folding import fold
from agente.packs.models import Locale

_WORD = re.compile(r"\w+")
_ARTICLES = "de do da dos das o a os as e em no na um uma el la los las un una y en the of an and to for"
_SMALL_WORDS = frozenset(_ARTICLES.split())
_NO = (
    "nao nem nunca jamais nenhum nenhuma tampouco sem never not cannot without none neither unable jamas ningun"
    " ninguna tampoco sin infelizmente unfortunately lamentablemente cant dont wont isnt arent doesnt didnt"
    " wouldnt couldnt"
)
_NEGATIONS = frozenset(_NO.split())
_CLAUSE_END = re.compile(r"[,;:.!?\n\u2013\u2014]")
_REACH = 8  # words before a promise in which a negation denies it

# What no business should let a program promise, in whatever words.
_RESULTS = (
    r"(?:resultados?|retornos?|lucros?|vendas|ganhos|sucesso|aprovac\w+|economia|results?|returns?|profits?|sales|success"
    r"|savings|ventas|ganancias|exito|beneficios|aumento|increase)"
)
_GUARANTEES = re.compile(
    rf"\b(?:garant(?:imos|o|e|ia d[eo]|ias de|imos que|izamos|iza|izo)|we guarantee|i guarantee|guaranteed?|prometemos"
    r"|we promise)"
    rf" (?:(?:que|o|a|os|as|um|uma|seu|sua|seus|suas|mais|el|la|los|las|un|una|you|your|more|the|an|a|de|that|as suas"
    rf"|os seus|de \d+%|\d+%) ){{0,3}}{_RESULTS}\b"
    rf"|\b{_RESULTS} (?:100% |cem por cento )?(?:garanti\w+|guaranteed|asegurad\w+)"
    r"|\b(?:risco zero|sem risco nenhum|zero risk|risk[- ]free|cero riesgo)\b"
)

_GUARANTEE_SIGNS = ("garant", "guarant", "promet", "promis", "asegurad", "risco", "risk", "riesgo")


class Wording:
    """The phrases that a pack forbids, prepared once."""

    def __init__(self, promises: Iterable[str], topics: Iterable[str]) -> None:
        self._promises = [
            (phrase, content, frozenset(word[:4] for word in content))
            for phrase in promises
            for content in [_content(phrase)]
        ]
        either = "|".join(re.escape(fold(topic)) for topic in topics)
        self._topic = re.compile(rf"(?<!\w)(?:{either})(?:s|es)?(?!\w)") if either else None

    def promises(self, sentence: str, locale: Locale) -> list[str]:
        """The forbidden promises that a folded sentence makes, as the pack has them."""
        words = _words(sentence)
        stems = {word[:4] for word in words}
        possible = [(phrase, content) for phrase, content, needed in self._promises if needed <= stems]
        return [phrase for phrase, content in possible if _made(content, words, locale)]

    def topics(self, sentence: str, locale: Locale) -> list[str]:
        """The forbidden topics that a folded sentence speaks of, in its own words, unless it declines to."""
        found = [match[0] for match in self._topic.finditer(sentence)] if self._topic else []
        return [] if found and is_denied(sentence, locale) else found


def guaranteed_result(sentence: str, locale: Locale) -> str | None:
    """The guarantee of a result that a folded sentence gives, in whatever words."""
    if not any(sign in sentence for sign in _GUARANTEE_SIGNS):
        return None
    guarantee = _GUARANTEES.search(sentence)
    return guarantee[0] if guarantee and not is_denied(sentence[: guarantee.start()], locale) else None


def is_denied(text: str, locale: Locale) -> bool:
    """Whether a folded text says no to something. "no" does so in English and Spanish alone."""
    words = _words(text)
    return not _NEGATIONS.isdisjoint(words) or (locale != "pt-BR" and "no" in words)


def is_declined(before: str, locale: Locale) -> bool:
    """Whether the clause that leads up to a value says no to it: "não consigo dar 90%", not "sem problema, 90%"."""
    return is_denied(_CLAUSE_END.split(before)[-1], locale)


def _words(folded: str) -> list[str]:
    """Words, with "can't" as one."""
    return _WORD.findall(folded.replace("'", "").replace("\u2019", ""))


def _content(phrase: str) -> list[str]:
    words = _WORD.findall(fold(phrase))
    return [word for word in words if word not in _SMALL_WORDS] or words


def _made(content: Sequence[str], words: Sequence[str], locale: Locale) -> bool:
    """Whether the words stand close together, in any order and inflection, and nothing before them denies them."""
    places = [[index for index, word in enumerate(words) if _same(word, wanted)] for wanted in content]
    if not all(places):
        return False
    for first in places[0]:
        nearest = [min(options, key=lambda index: abs(index - first)) for options in places]
        start, end = min(nearest), max(nearest)
        between = [word for word in words[start : end + 1] if word not in _SMALL_WORDS]
        if len(set(nearest)) == len(content) and len(between) <= len(content) + 2:
            before = [word for word in words[max(0, start - _REACH) : start] if word not in content]
            return not is_denied(" ".join(before), locale)
    return False


def _same(word: str, wanted: str) -> bool:
    """ "vitalícia" and "vitalício", "dobrar" and "dobramos"; short words are only themselves."""
    if len(wanted) <= 4:
        return word == wanted
    return word.startswith(wanted[: max(4, len(wanted) - 3)]) and abs(len(word) - len(wanted)) <= 4
