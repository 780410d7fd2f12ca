"""One product in words: its card, and what a card cannot tell."""

from dataclasses import replace

from agente.agents.local import cues, price_cues
from agente.agents.local.offers import rest_unknown, with_way_on
from agente.agents.local.passages import find_in_parts
from agente.agents.local.products import (
    about,
    buttons_after,
    cite,
    is_of_something_else,
    listed,
    price_part,
    value_in_words,
)
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.knowledge.analysis import analyzer
from agente.knowledge.search import ANSWERABLE_COVERAGE
from agente.packs.models import Product

KEY_ATTRIBUTES = 4


def answer_card(tools: Toolbox, reading: Reading) -> Reply | None:
    """The card of the product that is named; of what it does not tell, that no answer was found, as well."""
    card = None if is_of_something_else(reading) else _card(tools, reading)
    if card is None or not _tells_nothing_of_it(reading, card):
        return card
    text = f"{rest_unknown(tools, reading, [reading.turn.text])}\n\n{card.text}"
    return replace(with_way_on(tools, reading, replace(card, text=text)), maybe=True, open=True)


def _card(tools: Toolbox, reading: Reading) -> Reply | None:
    if not reading.products or _is_no_card(tools, reading):
        return None
    if len(reading.products) > 1:
        asks_of_both = reading.asks(price_cues.TOGETHER) or reading.asks(cues.EITHER) or reading.asks(cues.WORKS_WITH)
        if "?" in reading.turn.text and reading.rest and asks_of_both and not cues.ONE_OR_OTHER.search(reading.spoken):
            return None  # "vêm juntos na caixa?": no list of them tells
        return listed(tools, reading, "product_list", reading.products, "product_question")
    product = reading.products[0]
    if not product.available:
        return _unavailable(tools, reading, product)
    phrases, locale = tools.phrases, reading.locale
    detailed = reading.asks(cues.MORE) and product.description is not None
    body = product.description if detailed and product.description else product.summary
    attributes = list(product.attributes)[: None if detailed else KEY_ATTRIBUTES]
    parts = [
        phrases.say("product", locale, product=product.name, summary=tools.pack.localize(body, locale)),
        price_part(tools, product, locale),
        *(
            phrases.say(
                "attribute_line",
                locale,
                attribute=tools.catalog.attribute_name(key, locale),
                value=value_in_words(tools, product.attributes[key], locale),
            )
            for key in attributes
        ),
        phrases.say("product_more", locale, url=product.url) if product.url else "",
    ]
    return Reply(
        "\n".join(part for part in parts if part),
        intent="product_question",
        citations=cite(tools, [product]),
        quick_replies=buttons_after(tools, reading, product),
        remember=about([product]),
    )


def is_only_a_card(reply: Reply) -> bool:
    """Whether it is the card of a product of which something else was asked."""
    return reply.maybe and reply.remember.get("topic") == "product"


def _tells_nothing_of_it(reading: Reading, card: Reply) -> bool:
    """Whether the product is asked something of which its card says nothing: "e o clareamento dói?"."""
    told_of = card.remember.get("topic") == "product"
    if not told_of or "?" not in reading.turn.text or reading.asks(cues.TELL) or reading.asks(cues.MORE):
        return False
    language = analyzer(reading.locale)
    asked = language.terms(" ".join(reading.rest))
    return bool(asked) and asked.isdisjoint(language.terms(card.text))


def _is_no_card(tools: Toolbox, reading: Reading) -> bool:
    """Whether a product's card is no answer: the material has one, it is asked how something is done, or how long, or
    the customer's own has broken.

    "Quanto tempo leva o conserto da impressora?" is about the repair.
    """
    if not reading.rest:
        return reading.asks(cues.WORKS_WITH)
    if any(reading.asks(cue) for cue in (cues.BROKEN, cues.ACCEPTS, cues.WORKS_WITH)):
        return True
    how = reading.asks(cues.HOW) and not reading.asks(cues.TELL)
    if not (how or reading.asks(cues.HOW_LONG)):
        return reading.material_answers(STRONG_COVERAGE) or reading.is_meant
    parts = find_in_parts(tools.search, reading.turn.text, reading.locale)
    told = reading.material_answers() or any(part.coverage >= ANSWERABLE_COVERAGE for part in parts)
    return told or not (how or set(reading.rest) <= cues.LASTING)


def _unavailable(tools: Toolbox, reading: Reading, product: Product) -> Reply:
    phrases, locale = tools.phrases, reading.locale
    text = phrases.say("product_unavailable", locale, reading.rotation, product=product.name)
    others = tools.catalog.siblings(product)[:3]
    if others:
        names = formats.listing([other.name for other in others], locale)
        text = f"{text} {phrases.say('product_unavailable_alternatives', locale, products=names)}"
    buttons = tuple(phrases.say("reply_product", locale, product=other.name) for other in others)
    return Reply(
        text,
        intent="product_question",
        citations=cite(tools, [product]),
        quick_replies=(*buttons, phrases.say("reply_person", locale)),
        remember=about([product]),
    )
