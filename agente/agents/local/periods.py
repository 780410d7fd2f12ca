"""Which of a product's prices are asked for: those by the month or those by the year?"""

from collections.abc import Sequence

from agente.agents.local import cues
from agente.agents.local.reading import Reading
from agente.agents.local.toolbox import Toolbox
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
    """In one line, those of the period that was asked for where it has some, with what is paid once; else all."""
    chosen, _ = prices_of_period(reading, product)
    told = [price for price in product.prices if price in chosen or price.period == "once"]
    if len(told) == len(product.prices):
        return tools.prices.brief(product, reading.locale)
    return tools.prices.side_by_side(told, reading.locale, label=False)
