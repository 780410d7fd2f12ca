"""What does a plan have of something that is sold apart, or how many of it does each plan have?"""

from agente.agents.local import cues, price_cues
from agente.agents.local.belonging import against_it
from agente.agents.local.counting import named_at
from agente.agents.local.products import (
    NOT_ABOUT_PRODUCTS,
    about,
    attribute_sentence,
    cite,
    tell_attributes,
    value_in_words,
    who_has,
)
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded, words
from agente.packs.models import Product

# One product and another that it may have: "o Pro já tem suporte 24h?".
_HAS_IT = regex(
    r"\b(_)(?: _)* (?:(?:ja|tambem|already|ya) )?(?:tem|inclui|vem com|has|have|includes?|tiene|incluye)"
    r" (?:(?:o|a|um|uma|the|el|la) )?(_)"
)


def answer_what_it_has(tools: Toolbox, reading: Reading) -> Reply | None:
    if reading.asks(cues.DISCOUNT) or reading.asks(cues.COMPARE):
        return None
    if included := _included_in_price(tools, reading):
        return included
    if reading.asks(cues.PRICE):
        return None
    return _of_what_it_has(tools, reading) or _counted_by_plans(tools, reading)


def _included_in_price(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "O raio-x é cobrado?": what says whether it comes with what was talked about, else with anything that is sold.

    With no yes, which would mean the other thing.
    """
    if not (reading.asks(price_cues.PAID) or reading.asks(cues.INCLUDED)) or reading.material_answers(STRONG_COVERAGE):
        return None
    asked = reading.terms - tools.catalog.terms(price_cues.PAID_WORDS)
    at_hand = [*reading.products, *reading.previous]
    others = [item for item in tools.catalog.list_products() if item not in at_hand]
    told = [(item, key) for item in (*at_hand, *others) for key in _comes_with(tools, item, asked)]
    if not told:
        return None
    (product, key), *_ = told
    value = value_in_words(tools, product.attributes[key], reading.locale)
    name = tools.catalog.attribute_name(key, reading.locale)
    text = tools.phrases.say("attribute", reading.locale, product=product.name, attribute=name, value=value)
    remember = about([product], "attribute", attribute=key, attributes=[key])
    return Reply(text, intent="product_question", citations=cite(tools, [product]), remember=remember)


def _comes_with(tools: Toolbox, product: Product, asked: frozenset[str]) -> list[str]:
    """The attributes that say of what is asked whether it is included."""
    yes_or_no = [key for key, value in product.attributes.items() if isinstance(value, bool)]
    including = [key for key in yes_or_no if price_cues.INCLUDES.search(folded(key))]
    things = {key: [word for word in words(key) if not price_cues.INCLUDES.search(word)] for key in including}
    return [key for key, named in things.items() if tools.catalog.terms(named) & asked]


def _of_what_it_has(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "O Pro tem suporte 24h?", where that is sold apart: what the Pro has of it, and what the other one costs."""
    found = _HAS_IT.search(reading.spoken)
    named = named_at(reading, reading.products)
    if found is None or reading.pointed or not named:
        return None
    product, other = (named[found.start(group)] for group in (1, 2))
    if naming := [key for key in product.attributes if _names(tools, product, key, other)]:
        return tell_attributes(tools, reading, [(product, naming)])
    keys = tools.catalog.matching_attributes(product, tools.catalog.terms(words(other.name)))
    if not keys or product.kind == other.kind or not other.available:
        return None
    lines = [attribute_sentence(tools, product, key, reading.locale) for key in keys]
    if against := against_it(tools, other, product):
        lines.append(attribute_sentence(tools, other, against, reading.locale))
    elif any(product.attributes[key] is not True for key in keys):
        offered = f"{other.name}: {tools.prices.brief(other, reading.locale)}"
        lines.append(tools.phrases.say("attribute_apart", reading.locale, products=offered))
    return Reply(
        "\n".join(lines),
        intent="product_question",
        citations=cite(tools, [product, other]),
        remember=about([product], "attribute", attribute=keys[0], attributes=keys),
    )


def _names(tools: Toolbox, product: Product, key: str, other: Product) -> bool:
    """Whether the product's attribute names the other one: "leitor, impressora e gaveta"."""
    return other in tools.catalog.products_in(tools.attribute_text(product, key))


def _counted_by_plans(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Quantos usuários pode ter?", when no plan is named or was talked about: so many in each."""
    counted = price_cues.HOW_MANY.search(reading.spoken)
    if reading.products or reading.sure_of(*NOT_ABOUT_PRODUCTS):
        return None
    if counted is None or (set(reading.rest) - {counted[1]} and reading.material_answers(STRONG_COVERAGE)):
        return None
    if reading.asks(price_cues.OF_THE_COMPANY):
        return None  # "quantas lojas vocês têm?"
    having = [item for item in tools.catalog.plans if tools.catalog.counted_attributes(item, [counted[1]])]
    if len(having) < 2 or any(tools.catalog.counted_attributes(item, [counted[1]]) for item in reading.previous):
        return None
    return who_has(tools, reading)
