"""Which passages of the company's material answer what a long message asks, without the story around it?"""

from agente.agents.local import cues
from agente.agents.local.clauses import main_clauses, to_the_point
from agente.agents.tools.knowledge import Finding, search_knowledge
from agente.knowledge.analysis import analyzer, words
from agente.knowledge.search import PassageSearch
from agente.packs.models import Locale


def find_in_parts(search: PassageSearch, text: str, locale: Locale) -> tuple[Finding, ...]:
    """Those of the question that is covered best, the best first; none when the message is all one question."""
    asked = (*to_the_point(text), *main_clauses(text))
    points = [point for point in asked if len(point) < len(text) and _tells(point, locale)]
    tries = [search_knowledge(search, point, locale) for point in points]
    return max(tries, key=lambda findings: findings[0].coverage if findings else 0.0, default=())


def _tells(point: str, locale: Locale) -> bool:
    """Whether a question says what it is about: "quanto seria por mês?" does not."""
    stop_words = analyzer(locale).stop_words
    said = cues.written_out(words(point))
    if cues.MUST.search(" ".join(said)):  # "tem que levar algo?", though one also says "se eu levar 3"
        return not stop_words.issuperset(said)
    empty = stop_words | cues.FILLER | cues.OFFERED
    return not empty.issuperset(said)
