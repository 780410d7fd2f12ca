"""What do several products cost together, paid in a way for which some have a price of their own? "E no Pix?"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from agente.agents.local import cues, price_cues
from agente.agents.local.reading import Reading
from agente.agents.local.references import ids_of
from agente.agents.local.reply import Reply
from agente.agents.local.sums import Part, add_up, asks_sum_of, quantities_of, told_sum
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import quote_price
from agente.i18n import formats
from agente.knowledge.analysis import folded
from agente.packs.models import Price

MAX_GOING_ON = 6  # words: "e 2 à vista no pix?"
_BESIDE = frozenset({"junto", "juntos", "juntas", "tudo", "total", "somando", "somado", "soma", "together"})


def ways_paid(tools: Toolbox, price: Price) -> set[str]:
    """The ways of paying that a price is for: "à vista no Pix"."""
    label = tools.pack.localize(price.label or "", tools.pack.default_locale)
    return price_cues.ways_of_paying(folded(label))


def goes_on_by_way(reading: Reading) -> bool:
    """ "E no Pix?", behind a price."""
    named = price_cues.ways_priced_apart(reading.spoken)
    return bool(named) and reading.topic == "price" and len(reading.words) <= MAX_GOING_ON and not reading.products


def answer_sum_by_way(tools: Toolbox, reading: Reading) -> Reply | None:
    """The sum of those that were added up, or are named together, by their prices for the way that is named.

    What has none counts with its usual price, which is said.
    """
    ways = price_cues.ways_priced_apart(reading.spoken)
    parts = _meant(reading) if ways and not reading.asks(cues.DISCOUNT) else []
    return sum_by_way(tools, reading, parts)


def sum_by_way(tools: Toolbox, reading: Reading, parts: Sequence[Part]) -> Reply | None:
    """What they come to, paid in the way that is named; None where none of them has a price for it."""
    ways = price_cues.ways_priced_apart(reading.spoken)
    own = {part.product.id: price for part in parts if (price := _price_for(tools, part, ways))}
    if not own:
        return None
    summed = add_up(tools, reading, [_paid_so(part, own) for part in parts])
    if summed is None:
        return None
    label = next(price.label for price in own.values() if price.label)
    text = tools.phrases.say(
        "sum_by_way",
        reading.locale,
        label=formats.capitalized(tools.pack.localize(label, reading.locale)),
        products="\n".join(summed.lines),
        total=summed.total,
    )
    if usual := [part.product.name for part in parts if part.product.id not in own]:
        names = formats.listing(usual, reading.locale)
        text = f"{text}\n{tools.phrases.say('sum_by_way_usual', reading.locale, products=names)}"
    return told_sum(tools, reading, parts, summed, text)


def _meant(reading: Reading) -> list[Part]:
    """Those of the last sum, where it is asked for again, else those that are named together."""
    summed = reading.memory.summed
    again = not reading.products or (reading.pointed and ids_of(reading.products) == ids_of(summed))
    if summed and again and set(reading.rest) <= price_cues.PAYING_WORDS | _BESIDE:
        return [Part(product, summed.count(product)) for product in {each.id: each for each in summed}.values()]
    if not asks_sum_of(reading, reading.products):
        return []
    quantities, others = quantities_of(reading, reading.products)
    return [] if others else [Part(*pair) for pair in zip(reading.products, quantities, strict=True)]


def _price_for(tools: Toolbox, part: Part, ways: set[str]) -> Price | None:
    """Its price for the way, unless the discount for so many is the greater one."""
    prices = part.product.prices
    price = next((each for each in prices if ways & ways_paid(tools, each)), None)
    if price and quote_price(part.product, prices[0], part.quantity).total < price.amount * part.quantity:
        return None
    return price


def _paid_so(part: Part, own: Mapping[str, Price]) -> Part:
    """The part with that price alone: it is special already, and no discount for a quantity is taken off it."""
    price = own.get(part.product.id)
    if price is None:
        return part
    alone = {"prices": [price.model_copy(update={"label": None})], "volume_discounts": []}
    return replace(part, product=part.product.model_copy(update=alone))
