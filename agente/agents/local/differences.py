"""How much more does one product cost than another?"""

from collections.abc import Sequence

from agente.agents.local import price_cues
from agente.agents.local.periods import brief_price, by_period, common_periods
from agente.agents.local.products import about, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.packs.models import Price, Product

TWO = 2


def answer_difference(tools: Toolbox, reading: Reading) -> Reply | None:
    """Of two that are named, or of one and the one that was talked about, in each period that both are sold by."""
    if not reading.asks(price_cues.DIFFERENCE) or reading.quantity is not None:
        return None
    products = reading.products
    if len(products) < TWO and reading.memory.about_products:
        products = (*(item for item in reading.previous if item not in products), *products)
    if len(products) != TWO or not all(item.available for item in products):
        return None
    first, second = (_usual(item) for item in products)
    common = common_periods(reading, (first, second))
    if not common:
        return None
    apart = [Price(amount=abs(first[each].amount - second[each].amount), period=each) for each in common]
    return _told(tools, reading, products, apart)


def _usual(product: Product) -> dict[str, Price]:
    """The first price of each period; none of what is paid once and then again, or known only from some price on."""
    prices = by_period(product.prices)
    mixed = len(prices) > 1 and "once" in prices
    unsure = any(price.starting_at or price.unit for price in product.prices)
    # As ways of their own, "at home" and "in the consulting room", none is the usual one.
    ways = any(first.label and more for first, *more in prices.values())
    return {} if mixed or unsure or ways else {period: each[0] for period, each in prices.items()}


def _told(tools: Toolbox, reading: Reading, products: Sequence[Product], apart: Sequence[Price]) -> Reply:
    locale = reading.locale
    lines = [
        tools.phrases.say("product_line", locale, product=item.name, price=brief_price(tools, reading, item))
        for item in products
    ]
    texts = [tools.prices.price(price, locale) for price in apart]
    text = tools.phrases.say(
        "price_difference", locale, products="\n".join(lines), difference=formats.listing(texts, locale, either=True)
    )
    return Reply(
        text,
        intent="pricing",
        citations=cite(tools, products),
        totals=frozenset(price.amount for price in apart),
        remember=about(products, "price"),
    )
