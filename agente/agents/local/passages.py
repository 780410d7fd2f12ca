"""Which passages of the company's material answer a message, however much is told around the question?"""

from agente.agents.local.clauses import to_the_point
from agente.agents.tools.knowledge import Finding, search_knowledge
from agente.knowledge.search import ANSWERABLE_COVERAGE, PassageSearch
from agente.packs.models import Locale

LONG = 60  # characters; what is shorter is all question


def find_passages(search: PassageSearch, text: str, locale: Locale) -> tuple[Finding, ...]:
    """The best first. When the whole message is covered badly, what a long one asks is looked up by itself."""
    found = search_knowledge(search, text, locale)
    if len(text) < LONG or (found and found[0].coverage >= ANSWERABLE_COVERAGE):
        return found
    tries = [found, *(search_knowledge(search, point, locale) for point in to_the_point(text))]
    return max(tries, key=lambda findings: findings[0].coverage if findings else 0.0)
