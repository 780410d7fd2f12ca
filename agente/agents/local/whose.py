"""For whom is a meeting? "A do meu filho", "o dele", "a minha", "pro Pedro": told in few words, kept, and recognised.

Kept as `role:gender`, where either may be empty: `child:m`, `any:f` ("o dela"), `me:`, or as a name: `@pedro`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from agente.agents.local.cues import cue
from agente.agents.local.meeting_cues import BOOKING, MEETING, OTHER_TIME, TIME_WORD
from agente.agents.local.second_meeting_cues import (
    A_NAME,
    BESIDE_THEIRS,
    FOR_A_NAME,
    FOR_ME,
    NAME,
    SECOND_FOR,
    SOMEBODY,
)
from agente.knowledge.analysis import folded, words

REMEMBERED = 64  # texts: many readers ask it of the parts of one message
ME: Final = "me:"
_NAMED: Final = "@"
_ANY: Final = "any"

_ROLES = {
    "child": r"filh\w+|menin[oa]s?|crianca\w*|caculas?|son|daughter|kids?|child|hij[oa]s?|nin[oa]s?",
    "sibling": r"irma\w*|brother|sister|herman[oa]s?",
    "spouse": r"marid\w+|espos\w+|mulher|husband|wife|namorad\w+",
    "parent": r"mae|pai|mom|mother|dad|father|madre|padre|mama|papa",
    "grandchild": r"net[oa]s?|sobrinh\w+",
    _ANY: r"el[ea]s?|him|her|ell[oa]s?",
}
_ROLE = tuple((role, re.compile(rf"(?:{names})")) for role, names in _ROLES.items())
_CHILDREN: Final = frozenset({"child", "grandchild"})
_ALIKE: Final = frozenset({"child", "grandchild", "sibling", _ANY})  # may be of the same kind as the first one
_MALE = re.compile(r"(?:\w+o|\w*inho|ele|el|him|son|brother|husband|dad|father|pai|padre|papa)s?")
_FEMALE = re.compile(r"(?:\w+a|ela|her|daughter|sister|wife|mom|mother|mae|mulher|madre)s?")
_SOMEBODY: Final = re.compile(SOMEBODY)
_THEIRS: Final = cue(
    rf"(?:pr[oa]s?|para|p|d[oa]s?|o|a|os|as|meus?|minhas?|for|my|the|del?|la|mi|com|outr[oa]) ({SOMEBODY})"
)
_FOR_THEM: Final = cue(
    rf"(?:pr[oa]s?|para|p|d[oa]s?|for|del?) (?:(?:o|a|os|as|meus?|minhas?|my|the|mi|la|el|outr[oa]) ){{0,2}}{SOMEBODY}"
)
_FOR_SOMEBODY: Final = cue(rf"(?:(?:e|eh|seria|is|it s|es) )?{FOR_A_NAME}$")
_OF_THEM: Final = cue(r"d(el[ea]s?)|(?:levo|levar|quero|atende|marca|agenda) (el[ea])")
_MINE: Final = cue(
    rf"(?:a|o|la|el) (?:minha|meu|mia|mio)(?= (?:_|{MEETING}|{TIME_WORD}|e|eh|ser|seria|pode|podia|quero|queria|n[ao]"
    r"|pr[ao]|para|as|el|fica|ficar|ficou|continua|segue|esta|ta|tambem|tb|outr\w+|em|logo|depois|antes)\b|$)",
    rf"(?:minha|meu|my|mi) (?:_|{MEETING})",
    r"^mine|(?:and|for) mine",
    rf"^(?:e |y )?(?:eu|yo) (?:(?:uma?|[ao]|una?) )?(?:_|{MEETING})(?! \w)",  # "ele avaliação e eu limpeza"
)
_FOR_ME: Final = cue(FOR_ME)
_ONE_FOR_ME: Final = cue(rf"(?:_|{MEETING}|uma?|outr[oa]|one|another|un[ao]|otr[oa]) {FOR_ME}")
# "O segundo pra mim", "sábado às 10 pra mim": one time of several, and "15h pra mim é ruim" is none.
_TIME: Final = rf"(?:{TIME_WORD}|h|hs|horas?|manha|tarde|o?clock|am|pm)"
_ORDINAL: Final = r"(?:primeir[oa]|segund[oa]|terceir[oa]|ultim[oa]|first|second|third|last)"
_TIME_FOR_ME: Final = cue(
    rf"(?:{_TIME}|{_ORDINAL}|esse|essa|this|that) {FOR_ME}$",
    r"^(?:e )?(?:pr[ao]|para|for) (?:mim|me|mi)(?: tambem)?$",
)
# "As 11 pro rafael", "o do rafael", "o das 11 é da marlene".
_TIME_FOR_NAME: Final = cue(
    rf"(?:{_TIME}|{_ORDINAL}|(?:e|eh|seria|is|es)(?= \w+ (?:[oa] )?\w+$)) {FOR_A_NAME}"
    r"(?= (?:e|tambem|por favor|pf|pfv|please|ok)\b|$)"
)
IS_THEIRS: Final = cue(
    rf"(?:[oa]|el|la|the one) (?:d[aeo]s?|de las?|at) (?:_|{_TIME})(?: h)? (?:e|eh|es|is) (?:d|pr|p|for|m)\w*"
)
_OF_A_NAME: Final = cue(rf"(?:o|a|el|la|d[ao]s (?:_|{_TIME})(?: h)? (?:e|eh|es)) (?:d[oa]|del?) {NAME}")
_I_AM: Final = r"\b(?:sou|aqui (?:e|eh|fala)|meu nome|i m|i am|my name|soy|mi nombre)"
_IS_CALLED: Final = r"(?: (?:se chama|chamad[oa]|e|eh|is|called|se llama|es))?(?: [oa])?"
_CAPITAL: Final = re.compile(r"\b(?:pr[oa]|para|for) (?:[oa] |el |la )?([A-ZÀ-Ú][a-zà-ú]{2,})")


@lru_cache(maxsize=REMEMBERED)
def whose_is(text: str, spoken: str) -> str | None:
    """For whom a part of a message wants a meeting, or whose it speaks of; `spoken` are its words, names left out."""
    spoken = BESIDE_THEIRS.sub(" ", spoken)
    if theirs := _THEIRS.search(spoken):
        return _kept(theirs[1])
    for name in _CAPITAL.findall(text):
        plain = "".join(words(name))
        if A_NAME.fullmatch(plain) and plain in spoken.split():
            return f"{_NAMED}{plain}"
    another = SECOND_FOR.search(spoken)
    if another and another["name"]:
        return f"{_NAMED}{another['name']}"
    if named := _TIME_FOR_NAME.search(spoken) or _OF_A_NAME.search(spoken):
        return f"{_NAMED}{named['name']}"
    if theirs := _OF_THEM.search(spoken):
        return _kept(theirs[1] or theirs[2])
    if any(mine.search(spoken) for mine in (_MINE, _TIME_FOR_ME, _ONE_FOR_ME)):
        return ME
    books = BOOKING.search(spoken) or OTHER_TIME.search(spoken)
    return ME if books and _FOR_ME.search(spoken) else None


def is_name(whose: str) -> bool:
    """Whether somebody is known by name."""
    return whose.startswith(_NAMED)


def is_pointed(whose: str) -> bool:
    """Whether it is only pointed at somebody: "ela"."""
    return whose.partition(":")[0] == _ANY


def wants_for(spoken: str) -> bool:
    """Whether it is told of whom a meeting is, "a do meu filho", and not who does something: "meu marido leva ele"."""
    return _FOR_THEM.search(spoken) is not None or not _THEIRS.search(spoken)


def is_somebody_else(name: str, text: str) -> bool:
    """Whether a name is told of another one than the writer: "pra ela, Marlene", "meu marido é o Rafael"."""
    first, said = next(iter(words(name)), ""), folded(text)
    if re.search(rf"{_I_AM}(?: \w+){{0,4}} {re.escape(first)}\b", said):
        return False
    if re.search(rf"\bd?(?:{SOMEBODY}|paciente|patient){_IS_CALLED} {re.escape(first)}\b", said):
        return True
    return any(found["name"] == first for told in (_TIME_FOR_NAME, _OF_A_NAME) for found in told.finditer(said))


def behind_person(text: str) -> str:
    """What stands behind whom it names: "sábado de manhã" of "pro meu marido sábado de manhã"."""
    told = text.split()
    place = next((place for place, word in enumerate(told) if any(map(_SOMEBODY.fullmatch, words(word)))), -1)
    return " ".join(told[place + 1 :])


def may_be_same(whose: str | None, other: str | None) -> bool:
    """Whether two ways of saying it may mean one person; who was not told of may be the customer."""
    whose, other = whose or ME, other or ME
    if whose == other or ME in (whose, other):
        return whose == other
    if whose.startswith(_NAMED) or other.startswith(_NAMED):
        return not (whose.startswith(_NAMED) and other.startswith(_NAMED))
    (role, _, gender), (other_role, _, other_gender) = whose.partition(":"), other.partition(":")
    same_role = role == other_role or _ANY in (role, other_role) or {role, other_role} == _CHILDREN
    return same_role and (gender == other_gender or not (gender and other_gender))


def is_named(whose: str | None, said: Sequence[str]) -> bool:
    """Whether somebody who is known by name is named."""
    return whose is not None and whose.startswith(_NAMED) and whose.removeprefix(_NAMED) in said


def as_named(name: str) -> str:
    """Somebody's name as it is kept."""
    return f"{_NAMED}{next(iter(words(name)), '')}"


def name_kept(whose: str | None) -> str:
    """The name that is kept; empty of whom none was told."""
    return whose.removeprefix(_NAMED).capitalize() if whose and whose.startswith(_NAMED) else ""


def without_somebody(said: Sequence[str]) -> list[str]:
    """The words without for whom it is: "o segundo" of "o segundo pro meu pai", and of "o segundo, é pro Paulo"."""
    return _FOR_SOMEBODY.sub(" ", _FOR_THEM.sub(" ", " ".join(said))).split()


def is_one_person(whose: str | None) -> bool:
    """Whether it can be nobody else: somebody may have two sons."""
    return whose is not None and (whose == ME or whose.startswith(_NAMED))


def may_be_alike(whose: str | None) -> bool:
    """Whether a meeting for them may be of the kind of the one before: of a brother it may, of a husband not."""
    return whose is None or whose.startswith(_NAMED) or whose.partition(":")[0] in _ALIKE


def _kept(named: str) -> str:
    role = next((role for role, names in _ROLE if names.fullmatch(named)), named)
    gender = "m" if _MALE.fullmatch(named) else "f" if _FEMALE.fullmatch(named) else ""
    return f"{role}:{gender}"
