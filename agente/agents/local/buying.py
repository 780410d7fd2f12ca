"""Several different things that are wanted together: each with its price, and one way to a contract."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP

from agente.agents.local import cues, stances
from agente.agents.local.offers import offering
from agente.agents.local.periods import by_period, prices_of_period
from agente.agents.local.products import about, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.sums import Part, add_up, are_alternatives, quantities_of
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import CENT, quote_price
from agente.i18n import formats
from agente.packs.models import Price, Product


def wants_several(reading: Reading) -> bool:
    return (reading.asks(cues.PURCHASE) or reading.asks(cues.WANT)) and names_several(reading)


def names_several(reading: Reading) -> bool:
    """ "O Pro anual + o kit"; of "o Pro ou o Essencial", and of two plans, one is meant."""
    named = len(reading.products) > 1 and not are_alternatives(reading.products)
    return named and all(item.available for item in reading.products) and not stances.says_or(reading.words)


def buy_several(tools: Toolbox, reading: Reading, products: Sequence[Product], quantities: Sequence[int] = ()) -> Reply:
    """The way to one contract of all of them, with what they come to where that is one number.

    `quantities`: how many of each; without them, as many as the message names, or as were added up before it.
    """
    quantities = quantities or quantities_of(reading, products)[0]
    parts = [Part(*pair) for pair in zip(products, quantities, strict=True)]
    summed = add_up(tools, reading, parts)
    each = " + ".join(_usual(tools, reading, part) for part in parts)
    many = any(part.quantity > 1 for part in parts)
    price = (f"{each} = {summed.total}" if many else summed.total) if summed else each
    names = formats.listing([product.name for product in products], reading.locale)
    reply = offering(tools, reading, "purchase_product", "purchase_interest", product=names, price=price)
    return replace(
        reply,
        citations=cite(tools, products),
        totals=(summed.amounts if summed else frozenset())
        | {_of_one(part, price).amount for part in parts for price in part.product.prices},
        remember=about(products, summed=[part.product.id for part in parts for _ in range(part.quantity)]),
        price=price,
    )


def _usual(tools: Toolbox, reading: Reading, part: Part) -> str:
    """Its price of each period, without those for a way of paying."""
    told = [prices[0] for prices in by_period(prices_of_period(reading, part.product)[0]).values()]
    if part.quantity > 1 and told:
        one = tools.prices.side_by_side([_of_one(part, price) for price in told], reading.locale, label=False)
        return f"{formats.number(part.quantity, reading.locale)} × {one}"
    line = tools.prices.side_by_side(told, reading.locale, label=False)
    return line or tools.prices.brief(part.product, reading.locale)


def _of_one(part: Part, price: Price) -> Price:
    """The price of one, a discount for so many taken off."""
    quote = quote_price(part.product, price, part.quantity)
    amount = (quote.total / part.quantity).quantize(CENT, ROUND_HALF_UP)
    return price.model_copy(update={"amount": amount, "unit": None})
