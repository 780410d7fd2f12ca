"""What does a plan have of something that is sold apart, or how many of it does each plan have?"""

from agente.agents.local import cues, price_cues
from agente.agents.local.belonging import against_it
from agente.agents.local.clauses import asked_once
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


# Whether something comes along: "tem loja online junto?".
_ALONG = cues.cue(
    r"junto|inclus[oa]s?|incluid[oa]s?|n[oa]s? (?:plano|mensalidade|sistema|pacote)|included|along with it"
)
_DOES = cues.cue(r"faz|fazem|vem|ja vem|tem|inclui|possui|has|have|does|do|comes?|includes?|tiene|hace|incluye|viene")
_ALONG_WORDS = cues.word_set(
    "junto incluso inclusa inclusos inclusas incluido incluida vem faz fazem fazer mensalidade plano pacote sistema"
    " included along comes come do does viene hace tambem also tambien ja"
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


def answer_sold_beside(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "O Essencial faz e-commerce?", of what no plan tells anything: that it is paid apart, and how much."""
    asking = [reading.reread(text) for text in asked_once(reading.turn.text)]
    thing = _asked_beside(tools, asking[0]) if len(asking) == 1 else None
    if thing is None:
        return None
    if told := _of_what_it_has(tools, asking[0]):
        return told
    say, locale = tools.phrases.say, reading.locale
    apart = say("sold_apart", locale, product=thing.name, price=tools.prices.brief(thing, locale))
    return Reply(
        f"{apart}\n{tools.pack.localize(thing.summary, locale)}",
        intent="product_question",
        citations=cite(tools, [thing]),
        remember=about([thing], "price"),
    )


def _asked_beside(tools: Toolbox, part: Reading) -> Product | None:
    """The one thing that is asked whether a plan has it, where neither tells of the other."""
    plans = [item for item in part.products if item.kind == "plan"]
    things = [item for item in part.products if item.kind != "plan"]
    asks = (
        part.asks(_DOES)
        and (plans or part.asks(_ALONG))
        and not (part.asks(cues.PRICE) or part.asks(price_cues.ADD_UP))
    )
    if not asks or part.pointed or len(plans) > 1 or len(things) != 1 or set(part.rest) - _ALONG_WORDS:
        return None
    among = plans or tools.catalog.plans
    sold = among and things[0].available and things[0].prices
    return things[0] if sold and not any(_tells_of(tools, plan, things[0]) for plan in among) else None


def _tells_of(tools: Toolbox, plan: Product, thing: Product) -> bool:
    """Whether an attribute or a text of either says whether the one is in the other."""
    own = (text for text in (plan.summary, plan.description) if text)
    texts = [tools.pack.localize(text, tools.pack.default_locale) for text in own]
    texts += [tools.attribute_text(plan, key) for key in plan.attributes]
    named = (mention.products for text in texts for mention in tools.catalog.find_products(words(text)))
    return any(thing in products for products in named) or against_it(tools, thing, plan) is not None


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
