"""Which kind of meeting does a customer mean? By the titles and words that the pack gives its kinds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from agente.knowledge.analysis import singular, words
from agente.knowledge.vocabulary import one_edit_apart
from agente.packs.hours import BusinessHours
from agente.packs.models import BookingRules, Locale, LocalText, LocalTexts, MeetingKind, Text
from agente.packs.pack import Pack
from agente.scheduling.remembered import Own, is_kind_named, proposed_kind
from agente.scheduling.requests import Busy
from agente.scheduling.slots import Calendar
from agente.scheduling.when import MAX_CHARACTERS

REMEMBERED = 64  # texts: many readers ask which kind the parts of one message name
HEARD = 4  # of the customer's last messages: "vocês atendem criança?", then "quero marcar no sábado"
MIN_TYPO_LETTERS = 7  # "criansa"; shorter words are too often one letter from another: "filha", "ficha"

_PART_END = re.compile(r"[,.;:!?()\n]+")
_FOR = frozenset({"pra", "para", "pro", "pras", "pros", "p", "do", "da", "de", "dos", "das", "for", "of", "del"})
# "Não é pra criança": these, and before them only words of `_BETWEEN`. A Portuguese "no" is "in the".
_DENYING = frozenset({"nao", "n", "nem", "not", "isn", "aren", "don", "never", "nunca"})
_FUNCTION_WORDS = """
    e eh era seria sera vai ser foi sou o a os as um uma meu minha meus minhas mais t is it my an the to any
    es el la los las un una mi mis con com por
"""
# "N vai marcar odontopediatria pra mim", "não quero infantil": what is not to be booked either.
_WANTING = """
    vai vao vou quero queria pedi falei disse precisa preciso marcar marca marque marquem agendar agenda agende
    consulta don want need asked book quiero queria pedi agendes reservar reserves
"""
_BETWEEN = _FOR.union(_FUNCTION_WORDS.split())
_BETWEEN_WANTED = _BETWEEN.union(_WANTING.split())
# Behind "odontopediatria não": nothing of a question, as in "pro meu filho não tem horário?".
_CLOSING = frozenset(
    {"ne", "e", "eh", "era", "quero", "precisa", "por", "favor", "pf", "pfv", "please", "es", "quiero"}
)
_ALONG = frozenset({"junto", "juntos", "junta", "juntas", "comigo", "conmigo", "along"})
_REACH = 3  # words


class Named(NamedTuple):
    """What a message says of the kind; None: that it is not the one that it names."""

    kind: MeetingKind | None


class _Match(NamedTuple):
    kind: MeetingKind
    is_denied: bool
    is_for: bool  # "para meu filho", not only "meu filho"
    start: int  # of its words in the part
    end: int


class MeetingKinds:
    """A pack's kinds of meetings, ready to be recognised: plurals and typos in long words are forgiven."""

    def __init__(self, pack: Pack) -> None:
        self._kinds = pack.business.booking.kinds
        default, title = pack.default_locale, pack.business.booking.title
        # "Quero marcar a avaliação" names none, if all that is booked here is called that.
        common = list(_texts(title, default)) if title else []
        names = [(kind, *name) for kind in self._kinds for name in _names(kind, default) if name not in common]
        self._phrases = [
            (kind, locale, phrase, _may_have_typo(phrase))
            for kind, locale, text in names
            if (phrase := _forms(words(text)))
        ]
        self.named = lru_cache(maxsize=REMEMBERED)(self._named)

    def get(self, kind_id: object) -> MeetingKind | None:
        return next((kind for kind in self._kinds if kind.id == kind_id), None)

    def _named(self, text: str) -> Named | None:
        """The kind that a message names; what it is for counts more than who is spoken of, then the pack's order."""
        if not self._phrases:
            return None
        matches = [match for part in _PART_END.split(text[:MAX_CHARACTERS]) for match in self._in_part(words(part))]
        meant = [match for match in matches if not match.is_denied]
        if meant:
            order = [kind.id for kind in self._kinds]
            return Named(min(meant, key=lambda match: (not match.is_for, order.index(match.kind.id))).kind)
        return Named(None) if matches else None

    def wanted(self, text: str, said: Sequence[str], state: Mapping[str, Any], own: Own | None) -> MeetingKind | None:
        """The kind that a message is about: what it names, else what was talked about.

        `said` are the customer's messages before it. Who has a meeting talks of that one.
        """
        if not self._kinds:
            return None
        if named := self.named(text):
            return named.kind
        offered = proposed_kind(state)  # or of the meeting that was cancelled just before
        if is_kind_named(state):
            return self.get(offered)
        if own:
            return self.get(offered or own.kind)
        earlier = (named for text in reversed(said[-HEARD:]) if (named := self.named(text)))
        return next((named.kind for named in earlier), self.get(offered))

    def beside(self, part: list[str], kind: MeetingKind) -> tuple[list[str], int]:
        """The words that do not name the kind, and how often the others do."""
        places = {(match.start, match.end) for match in self._in_part(part) if match.kind == kind}
        naming = {place for start, end in places for place in range(start, end)}
        return [word for place, word in enumerate(part) if place not in naming], len(places)

    def _in_part(self, part: list[str]) -> Iterator[_Match]:
        forms = _forms(part)
        said = set(forms)
        for kind, locale, phrase, may_have_typo in self._phrases:
            if phrase[0] not in said and not may_have_typo:
                continue
            for start in range(len(part) - len(phrase) + 1):
                end = start + len(phrase)
                same = forms[start:end] == phrase or (may_have_typo and _is_typo(forms[start], phrase[0]))
                if not same:
                    continue
                is_for = not _FOR.isdisjoint(part[max(0, start - _REACH + 1) : end])
                if is_for or _ALONG.isdisjoint(part[end : end + _REACH]):
                    yield _Match(kind, _is_denied(part, start, end, locale), is_for, start, end)


