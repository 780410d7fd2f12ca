"""Finds the passages that answer a question, and says how much of the question they cover."""

import math
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import numpy as np
from tantivy import Document, Index, Occur, Query, SchemaBuilder

from agente.kit.remembering import remembered
from agente.kit.text_encoder import shipped_encoder
from agente.kit.text_model import Vector
from agente.knowledge.analysis import analyzer, words
from agente.knowledge.meaning import PassageMeanings, shipped_meanings
from agente.knowledge.vocabulary import Vocabulary
from agente.packs.models import Locale
from agente.packs.pack import Passage

# Below this coverage a passage does not answer the question. Measured on tests/knowledge/questions.yaml, where it keeps
# 92 % of the questions that packs/tamarindo answers and refuses 89 % of those that it does not (0.60: 78 % and 97 %).
ANSWERABLE_COVERAGE = 0.45
# "Tem multa se eu cancelar no meio do ano?" has all of "Existe multa para cancelar?": this much of it is enough then.
BESIDE_COVERAGE = 0.3
SURE_COVERAGE = 0.75  # below it the translated words of a question find nothing
LIKELY = 0.72  # from this likelihood on, a passage answers whatever its words
NEAR = -0.3  # how much less than an answer's the meaning of a passage may be, for the passage to be shown at all
WORDS_WEIGHT = 0.3  # of a hit's score, beside the cosine of the meanings
# What tells that a passage answers: the logistic regression of `tools/distil/material_calibrate.py`.
_WEIGHTS, _BIAS = (2.65, 5.92, 1.2, 1.31), -1.8
MAX_TERMS = 32  # distinct terms of a question that are looked up; more would cost time and find nothing better
HEADING_BOOST = 2.0
CANDIDATES = 10  # passages that are looked at closely, best BM25 score first
# With BM25's own order 91 % of tests/knowledge/questions.yaml find their passage first; with this one 96 %.
HEADING_WEIGHT = 0.5
TITLE_WEIGHT = 0.2  # of the headings above: "como cancelo?" is asked of "Cancelamento", not of "Nota fiscal"
QUESTION_WEIGHT = 0.1  # "como cancelo depois?" is asked of "Como cancelar?", not of "O que acontece depois?"
_QUESTION_WORDS = frozenset(
    ["como", "quanto", "quantos", "quando", "onde", "qual", "quais", "how", "when", "where", "which", "cuanto", "donde"]
)
WRITER_MEMORY = 15_000_000  # bytes, the least that tantivy takes; released once the index is built


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found.

    `coverage` (0 to 1) is the share of the question's content words that the passage has, rare words weighing more
    and words that no passage has weighing most: low everywhere when the collection does not know the answer.
    `score` orders the hits: the coverage, and half as much for a heading that is like the question; a little for those
    above it. `is_asked`: whether the question is the one of the passage's heading, with something said beside it.
    """

    passage: Passage
    score: float
    coverage: float
    is_asked: bool = False
    number: int = 0  # of the passage, among those of its language


class Likely(NamedTuple):
    """A passage that may answer a question, and how likely it does, 0 to 1."""

    passage: Passage
    likelihood: float


class Evidence(NamedTuple):
    """What tells whether a passage answers a question."""

    meant: float  # the cosine of their meanings, above what an answer's is at least
    ahead: float  # how much nearer it is than the nearest other
    coverage: float
    is_asked: bool


class _Near(NamedTuple):
    hit: Hit
    meant: float  # the cosine of what both mean
    nearness: float  # the same, and what of the words the passage has


class PassageSearch:
    """An index in memory over a pack's passages. Immutable, safe to use from several threads."""

    def __init__(self, passages: Sequence[Passage], default_locale: Locale = "pt-BR") -> None:
        by_locale: dict[Locale, list[Passage]] = {}
        for passage in passages:
            by_locale.setdefault(passage.locale or default_locale, []).append(passage)
        self._default_locale = default_locale
        self._indexes = {locale: _LocaleIndex(own, locale) for locale, own in by_locale.items()}
        self.likely = remembered(self._weigh)

    def search(self, query: str, locale: Locale, limit: int = 3) -> list[Hit]:
        """The best passages, best first; those of the default locale too when the asked one has no answer.

        In Portuguese a Spanish question is also looked up by translated words, when it has one that no passage of its
        own language has. Any text is a valid query; one without content words finds nothing.
        """
        hits = self._search_in(locale, query)
        if locale != self._default_locale and not any(_answers(hit) for hit in hits):
            hits = _best_first((*hits, *self._search_in(self._default_locale, query)))
        if locale != self._default_locale == "pt-BR" and not self._knows_all(locale, query):
            translated = self._search_in(self._default_locale, analyzer(locale).in_portuguese(query))
            least = max([SURE_COVERAGE, *(hit.coverage for hit in hits)])
            hits = _best_first((*(hit for hit in translated if hit.coverage >= least), *hits))
        return list(hits[:limit])

    def near(self, query: str, locale: Locale, limit: int = 4) -> list[Passage]:
        """The passages that are nearest to a question, whether or not they answer it; nearest first, none when none is.

        Those of the default language too: meanings know no language.
        """
        return [found.passage for found in self.likely(query, locale)[:limit]]

    def evidence(self, query: str, locale: Locale) -> list[tuple[Passage, Evidence]]:
        """What tells for each of the passages that are nearest by words and by meaning, the nearest first."""
        asked = dict.fromkeys((locale, self._default_locale))
        indexes = [self._indexes[known] for known in asked if known in self._indexes]
        content = [*analyzer(locale).content_words(query)][:MAX_TERMS]
        known = any(shipped_encoder().meaning(word) is not None for word in content)
        if not known and not any(index.knows_any(query) for index in indexes):
            return []
        question = shipped_meanings().question(query)
        found = [near for index in indexes for near in index.weigh(query, question)]
        found.sort(key=lambda near: -near.nearness)
        least = shipped_meanings().none(question)
        best, second = (found[place].nearness if len(found) > place else 0.0 for place in (0, 1))
        others = [second, *[best] * len(found)]
        return [
            (
                near.hit.passage,
                Evidence(near.meant - least, near.nearness - other, near.hit.coverage, near.hit.is_asked),
            )
            for near, other in zip(found[:CANDIDATES], others, strict=False)
        ]

    def _weigh(self, query: str, locale: Locale) -> tuple["Likely", ...]:
        """All that may answer a question, by its words and by what it means, the likeliest first."""
        found = self.evidence(query, locale)
        return tuple(Likely(passage, _likelihood(told)) for passage, told in found if told.meant >= NEAR)

    def _knows_all(self, locale: Locale, query: str) -> bool:
        """Whether the passages of a language have all words of a question."""
        index = self._indexes.get(locale)
        return index is not None and index.knows_all(query)

    def _search_in(self, locale: Locale, query: str) -> tuple[Hit, ...]:
        index = self._indexes.get(locale)
        return () if index is None else index.search(query)


