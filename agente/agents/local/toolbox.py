"""What every answerer has at hand: one business, prepared once."""

from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

from agente.agents.phrases import Phrases
from agente.agents.prices import PriceTexts
from agente.agents.tools.catalog import MIN_NAME_LETTERS, Catalog
from agente.agents.tools.knowledge import Finding
from agente.knowledge.analysis import folded, words
from agente.knowledge.search import LIKELY, PassageSearch
from agente.packs.models import Locale, Product
from agente.packs.pack import Pack, Passage
from agente.scheduling.days import HolidayNames
from agente.scheduling.kinds import MeetingKinds


class Told(NamedTuple):
    """A passage with its words, folded: what the cues look at."""

    passage: Passage
    locale: Locale
    body: str
    whole: str  # with those of its heading


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
        self.kinds = MeetingKinds(pack)
        self._business_name = frozenset(words(pack.business.name))
        self.named_in = cache(partial(_named_in, self.catalog))
        self.told = tuple(_told(passage, pack.default_locale) for passage in pack.passages)
        self.known_terms = _known_terms(pack, self.catalog)
        self.handoff_keywords = _as_words(pack.policies.handoff.keywords)
        self.forbidden_topics = _as_words(pack.policies.forbidden_topics)

    def told_in(self, locale: Locale) -> Iterator[Told]:
        """The passages in a language, and behind them those in the business's own."""
        for language in dict.fromkeys((locale, self.pack.default_locale)):
            yield from (told for told in self.told if told.locale == language)

    def quote(self, passage: Passage, question: str) -> str:
        """What of a passage answers a question."""
        return Finding(passage, 1.0).quote(question, self.pack.default_locale)

    def told_of(self, question: str, locale: Locale) -> Passage | None:
        """The passage that very likely answers a question of our own wording."""
        best = next(iter(self.search.likely(question, locale)), None)
        return best.passage if best and best.likelihood >= LIKELY else None

    def attribute_text(self, product: Product, key: str, locale: Locale | None = None) -> str:
        """An attribute's words, in the business's own language without `locale`; "" of a yes, a no or a number."""
        value = product.attributes[key]
        return self.pack.localize(value, locale or self.pack.default_locale) if isinstance(value, str | dict) else ""

    def names_business(self, text_words: list[str]) -> bool:
        """Whether a word of the business's own name is there: what is asked about it is not out of its scope."""
        return any(word in self._business_name for word in text_words if len(word) >= MIN_NAME_LETTERS)


def _told(passage: Passage, default_locale: Locale) -> Told:
    return Told(passage, passage.locale or default_locale, folded(passage.text), in_full(passage))


def _known_terms(pack: Pack, catalog: Catalog) -> frozenset[str]:
    """Those of all that the catalogue and the material tell, in any language."""
    own = [text for item in pack.products for text in (item.summary, item.description, item.category) if text]
    values = [value for item in pack.products for value in item.attributes.values() if isinstance(value, str | dict)]
    ways = [text for item in pack.products for price in item.prices for text in (price.label, price.unit) if text]
    said = [*(item.name for item in pack.products), *(alias for item in pack.products for alias in item.aliases)]
    said += [key for item in pack.products for key in item.attributes]
    said += [in_full(passage) for passage in pack.passages]
    texts = (*own, *values, *ways, *said)
    plain = [each for text in texts for each in (text.values() if isinstance(text, dict) else [text])]
    return frozenset().union(*map(catalog.terms_in, plain), *map(catalog.singular_terms_of, plain))


def _named_in(catalog: Catalog, passage: Passage) -> frozenset[str]:
    """The ids of the products that a passage names."""
    return frozenset(product.id for product in catalog.mentioned_in(in_full(passage)))


def in_full(passage: Passage) -> str:
    """Its words and those of its heading, folded."""
    return folded(f"{passage.heading} {passage.text}")


def _as_words(texts: list[str]) -> tuple[str, ...]:
    """To be found among the words of a message, and not within one of them."""
    return tuple(f" {folded(text)} " for text in texts)