def calendar_of(
    kind: MeetingKind | None, hours: BusinessHours, rules: BookingRules, now: datetime, busy: Sequence[Busy]
) -> Calendar:
    """The business's calendar for meetings of a kind; those of all kinds share what is taken."""
    if kind and kind.hours:
        hours = hours.narrowed(kind.hours)
    return Calendar(hours, rules.model_copy(update={"duration_minutes": length_of(kind, rules)}), now, busy)


def length_of(kind: MeetingKind | None, rules: BookingRules) -> int:
    """In minutes."""
    return (kind and kind.duration_minutes) or rules.duration_minutes


def _names(kind: MeetingKind, default: Locale) -> Iterator[tuple[Locale, str]]:
    yield from _texts(kind.title, default)
    yield from _texts(kind.words, default)


def _texts(told: LocalText | LocalTexts, default: Locale) -> Iterator[tuple[Locale, str]]:
    """Each with its language; what has none is in the pack's own."""
    by_locale: dict[Locale, Text | list[Text]] = told if isinstance(told, dict) else {default: told}  # type: ignore[assignment]
    for locale, own in by_locale.items():
        yield from ((locale, text) for text in ([own] if isinstance(own, str) else own))


def _forms(text_words: Sequence[str]) -> list[str]:
    """Not their stems: "bebê" is not "beber"."""
    return [singular(word) for word in text_words]


def _may_have_typo(phrase: Sequence[str]) -> bool:
    return len(phrase) == 1 and len(phrase[0]) >= MIN_TYPO_LETTERS


def _is_typo(word: str, name: str) -> bool:
    return word[0] == name[0] and one_edit_apart(word, name)


def _is_denied(part: Sequence[str], start: int, end: int, locale: Locale) -> bool:
    denying = _DENYING if locale == "pt-BR" else _DENYING | {"no"}
    if len(part) > end and part[end] in denying and _CLOSING.issuperset(part[end + 1 :]):
        return True  # "pro meu filho não"
    before = next((word for word in reversed(part[:start]) if word not in _BETWEEN_WANTED), "")
    return before in denying