class _LocaleIndex:
    """The passages of one language. Terms are made here, so that tantivy never parses what a customer wrote."""

    def __init__(self, passages: Sequence[Passage], locale: Locale) -> None:
        self._passages = passages
        self._vocabulary = Vocabulary(analyzer(locale))
        self._terms: list[frozenset[str]] = []  # of each passage, heading included
        self._headings: list[_Weighed] = []  # those of each passage's own heading
        self._titles: list[frozenset[str]] = []  # of those above it
        self._asks: list[str] = []  # the first word of each own heading: "como" of "Como cancelar?"
        schema = SchemaBuilder().add_integer_field("number", fast=True)
        for field in ("heading", "text"):
            schema.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        self._schema = schema.build()
        index = Index(self._schema)
        self._fill(index)
        index.reload()
        self._searcher = index.searcher()
        self._meanings = PassageMeanings(self._passages)
        self.search = remembered(self._search)

    def knows_all(self, query: str) -> bool:
        return all(map(self._vocabulary.knows, self._vocabulary.read(query, MAX_TERMS)))

    def knows_any(self, query: str) -> bool:
        return any(map(self._vocabulary.knows, self._vocabulary.read(query, MAX_TERMS)))

    def _fill(self, index: Index) -> None:
        writer = index.writer(WRITER_MEMORY, num_threads=1)
        headings = []
        for number, passage in enumerate(self._passages):
            heading, text = self._vocabulary.add(passage.heading, passage.text)
            writer.add_document(Document(number=number, heading=" ".join(heading), text=" ".join(text)))
            self._terms.append(frozenset(heading + text))
            titles, _, own_heading = passage.heading.rpartition(" > ")
            headings.append(self._vocabulary.read(own_heading, MAX_TERMS))
            self._asks.append(_opening(own_heading))
            self._titles.append(frozenset(self._vocabulary.read(titles, MAX_TERMS)))
        self._headings = [self._weighed(heading) for heading in headings]  # how rare a term is, all passages tell
        writer.commit()
        writer.wait_merging_threads()

    def _search(self, query: str) -> tuple[Hit, ...]:
        terms = self._vocabulary.read(query, MAX_TERMS)
        asked = _QUESTION_WORDS.intersection(words(query))
        known = [term for term in terms if self._vocabulary.knows(term)]
        if not known:
            return ()
        found = self._searcher.search(self._any_of(known), CANDIDATES, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in found])
        weighed = self._weighed(terms)
        return _best_first(self._hit(int(number or 0), weighed, asked) for number in numbers)

    def weigh(self, query: str, question: Vector) -> list["_Near"]:
        """The passages that are nearest by the words of a question and by what it means, in no order."""
        hits = {hit.number: hit for hit in self.search(query)}
        meant = self._meanings.near(question)
        nearness = meant.copy()
        for number, hit in hits.items():
            nearness[number] += WORDS_WEIGHT * hit.score
        nearest = np.argpartition(-nearness, min(CANDIDATES, len(nearness)) - 1)[:CANDIDATES].tolist()
        return [
            _Near(hits.get(number) or Hit(self._passages[number], 0, 0), float(meant[number]), float(nearness[number]))
            for number in nearest
        ]

    def _hit(self, number: int, terms: "_Weighed", asked: frozenset[str]) -> Hit:
        coverage = terms.share_in(self._terms[number])
        likeness = self._headings[number].share_in(terms.rarities)
        titled = terms.share_in(self._titles[number])
        score = coverage + HEADING_WEIGHT * likeness + TITLE_WEIGHT * titled
        heading = self._headings[number].rarities
        is_asked = len(heading) > 1 and terms.rarities.keys() >= heading.keys() and coverage >= BESIDE_COVERAGE
        score += QUESTION_WEIGHT * (self._asks[number] in asked)
        return Hit(self._passages[number], score, coverage, is_asked, number)

    def _weighed(self, terms: Iterable[str]) -> "_Weighed":
        rarities = {term: self._vocabulary.rarity(term) for term in terms}
        return _Weighed(rarities, sum(rarities.values()))

    def _any_of(self, terms: list[str]) -> Query:
        clauses = []
        for term in terms:
            heading = Query.boost_query(Query.term_query(self._schema, "heading", term, "freq"), HEADING_BOOST)
            clauses.append((Occur.Should, heading))
            clauses.append((Occur.Should, Query.term_query(self._schema, "text", term, "freq")))
        return Query.boolean_query(clauses)


