"""Which passages of the company's material answer what a long message asks, without the story around it?"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from agente.agents.local import cues
from agente.agents.local.abbreviations import written_out
from agente.agents.local.clauses import SENTENCE_END, main_clauses, to_the_point
from agente.agents.tools.knowledge import Finding, search_knowledge
from agente.agents.turn import TurnInput
from agente.knowledge.analysis import analyzer, folded, words
from agente.knowledge.search import Likely, PassageSearch
from agente.packs.models import Locale

# What is told of children only, and who is none.
_OF_CHILDREN = re.compile(
    r"\b(?:menor(?:es)? de (?:18|idade|edad)|criancas?|bebes?|under 18|minors?|child(?:ren)?|nin[oa]s?)\b"
)
_CHILD = re.compile(
    r"\b(?:filh\w+|menin[oa]s?|criancas?|bebes?|net[oa]s?|sobrinh[oa]s?|menor(?:es)?|son|daughter|kids?|child(?:ren)?|baby"
    r"|minors?|hij[oa]s?|nin[oa]s?|adolescentes?)\b"
)
_ADULT = re.compile(
    r"\b(?:pai|mae|avos?|sogr[oa]|marido|espos[oa]|mulher|idos[oa]s?|adult[oa]s?|father|mother|dad|mom|grand\w+|husband"
    r"|wife|elderly|adults?|padre|madre|abuel[oa]s?)\b"
)
_AGED = re.compile(r"\b(\d{1,3}) (?:anos?|years?)\b(?! (?:de|of|em|in) (?!idade|age|edad))")
Found = TypeVar("Found", Finding, Likely)
ADULT_FROM = 18  # years
REMEMBERED = 4096  # passages


def for_them(found: Iterable[Found], turn: TurnInput) -> tuple[Found, ...]:
    """Those that may be meant for whom the talk is about: what is told of children is nothing for a father."""
    found = tuple(found)
    general = tuple(each for each in found if not _is_of_children(each.passage.title, each.passage.text))
    return general if len(general) < len(found) and _is_adult(turn) else found


@lru_cache(maxsize=REMEMBERED)
def _is_of_children(title: str, text: str) -> bool:
    first = SENTENCE_END.split(text, maxsplit=1)[0]
    return _OF_CHILDREN.search(folded(f"{title} {first}")) is not None


def _is_adult(turn: TurnInput) -> bool:
    """By the latest thing that the customer told of somebody's age or relation."""
    before = (said.text for said in reversed(turn.history) if said.role == "customer")
    for text in map(folded, (turn.text, *before)):
        if aged := _AGED.search(text):
            return int(aged[1]) >= ADULT_FROM
        if _CHILD.search(text):
            return False
        if _ADULT.search(text):
            return True
    return False


def find_in_parts(search: PassageSearch, text: str, locale: Locale) -> tuple[Finding, ...]:
    """Those of the question that is covered best, the best first; none when the message is all one question."""
    asked = (*to_the_point(text), *main_clauses(text))
    points = [point for point in asked if len(point) < len(text) and _tells(point, locale)]
    tries = [search_knowledge(search, point, locale) for point in points]
    return max(tries, key=lambda findings: findings[0].coverage if findings else 0.0, default=())


def _tells(point: str, locale: Locale) -> bool:
    """Whether a question says what it is about: "quanto seria por mês?" does not."""
    stop_words = analyzer(locale).stop_words
    said = written_out(words(point))
    if cues.MUST.search(" ".join(said)):  # "tem que levar algo?", though one also says "se eu levar 3"
        return not stop_words.issuperset(said)
    empty = stop_words | cues.FILLER | cues.OFFERED
    return not empty.issuperset(said)
