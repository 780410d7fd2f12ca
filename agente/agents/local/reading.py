"""What does a message ask? The evidence that the answerers judge by, gathered once."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import islice

from agente.agents.local import cues
from agente.agents.local.hearing import Heard, hear
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import Mention
from agente.agents.tools.knowledge import Finding, search_knowledge
from agente.agents.turn import TurnInput
from agente.intents.router import Classification
from agente.knowledge.analysis import analyzer, words
from agente.knowledge.search import ANSWERABLE_COVERAGE
from agente.packs.models import IntentName, Locale, Product
from agente.scheduling.days import mentioned_days
from agente.scheduling.when import Wish, understand

SURE = 0.5  # from this confidence on, the router's word counts without other evidence
SURE_OF_LOCALE = 0.8
SHORT_WORDS = 3  # too few to judge a language by, unless it is unmistakable
SURE_OF_SHORT_LOCALE = 0.9
STRONG_COVERAGE = 0.75  # enough of the question to answer even what the router takes for something else
# Of a very long message only the beginning is understood; the cost stays bounded.
MAX_CHARACTERS = 2000
MAX_WORDS = 200

_PERCENTAGE = re.compile(r"(\d+)\s?(?:%|por ?cento|percent)")
_NOT_COUNTED = frozenset({
    "h", "hs", "hr", "hrs", "hora", "horas", "hour", "hours", "min", "minutos", "dia", "dias", "days", "mes",
    "meses", "month", "months", "ano", "anos", "year", "years", "reais", "real", "mil", "k", "dolares",
    "dollars", "euros", "pesos", "vezes", "x", "am", "pm", "de", "do", "da", "gb", "mb", "tb", "anual",
})  # fmt: skip
_NOT_COUNTING = frozenset({
    "r", "us", "dia", "as", "das", "ate", "ramal", "pedido", "numero", "nota", "rua",
})  # fmt: skip
_NUMERALS = {
    word: number
    for number, names in {
        2: "dois duas two dos",
        3: "tres three",
        4: "quatro four cuatro",
        5: "cinco five",
        6: "seis six",
        7: "sete seven siete",
        8: "oito eight ocho",
        9: "nove nine nueve",
        10: "dez ten diez",
        12: "doze duzia twelve doce",
        15: "quinze fifteen quince",
        20: "vinte twenty veinte",
        30: "trinta thirty treinta",
        50: "cinquenta fifty cincuenta",
        100: "cem hundred cien",
    }.items()
    for word in names.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """One message, understood as far as words go."""

    turn: TurnInput
    classification: Classification
    locale: Locale  # of the reply
    words: list[str]  # folded, abbreviations written out
    spoken: str  # the words joined by single spaces, "_" for those that name a product: what the cues look at
    products: tuple[Product, ...]  # mentioned, in order
    ambiguous: tuple[Product, ...]  # what a name that several products share may mean
    previous: tuple[Product, ...]  # what the last replies were about
    terms: frozenset[str]  # of the words outside product names, as the catalogue's attributes have them
    rest: tuple[str, ...]  # the words that neither name a product nor are fillers
    days: list[date]
    wish: Callable[[], Wish]  # when it would suit the customer; read once and only when someone asks
    quantity: int | None
    look_up: Callable[[], Finding | None]  # searches the company's material, once and only when someone asks
    hear: Callable[[], Heard]  # reads what the customer tells of themselves, once and only when someone asks
    rotation: int  # how many replies the conversation has had

    def asks(self, cue: re.Pattern[str]) -> bool:
        return cue.search(self.spoken) is not None

    def sure_of(self, *intents: IntentName) -> bool:
        return self.classification.intent in intents and self.classification.confidence >= SURE

    def material_answers(self, least: float = ANSWERABLE_COVERAGE) -> bool:
        finding = self.look_up()
        return finding is not None and finding.coverage >= least

    @property
    def subject(self) -> tuple[Product, ...]:
        """The products in question: those mentioned, else, when nothing else is asked about, the last ones."""
        return self.products or (() if self.rest else self.previous)


def read(tools: Toolbox, turn: TurnInput, classification: Classification) -> Reading:
    text_words = [cues.ABBREVIATIONS.get(word, word) for word in islice(words(turn.text[:MAX_CHARACTERS]), MAX_WORDS)]
    locale = _reply_locale(tools, turn, classification, len(text_words))
    mentions = _without_attributes(tools, text_words, tools.catalog.find_products(text_words))
    named = {position for mention in mentions for position in range(mention.start, mention.end)}
    spoken = " ".join("_" if position in named else word for position, word in enumerate(text_words))
    free = [word for position, word in enumerate(text_words) if position not in named]
    stop_words = analyzer(locale).stop_words
    days = mentioned_days(turn.text, text_words, tools.holidays, turn.now.date())
    return Reading(
        turn=turn,
        classification=classification,
        locale=locale,
        words=text_words,
        spoken=spoken,
        products=_distinct(mention.products[0] for mention in mentions if len(mention.products) == 1),
        ambiguous=next((mention.products for mention in mentions if len(mention.products) > 1), ()),
        previous=_previous(tools, turn),
        terms=tools.catalog.terms(free),
        rest=tuple(word for word in free if not _is_filler(word, stop_words)),
        days=days,
        wish=cache(partial(understand, turn.text, turn.now, tools.holidays)),
        quantity=_quantity(turn.text, text_words, named),
        look_up=cache(partial(search_knowledge, tools.search, turn.text, locale)),
        hear=cache(partial(hear, tools.pack.qualification, turn, classification, days)),
        rotation=sum(utterance.role == "agent" for utterance in turn.history),
    )


def _reply_locale(tools: Toolbox, turn: TurnInput, classification: Classification, length: int) -> Locale:
    locales = tools.pack.business.locales
    current = turn.locale if turn.locale in locales else tools.pack.default_locale
    needed = SURE_OF_SHORT_LOCALE if length <= SHORT_WORDS else SURE_OF_LOCALE
    if length and classification.locale in locales and classification.locale_confidence >= needed:
        return classification.locale
    return current


def _without_attributes(tools: Toolbox, text_words: Sequence[str], mentions: list[Mention]) -> list[Mention]:
    """Leaves out what names an attribute of another product that is mentioned ("o Pro tem estoque avançado?")."""
    if len(mentions) < 2:
        return mentions
    kept = []
    for mention in mentions:
        own = tools.catalog.terms(text_words[mention.start : mention.end])
        others = [other.products[0] for other in mentions if other.products != mention.products]
        if not any(
            own and own <= tools.catalog.attribute_terms(other, key) for other in others for key in other.attributes
        ):
            kept.append(mention)
    return kept


def _previous(tools: Toolbox, turn: TurnInput) -> tuple[Product, ...]:
    known = turn.state.get("products")
    ids = known if isinstance(known, list) else []
    return tuple(product for product_id in ids if (product := tools.catalog.get(str(product_id))))


def _is_filler(word: str, stop_words: frozenset[str]) -> bool:
    return word in stop_words or word in cues.FILLER or word.isdigit() or word in _NUMERALS


def _quantity(text: str, text_words: list[str], named: set[int]) -> int | None:
    """How many the customer speaks of: not a part of a product's name, a time, a percentage or an amount of money."""
    percentages = _PERCENTAGE.findall(text) if "%" in text or "cent" in text else []
    for position, word in enumerate(text_words):
        following = text_words[position + 1] if position + 1 < len(text_words) else ""
        before = text_words[position - 1] if position else ""
        number = int(word) if word.isdecimal() and len(word) <= 5 else _NUMERALS.get(word, 0)
        if position in named or following in _NOT_COUNTED or before in _NOT_COUNTING or word in percentages:
            continue
        if number > 1 and not following.isdecimal() and not before.isdecimal():
            return number
    return None


def _distinct(products: Iterable[Product]) -> tuple[Product, ...]:
    return tuple({product.id: product for product in products}.values())
