"""Several different things that are wanted together: each with its price, and one way to a contract."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP

from agente.agents.local import cues, stances
from agente.agents.local.clauses import clauses_of
from agente.agents.local.offers import offering
from agente.agents.local.periods import by_period, prices_of_period
from agente.agents.local.products import about, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.sums import Part, add_up, are_alternatives, counted_ids, quantities_of
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import CENT, quote_price
from agente.i18n import formats
from agente.knowledge.analysis import folded
from agente.packs.models import Price, Product

# "Não quero comprar, já tenho um", up to what stands against it.
_REFUSED = re.compile(
    r"\b(?:n[aã]o|nem|nunca|no|not|don['’]?t|won['’]?t) (?:(?:mais|te|lhe|eu|ainda) )?"
    r"(?:quero|queria|vou|vamos|pretendo|preciso|gostaria|want|wish|going|need|quiero|voy|necesito)\b"
    r"(?:(?!\b(?:mas|e sim|quero|but|sino|quiero)\b)[^.,;:!?\n])*",
    re.IGNORECASE,
)


_BUYING = cues.cue(
    r"compr\w+|contrat\w+|assin\w+|fech\w+|adquir\w+|levar|buy\w*|order\w*|subscrib\w+|purchas\w+|llevar|suscrib\w+"
)


def refuses_to_buy(reading: Reading) -> bool:
    """Whether something is not wanted, and nothing is asked or wanted beside it."""
    refused = _REFUSED.search(reading.turn.text)
    if refused is None or any(clause.asks for clause in clauses_of(reading.turn.text)):
        return False
    wanted = without_refused(reading)
    if wanted.asks(cues.PURCHASE) or wanted.asks(cues.WANT) or wanted.asks(cues.PRICE):
        return False
    return _BUYING.search(folded(refused[0])) is not None or bool(reading.reread(refused[0]).products)


def without_refused(reading: Reading) -> Reading:
    """The same without what they say that they do not want."""
    left = _REFUSED.sub(" ", reading.turn.text)
    return reading if left == reading.turn.text else reading.reread(left)


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
        remember=about(products, summed=counted_ids(parts)),
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
