"""For how many people, or things, is a product enough? From the attribute in which the catalogue counts them."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from agente.agents.local import cues
from agente.agents.local.offers import offering
from agente.agents.local.products import about, attribute_sentence, cite, listed
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.packs.models import Product

_ONE = {"1", "um", "uma", "one", "un", "una"}
_COUNTED = ("usuarios", "pessoas", "funcionarios", "colaboradores", "alunos", "lugares", "convidados")


def answer_capacity(tools: Toolbox, reading: Reading) -> Reply | None:
    """What the product in question holds and, when that is too little, those like it that hold enough."""
    goes_on = reading.topic == "capacity" and not reading.rest  # "e pra 4?"
    things = _things(reading)
    quantity = reading.quantity or (1 if things and reading.asks(cues.PLANS) else None)
    if quantity is None or not (reading.asks(cues.PEOPLE) or goes_on or things) or reading.asks(cues.DISCOUNT):
        return None
    asked_of = reading.products or reading.previous
    among = among_alike(tools, asked_of)
    key = counting_attribute(tools, among, things or _COUNTED)
    if key is None:
        return None
    about_one = len(asked_of) == 1 and key in asked_of[0].attributes and not reading.asks(cues.PLANS) and not goes_on
    told = _told(tools, reading, asked_of[0], key) if about_one else None
    if about_one and _holds(asked_of[0], key, quantity):
        return told
    return merged([reply for reply in (told, enough(tools, reading, among, key, quantity)) if reply])


def among_alike(tools: Toolbox, asked_of: Sequence[Product]) -> Sequence[Product]:
    if len(asked_of) == 1:
        return [*asked_of, *tools.catalog.siblings(asked_of[0])]
    return tools.catalog.list_products("plan")


def _things(reading: Reading) -> Sequence[str]:
    """What is counted that is not people, of which a product has to hold enough: "tenho 2 lojas, qual serve?"."""
    if not reading.asks(cues.FITS) or reading.asks(cues.PEOPLE) or reading.asks(cues.PRICE):
        return ()
    counts = {str(reading.quantity)} if reading.quantity else _ONE
    behind = (after for word, after in pairwise(reading.words) if word in counts)
    return [word for word in behind if word in reading.rest]


def counting_attribute(tools: Toolbox, products: Sequence[Product], counted: Sequence[str]) -> str | None:
    """The attribute whose name speaks of what is counted and whose value is a number."""
    things = tools.catalog.terms(counted)
    keys = [
        key
        for product in products
        for key, value in product.attributes.items()
        if not isinstance(value, bool | str | dict) and tools.catalog.attribute_terms(product, key) & things
    ]
    return max(keys, key=keys.count, default=None)


def count_of(product: Product, key: str) -> int | Decimal:
    value = product.attributes.get(key)
    return 0 if value is None or isinstance(value, bool | str | dict) else value


def _holds(product: Product, key: str, quantity: int) -> bool:
    return count_of(product, key) >= quantity


def _told(tools: Toolbox, reading: Reading, product: Product, key: str) -> Reply:
    return Reply(
        attribute_sentence(tools, product, key, reading.locale),
        intent="product_question",
        citations=cite(tools, [product]),
        remember=about([product]),
    )


def enough(tools: Toolbox, reading: Reading, among: Sequence[Product], key: str, quantity: int) -> Reply:
    number = formats.number(quantity, reading.locale)
    attribute = formats.uncapitalized(tools.catalog.attribute_name(key, reading.locale))
    fitting = sorted(
        (product for product in among if _holds(product, key, quantity)), key=lambda product: count_of(product, key)
    )
    if fitting:
        reply = listed(
            tools, reading, "capacity_fits", fitting, "product_question", quantity=number, attribute=attribute
        )
        return replace(reply, remember={**reply.remember, "topic": "capacity"})
    return offering(tools, reading, "capacity_none", "product_question", quantity=number, attribute=attribute)
