"""What does the company's own material say?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agente.knowledge.analysis import analyzer, folded
from agente.knowledge.search import PassageSearch, best_sentences
from agente.packs.models import Locale
from agente.packs.pack import Passage

QUOTED_CHARACTERS = 600
CONSIDERED = 3
MOST_READ = 4  # passages, by a model
NEARLY = 0.9  # of the highest coverage is as good as it


_YES_OR_NO = re.compile(r"(?:Sim|Não|Yes|No|Sí)[,.!] ")
_OPEN_QUESTION = re.compile(
    r"\b(?:qua(?:l|is)|quant[oa]s?|como|onde|quando|o que|oq|o q|how|what|which|where|when"
    r"|cual(?:es)?|cuant[oa]s?|donde)\b"
)
# "Vocês instalam?" asks of the business, and "Preciso instalar alguma coisa?" of the customer.
_OF_ME = re.compile(r"\b(?:eu|preciso|posso|consigo|tenho|i|puedo|necesito|tengo)\b")
_OF_YOU = re.compile(r"\b(?:voces?|vcs?|you|ustedes)\b")


_FREE = re.compile(r"\b(?:gratis|gratuit[oa]s?|de graca|sem (?:custo|cobrar)|free|sin costo|no (?:charge|cost))\b")
_PAID = re.compile(r"\b(?:pag[oa]s?|pagar|cobrad[oa]s?|cobra[mn]?|paid|pay|charged?|pagad[oa]s?)\b")


@dataclass(frozen=True, slots=True)
class Finding:
    """The passage that answers best; `coverage` (0 to 1) is the share of the question that it has.

    `is_asked`: the question has all that its heading asks.
    """

    passage: Passage
    coverage: float
    is_asked: bool = False

    def quote(self, question: str, default_locale: Locale) -> str:
        """What of the passage answers the question; its "Sim" or "Não" only to the question of its heading."""
        text = best_sentences(self.passage, question, QUOTED_CHARACTERS, default_locale)
        asked = _asks_the_heading(self.passage, question, default_locale) and not _asks_the_opposite(question, text)
        return text if asked else without_yes_or_no(text)


def without_yes_or_no(text: str) -> str:
    """The text without the "Sim" or "Não" that it may begin with."""
    opening = _YES_OR_NO.match(text)
    rest = text[opening.end() :] if opening else text
    return rest[:1].upper() + rest[1:] if opening else text


def _asks_the_opposite(question: str, answer: str) -> bool:
    """ "A demonstração é paga?", of what is "Sim, é grátis": the yes would be to the contrary."""
    first = folded(answer.partition(".")[0])
    asks_paid, asks_free = (pattern.search(folded(question)) is not None for pattern in (_PAID, _FREE))
    if asks_paid == asks_free:
        return False
    is_free = _FREE.search(first) is not None
    return is_free if asks_paid else (not is_free and _PAID.search(first) is not None)


def _asks_the_heading(passage: Passage, question: str, default_locale: Locale) -> bool:
    """Whether a question for a yes or a no is the one of the passage's heading, in about the same words."""
    asks, headed = folded(question), folded(passage.title)
    if _OPEN_QUESTION.search(asks) or (_OF_ME.match(headed) and _OF_YOU.search(asks) and not _OF_ME.search(asks)):
        return False
    language = analyzer(passage.locale or default_locale)
    heading = language.terms(passage.title)
    asked = language.terms(question)
    # "Mudando de plano perco os dados?" asks more than "Posso mudar de plano?".
    return 2 * len(heading & asked) > len(heading) and len(asked - heading) <= len(asked & heading)


def search_knowledge(search: PassageSearch, question: str, locale: Locale) -> tuple[Finding, ...]:
    """The best ranked of the passages that cover about the most of the question, then the others as ranked."""
    hits = search.search(question, locale, CONSIDERED)
    most = max((hit.coverage for hit in hits), default=0.0)
    hits.sort(key=lambda hit: hit.coverage < NEARLY * most)
    return tuple(Finding(hit.passage, hit.coverage, hit.is_asked) for hit in hits)


def to_read(found: Sequence[Finding], near: Sequence[Passage]) -> list[Passage]:
    """What a model should see to judge whether the material answers: the best by words, near ones, then others."""
    by_words = [finding.passage for finding in found]
    return list(dict.fromkeys((*by_words[:1], *near, *by_words[1:])))[:MOST_READ]
