"""Which discounts does the company's material know, beside those of the catalogue: at once, by Pix, for a year?"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from agente.agents.local import cues, price_cues
from agente.agents.local.counting import quantity_of
from agente.agents.local.knowledge import quoting
from agente.agents.local.periods import brief_price
from agente.agents.local.products import about, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Told, Toolbox, in_full
from agente.agents.tools.catalog import CENT, best_discount, price_of_many, sold_by_quantity
from agente.agents.tools.knowledge import NEARLY, search_knowledge, without_yes_or_no
from agente.guardrails.checks.numerals import parse
from agente.guardrails.facts import amounts
from agente.i18n import formats
from agente.kit.patterns import regex
from agente.knowledge.analysis import words
from agente.packs.models import Locale, Product
from agente.packs.pack import Passage

# "Acima de R$ 900,00": what must be passed for the discount.
_LEAST = regex(
    r"\b(?:acima de|mais de|maior(?:es)? (?:do )?que|superior(?:es)? a|over|above|more than|mas de"
    r"|mayor(?:es)? (?:a|de|que)) (?:r |us |de )?[0-9]"
)
MOST_QUOTED = 2
MAX_GOING_ON = 4  # words: "e pro plano?"
_WORD: dict[Locale, str] = {"pt-BR": "desconto", "en": "discount", "es": "descuento"}


def priced_by_way(tools: Toolbox, reading: Reading) -> Reply | None:
    """The prices of the one product in question, paid in the way that is asked about, as the material tells it.

    The discount is taken off where it is for such a product; else it is said that there is none.
    """
    asked = price_cues.ways_of_paying(reading.spoken)
    among = reading.at_hand
    quantity = (quantity_of(reading, among[0]) or 1) if len(among) == 1 else 1
    if len(among) != 1 or not among[0].prices or (quantity > 1 and not _multiplied(among[0], quantity)):
        return None
    told = next((told for told in tools.told_in(reading.locale) if asked & _discounted_ways(told)), None)
    if told is None:
        return None
    quoted, product = _quoted(tools, reading, told.passage), _in_that_way(tools, reading, among[0])
    name = product.name
    if quantity > 1:
        product = _multiplied(product, quantity) or product
        name = f"{formats.number(quantity, reading.locale)} × {name}"
    price = tools.phrases.say("price", reading.locale, product=name, price=_in_one_line(tools, reading, product))
    lines, computed = _taken_off(tools, reading, product, told.passage)
    if not _concerns(tools, told.whole, product):
        text = quoted.text if reading.asks(cues.DISCOUNT) else f"{price}\n{quoted.text}"
    elif lines:
        paid = tools.phrases.say("paid_that_way", reading.locale, prices="\n".join(lines))
        text = f"{price}\n{paid}\n\n{without_yes_or_no(quoted.text)}"
    else:
        return None
    return replace(
        quoted,
        text=text,
        totals=quoted.totals | computed | {price.amount for price in product.prices},
        citations=(*cite(tools, among), *quoted.citations),
        remember={**quoted.remember, **about(among, "price")},
    )


def _in_that_way(tools: Toolbox, reading: Reading, product: Product) -> Product:
    """The same with the one price that its label is asked for by: "o do consultório no Pix"."""
    labels = [(price, words(tools.pack.localize(price.label or "", reading.locale))) for price in product.prices]
    asked = [price for price, label in labels if not set(reading.rest).isdisjoint(label)]
    return product.model_copy(update={"prices": asked}) if len(asked) == 1 else product


def _multiplied(product: Product, quantity: int) -> Product | None:
    """So many of it as one; None where several make no sense, or have a discount of their own."""
    if not sold_by_quantity(product) or best_discount(product, quantity):
        return None
    prices = [price_of_many(product, price, quantity) for price in product.prices]
    return product.model_copy(update={"prices": prices})


def _in_one_line(tools: Toolbox, reading: Reading, product: Product) -> str:
    """As `brief_price`, also of what the catalogue has not."""
    known = tools.catalog.get(product.id)
    if known is product:
        return brief_price(tools, reading, product)
    return tools.prices.side_by_side(product.prices, reading.locale)


def _taken_off(
    tools: Toolbox, reading: Reading, product: Product, passage: Passage
) -> tuple[list[str], frozenset[Decimal]]:
    """Each price less the percentage that the passage names, where the least amount that it names is passed.

    Nothing where it names more than that, or of what is paid again and again, which may count together.
    """
    folded, named = in_full(passage), amounts(passage.text)
    percents = set(map(parse, price_cues.PERCENT.findall(passage.text)))
    once = all(price.period == "once" for price in product.prices)
    if len(percents) != 1 or len(named) > len(_LEAST.findall(folded)) or len(named) > 1 or not once:
        return [], frozenset()
    percent, least = percents.pop(), max(named, default=Decimal(0))
    lines, computed = [], set()
    for price in product.prices:
        usual = tools.prices.price(price, reading.locale)
        if price.amount > least:
            amount = (price.amount * (100 - percent) / 100).quantize(CENT, ROUND_HALF_UP)
            computed.add(amount)
            off = tools.prices.price(price.model_copy(update={"amount": amount}), reading.locale, label=False)
            one = tools.prices.price(price.model_copy(update={"starting_at": False}), reading.locale)
            values = {"price": off, "usual": one, "percent": formats.number(percent, reading.locale)}
            lines.append(tools.phrases.say("discounted_line", reading.locale, **values))
        else:
            lines.append(tools.phrases.say("not_discounted_line", reading.locale, usual=usual))
    return lines, frozenset(computed)


def _discounted_ways(told: Told) -> set[str]:
    return price_cues.ways_of_paying(told.whole) if cues.DISCOUNT.search(told.whole) else set()


def by_way_of_paying(tools: Toolbox, reading: Reading, product: Product | None = None) -> Reply | None:
    """What is told of a discount for the way of paying that is asked about.

    When none is named, of a discount for any way that is not told of another category than the product's.
    """
    asked = price_cues.ways_of_paying(reading.spoken)
    for told in tools.told_in(reading.locale):
        ways = _discounted_ways(told)
        of_it = product is None or _concerns(tools, told.whole, product)
        if asked & ways or (ways and not asked and of_it):
            return _quoted(tools, reading, told.passage)
    return None


def _concerns(tools: Toolbox, told: str, product: Product | None) -> bool:
    category = tools.catalog.mentioned_category(told.split())
    return category is None or (
        product is not None and tools.catalog.category_name(product, tools.pack.default_locale) == category
    )


def answer_going_on(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E pro plano?" behind a discount that was told asks for one again."""
    starts = reading.words[:1] in (["e"], ["y"], ["and"])
    if not reading.turn.state.get("discount") or not starts or len(reading.words) > MAX_GOING_ON:
        return None
    if reading.asks(price_cues.SPLIT):
        return None  # "e dá pra parcelar?"
    again = f"{_WORD[reading.locale]} {reading.turn.text}"
    found = [
        finding
        for finding in search_knowledge(tools.search, again, reading.locale)
        if cues.DISCOUNT.search(told := in_full(finding.passage)) and not price_cues.BY_QUANTITY.search(told)
    ]
    best = max((finding.coverage for finding in found), default=0.0)
    near = [finding.passage for finding in found if finding.coverage >= NEARLY * best]
    replies = [_quoted(tools, reading, passage) for passage in near]
    new = [reply for reply in replies if reply.text not in reading.last_said][:MOST_QUOTED]
    return merged(new) if new else None


def _quoted(tools: Toolbox, reading: Reading, passage: Passage) -> Reply:
    text = tools.quote(passage, reading.turn.text)
    asked_of = reading.products or reading.previous
    told = in_full(passage)
    if not any(_concerns(tools, told, item) for item in (asked_of or (None,))):
        text = without_yes_or_no(text)  # "Sim" of the equipment is no yes to a plan
        if asked_of or reading.asks(cues.PLANS) or reading.asks(cues.SERVICES):
            text = f"{text} {_only_for(tools, reading, told, asked_of)}"
    reply = quoting(tools, reading, passage, text)
    return replace(reply, intent="pricing", remember={**reply.remember, "discount": True})


def _only_for(tools: Toolbox, reading: Reading, told: str, products: Sequence[Product]) -> str:
    """That there is none for the products, as it is for the category that it is told of and no other."""
    named = tools.catalog.mentioned_category(told.split())
    items = tools.catalog.list_products(category=named) if named else []
    category = tools.catalog.category_name(items[0], reading.locale) if items else named
    names = formats.listing([product.name for product in products], reading.locale)
    key = "discount_not_for" if names else "discount_only_for"
    return tools.phrases.say(key, reading.locale, products=names, category=formats.uncapitalized(category or ""))
