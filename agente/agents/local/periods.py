"""Which of a product's prices are asked for: those by the month or those by the year?"""

from collections.abc import Sequence

from agente.agents.local import cues
from agente.agents.local.reading import Reading
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.packs.models import Price, Product

PERIODS = (("year", cues.YEARLY), ("month", cues.MONTHLY))


def prices_of_period(reading: Reading, product: Product) -> tuple[Sequence[Price], str]:
    """The prices of the period that was asked for, all of them when none was or there is none; and how to say it."""
    asked = next((period for period, cue in PERIODS if reading.asks(cue)), None)
    chosen = [price for price in product.prices if price.period == asked]
    if asked and not chosen:
        return product.prices, "price_period_unknown"
    return chosen or product.prices, "prices"


def brief_price(tools: Toolbox, reading: Reading, product: Product) -> str:
    """In one line, those of the period that was asked for where it has some, else all."""
    chosen, _ = prices_of_period(reading, product)
    if len(chosen) == len(product.prices):
        return tools.prices.brief(product, reading.locale)
    texts = [tools.prices.price(price, reading.locale, label=False) for price in chosen]
    return formats.listing(texts, reading.locale, either=True)
