"""What every answerer has at hand: one business, prepared once."""

from agente.agents.phrases import Phrases
from agente.agents.prices import PriceTexts
from agente.agents.tools.catalog import MIN_NAME_LETTERS, Catalog
from agente.knowledge.analysis import words
from agente.knowledge.search import PassageSearch
from agente.packs.pack import Pack
from agente.scheduling.days import HolidayNames


class Toolbox:
    def __init__(self, pack: Pack, sends_email: bool = False) -> None:
        """Without `sends_email` nobody is promised a summary of the conversation."""
        self.pack = pack
        self.sends_email = sends_email
        self.catalog = Catalog(pack)
        self.search = PassageSearch(pack.passages, pack.default_locale)
        self.phrases = Phrases(pack)
        self.prices = PriceTexts(pack, self.phrases)
        self.holidays = HolidayNames(pack.business.holidays)
        self._business_name = frozenset(words(pack.business.name))
        self.handoff_keywords = _folded(pack.policies.handoff.keywords)
        self.forbidden_topics = _folded(pack.policies.forbidden_topics)

    def names_business(self, text_words: list[str]) -> bool:
        """Whether a word of the business's own name is there: what is asked about it is not out of its scope."""
        return any(word in self._business_name for word in text_words if len(word) >= MIN_NAME_LETTERS)


def _folded(texts: list[str]) -> tuple[str, ...]:
    return tuple(f" {' '.join(words(text))} " for text in texts)
