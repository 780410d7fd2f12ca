"""How often is a product paid, and which of its prices are asked for: those by the month or those by the year?"""

from collections.abc import Iterable, Mapping, Sequence

from agente.agents.local import cues
from agente.agents.local.clauses import SENTENCE_END
from agente.agents.local.reading import Reading
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import folded
from agente.packs.models import Locale, Price, Product

PERIODS = (("year", cues.YEARLY), ("month", cues.MONTHLY))
MONTHS_A_YEAR = 12


def by_period(prices: Iterable[Price]) -> dict[str, list[Price]]:
    """The prices of each period, both in the order in which the catalogue has them: the first is the usual one."""
    grouped: dict[str, list[Price]] = {}
    for price in prices:
        grouped.setdefault(price.period, []).append(price)
    return grouped


def periods_asked(reading: Reading) -> list[str]:
    return [period for period, cue in PERIODS if reading.asks(cue)]


def common_periods(reading: Reading, priced: Sequence[Mapping[str, object]]) -> list[str]:
    """The periods in which all of them have a price; of these only what was asked for, if any was."""
    asked = periods_asked(reading)
    return [period for period in priced[0] if all(period in each for each in priced) and (not asked or period in asked)]


def prices_of_period(reading: Reading, product: Product) -> tuple[Sequence[Price], str]:
    """The prices of the periods that were asked for, all of them when none was or there is none; and how to say it."""
    asked = periods_asked(reading)
    chosen = [price for price in product.prices if price.period in asked]
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


def why_of_price(tools: Toolbox, product: Product, locale: Locale) -> str:
    """What its description says of its price; "" where it says nothing."""
    described = tools.pack.localize(product.description, locale) if product.description else ""
    return next((part for part in SENTENCE_END.split(described) if cues.PRICE.search(folded(part))), "")
