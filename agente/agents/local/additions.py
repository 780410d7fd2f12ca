"""What can be added to a product that holds too little, and what they cost together?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agente.agents.local.belonging import against_it, comes_with
from agente.agents.local.counting import units_of
from agente.agents.local.periods import brief_price
from agente.agents.local.reading import Reading
from agente.agents.local.sums import Part, add_up, counted_ids
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import Quote, quote_price
from agente.i18n import formats
from agente.packs.models import Product


@dataclass(frozen=True, slots=True)
class Extended:
    """A product with what makes it hold enough; `line` names them with their price, `amounts` were computed for it.

    `ids` are of all of them, each as often as it is needed.
    """

    product: Product
    additions: tuple[Product, ...]
    ids: list[str]
    line: str
    amounts: frozenset[Decimal]
    cost: Decimal  # by the usual price of each


def addition_for(tools: Toolbox, product: Product, key: str) -> Product | None:
    """What is sold for one more of what the attribute counts, unless it says that it is for others."""
    return next(
        (
            item
            for item in tools.catalog.list_products()
            if item.kind != "plan"
            and item != product
            and key in tools.catalog.counted_attributes(product, units_of(item))
            and against_it(tools, item, product) is None
        ),
        None,
    )


def count_of(product: Product, key: str) -> int | Decimal:
    value = product.attributes.get(key)
    return 0 if value is None or isinstance(value, bool | str | dict) else value


def extended(
    tools: Toolbox,
    reading: Reading,
    among: Sequence[Product],
    needs: Mapping[str, int],
    asked_of: Product | None = None,
    features: Sequence[Product] = (),
) -> Extended | None:
    """The one in question with what it lacks, else the cheapest that additions make hold enough.

    `features` are wanted beside what is counted, and are added where they do not come with it.
    """
    found = [parts for product in among if (parts := _parts(tools, product, needs, features))]
    if not found:
        return None
    own = [parts for parts in found if parts[0].product == asked_of]
    return _extended(tools, reading, own[0] if own else min(found, key=_cost))


def with_fewest(
    tools: Toolbox,
    reading: Reading,
    among: Sequence[Product],
    needs: Mapping[str, int],
    features: Sequence[Product] = (),
) -> Extended | None:
    """The one that lacks least of it, whatever it costs."""
    found = [parts for product in among if (parts := _parts(tools, product, needs, features))]
    least = min(found, key=lambda parts: (sum(part.quantity for part in parts), _cost(parts)), default=None)
    return _extended(tools, reading, least) if least else None


def _extended(tools: Toolbox, reading: Reading, parts: Sequence[Part]) -> Extended:
    line, amounts = _line(tools, reading, parts)
    additions = tuple(part.product for part in parts[1:])
    return Extended(parts[0].product, additions, counted_ids(parts), line, amounts, _cost(parts))


def _parts(tools: Toolbox, product: Product, needs: Mapping[str, int], features: Sequence[Product] = ()) -> list[Part]:
    """The product and its additions; empty when it holds enough, or when something that it lacks cannot be added."""
    if not (product.available and product.prices and all(_is_counted(product, key) for key in needs)):
        return []
    lacking = {key: int(number - count_of(product, key)) for key, number in needs.items()}
    found = [(addition_for(tools, product, key), more) for key, more in lacking.items() if more > 0]
    parts = [Part(item, more) for item, more in found if item]
    if len(parts) < len(found):
        return []
    parts += [Part(item) for item in features if not comes_with(tools, item, product)]
    return [Part(product), *parts] if parts else []


def _is_counted(product: Product, key: str) -> bool:
    """Whether it says how many: "ilimitadas" and no word at all are no number that could be added to."""
    return count_of(product, key) > 0


def _quotes(parts: Sequence[Part]) -> list[Quote]:
    return [quote_price(part.product, part.product.prices[0], part.quantity) for part in parts]


def _cost(parts: Sequence[Part]) -> Decimal:
    return sum((quote.total for quote in _quotes(parts)), Decimal(0))


def _line(tools: Toolbox, reading: Reading, parts: Sequence[Part]) -> tuple[str, frozenset[Decimal]]:
    """What is paid by the year and what by the month stand side by side: they make no one total."""
    summed = add_up(tools, reading, parts)
    quotes = _quotes(parts)
    if summed:
        price, amounts = summed.total, summed.amounts
    else:
        added = (tools.prices.together([quote], reading.locale) for quote in quotes[1:])
        price = " + ".join([brief_price(tools, reading, parts[0].product), *added])
        amounts = frozenset(quote.total for quote in quotes)
    name = " + ".join(_named(reading, part) for part in parts)
    return tools.phrases.say("product_line", reading.locale, product=name, price=price), amounts


def _named(reading: Reading, part: Part) -> str:
    return (
        part.product.name
        if part.quantity == 1
        else f"{formats.number(part.quantity, reading.locale)} × {part.product.name}"
    )
