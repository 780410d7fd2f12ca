"""Is this a part of what is sold? Told by the product's own words: "pino de titânio com coroa de porcelana"."""

from collections.abc import Iterable

from agente.agents.local import cues, price_cues
from agente.agents.local.products import about, cite, price_part
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import words
from agente.packs.models import Product

MAX_GOING_ON = 4  # words: "e a coroa?"


def answer_part(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "A coroa está inclusa?", "e a coroa?": what the product is, where its own words name the part."""
    goes_on = reading.words[:1] in (["e"], ["y"], ["and"]) and len(reading.words) <= MAX_GOING_ON
    among = reading.products or (reading.previous if reading.memory.about_products else ())
    asked = [word for word in reading.rest if not price_cues.INCLUDES.search(word)]
    if (
        len(among) != 1
        or not asked
        or not (goes_on or reading.asks(cues.INCLUDED))
        or reading.asks(price_cues.HOW_MANY)
    ):
        return None
    product = among[0]
    if not tools.catalog.terms(asked) <= own_terms(tools, product) or reading.material_answers(STRONG_COVERAGE):
        return None
    text = tools.phrases.say("product", reading.locale, product=product.name, summary=_summary(tools, reading, product))
    return Reply(
        f"{text}\n{price_part(tools, product, reading.locale)}",
        intent="product_question",
        citations=cite(tools, [product]),
        remember=about([product]),
    )


def with_named_part(tools: Toolbox, reading: Reading, product: Product, text: str) -> str:
    """The price of "um implante com coroa", and that the crown is in it."""
    named = [match[1] for match in price_cues.WITH.finditer(reading.spoken)]
    if not tools.catalog.terms(named) & own_terms(tools, product):
        return text
    return f"{text}\n{_summary(tools, reading, product)}"


def _summary(tools: Toolbox, reading: Reading, product: Product) -> str:
    return tools.pack.localize(product.summary, reading.locale)


def own_terms(tools: Toolbox, product: Product) -> frozenset[str]:
    """Of its summary and description, in all languages."""
    texts: list[str] = []
    for text in (product.summary, product.description or ""):
        texts += text.values() if isinstance(text, dict) else [text]
    return tools.catalog.terms(_words_of(texts))


def _words_of(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in words(text)]