def _answers(hit: Hit) -> bool:
    return hit.coverage >= ANSWERABLE_COVERAGE or hit.is_asked


def _likelihood(told: Evidence) -> float:
    """That a passage answers."""
    return 1 / (1 + math.exp(-_BIAS - sum(weight * value for weight, value in zip(_WEIGHTS, told, strict=True))))


def _best_first(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: -hit.score))


class _Weighed(NamedTuple):
    """Terms, each with its rarity, and the sum of these."""

    rarities: Mapping[str, float]
    total: float

    def share_in(self, there: Container[str]) -> float:
        """How much of them is `there`."""
        if not self.total:
            return 0.0
        return sum([rarity for term, rarity in self.rarities.items() if term in there]) / self.total


def _opening(heading: str) -> str:
    """The word that a heading asks with: "quanto" of "Quanto custa?" and of "De quanto tempo é?"."""
    first = list(islice(words(heading), 2))
    return next((word for word in first if word in _QUESTION_WORDS), first[0] if first else "")


_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…](?=\s)|(?=\n)|$)\s*")


def best_sentences(passage: Passage, query: str, max_chars: int, default_locale: Locale = "pt-BR") -> str:
    """The passage's text, or, when that is longer than `max_chars`, its most relevant sentences in their order.

    Lines of a list count as sentences. At least one sentence is returned, cut with an ellipsis if it must be.
    """
    text = passage.text.strip()
    if len(text) <= max_chars:
        return text
    language = analyzer(passage.locale or default_locale)
    asked = language.terms(query)
    sentences = _SENTENCE.findall(text)
    relevance = [len(asked & language.terms(part)) for part in sentences]
    chosen: list[int] = []
    room = max_chars
    for number in sorted(range(len(sentences)), key=lambda number: (-relevance[number], number)):
        if len(sentences[number].rstrip()) <= room:
            chosen.append(number)
            room -= len(sentences[number])
    if not chosen:
        return text[: max_chars - 1].rstrip() + "…"
    return "".join(sentences[number] for number in sorted(chosen)).strip()
