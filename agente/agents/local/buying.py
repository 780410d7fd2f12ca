"""Several different things that are wanted together: each with its price, and one way to a contract."""

from collections.abc import Sequence
from dataclasses import replace

from agente.agents.local import cues
from agente.agents.local.offers import offering
from agente.agents.local.periods import prices_of_period
from agente.agents.local.products import about, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.sums import Part, add_up, are_alternatives
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.packs.models import Product


def wants_several(reading: Reading) -> bool:
    """ "Quero o Pro anual + o kit"; of "o Pro ou o Essencial", and of two plans, one is wanted."""
    wants = reading.asks(cues.PURCHASE) or reading.asks(cues.WANT)
    named = len(reading.products) > 1 and not are_alternatives(reading.products)
    return wants and named and all(item.available for item in reading.products) and not cues.says_or(reading.words)


def buy_several(tools: Toolbox, reading: Reading, products: Sequence[Product]) -> Reply:
    """The way to one contract of all of them, with what they come to where that is one number."""
    summed = add_up(tools, reading, [Part(product) for product in products])
    price = summed.total if summed else " + ".join(_usual(tools, reading, product) for product in products)
    names = formats.listing([product.name for product in products], reading.locale)
    reply = offering(tools, reading, "purchase_product", "purchase_interest", product=names, price=price)
    return replace(
        reply,
        citations=cite(tools, products),
        totals=summed.amounts if summed else frozenset(),
        remember=about(products),
        price=price,
    )


def _usual(tools: Toolbox, reading: Reading, product: Product) -> str:
    """Its price of each period, without those for a way of paying."""
    chosen = prices_of_period(reading, product)[0]
    usual = {price.period: price for price in reversed(chosen)}
    told = [price for price in chosen if price in usual.values()]
    return tools.prices.side_by_side(told, reading.locale, label=False) or tools.prices.brief(product, reading.locale)
