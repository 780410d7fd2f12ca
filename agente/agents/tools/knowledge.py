"""What does the company's own material say?"""

from dataclasses import dataclass

from agente.knowledge.search import PassageSearch, best_sentences
from agente.packs.models import Locale
from agente.packs.pack import Passage

QUOTED_CHARACTERS = 600
CONSIDERED = 3
NEARLY = 0.9  # of the highest coverage is as good as it


@dataclass(frozen=True, slots=True)
class Finding:
    """The passage that answers best; `coverage` (0 to 1) is the share of the question that it has."""

    passage: Passage
    coverage: float

    def quote(self, question: str, default_locale: Locale) -> str:
        """What of the passage answers the question."""
        return best_sentences(self.passage, question, QUOTED_CHARACTERS, default_locale)


def search_knowledge(search: PassageSearch, question: str, locale: Locale) -> tuple[Finding, ...]:
    """The best ranked of the passages that cover about the most of the question, then the others as ranked."""
    hits = search.search(question, locale, CONSIDERED)
    most = max((hit.coverage for hit in hits), default=0.0)
    hits.sort(key=lambda hit: hit.coverage < NEARLY * most)
    return tuple(Finding(hit.passage, hit.coverage) for hit in hits)
