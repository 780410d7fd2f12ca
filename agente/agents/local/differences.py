"""How much more does one product cost than another, what more has it, and which is the next bigger one?"""

from collections.abc import Sequence

from agente.agents.local import cues, price_cues
from agente.agents.local.periods import brief_price, by_period, common_periods
from agente.agents.local.products import about, attribute_sentence, cite, compare, price_part
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.knowledge.analysis import folded
from agente.packs.models import Price, Product

TWO = 2
# "O que tem a mais no Pro?", "o que muda?": what one has and the other has not.
HAS_MORE = cues.cue(
    r"(?:que|q|oq) (?:\w+ ){0,3}(?:(?:tem|vem|inclui|oferece|ganho|traz|da) (?:\w+ ){0,3}?(?:a|de) mais|muda|mudaria)",
    r"(?:tem|vem|inclui|ganho) (?:(?:o )?que|o q|oq) (?:a|de) mais",
    r"what(?: \w+){0,3} (?:more|extra|changes)|que (?:\w+ ){0,3}(?:tiene|trae|incluye|gano) (?:de mas|mas)|que cambia",
)
_OF_BOTH = cues.cue(r"dois|duas|2|eles|elas|them|two|dos|ambos|_")
_BIGGER = cues.cue(
    r"(?:plano|pacote|modelo|versao|opcao|um|algum|outro|plan|package|one) (?:\w+ )?"
    r"(?:maior|superior|acima|mais complet[oa]|mais avancad[oa]|bigger|larger|mas (?:grande|complet[oa]))",
    r"(?:bigger|larger|higher) (?:plan|package|one)",
)


def answer_difference(tools: Toolbox, reading: Reading) -> Reply | None:
    """Of two that are named, or of one and the one that was talked about, in each period that both are sold by."""
    if not reading.asks(price_cues.DIFFERENCE) or reading.quantity is not None:
        return None
    products = _those_asked_of(reading)
    return difference_of(tools, reading, products) if len(products) == TWO else None


def difference_of(tools: Toolbox, reading: Reading, products: Sequence[Product]) -> Reply | None:
    """What lies between the prices of the two; None where they have no usual ones for the same time."""
    if not all(item.available for item in products):
        return None
    first, second = (_usual(item) for item in products)
    common = common_periods(reading, (first, second))
    if not common:
        return None
    apart = [Price(amount=abs(first[each].amount - second[each].amount), period=each) for each in common]
    told = _told(tools, reading, products, apart)
    if not reading.asks(HAS_MORE):
        return told
    return merged([told, compare(tools, reading, sorted_by_price(products), only_what_differs=True, prices=False)])


def answer_ways(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Qual a diferença dos dois?", of two ways of one thing that were priced: the price and duration of each."""
    product = reading.previous[0] if len(reading.previous) == 1 and reading.topic == "price" else None
    if product is None or reading.rest or not reading.asks(_OF_BOTH) or not reading.asks(cues.COMPARE):
        return None
    named = [item for item in reading.products if item != product]
    ways = [price for price in product.prices if price.label and price.period == product.prices[0].period]
    if named or len(ways) != TWO:
        return None
    locale = reading.locale
    told = tools.phrases.say(
        "product", locale, product=product.name, summary=tools.pack.localize(product.summary, locale)
    )
    lines = [attribute_sentence(tools, product, key, locale) for key in _lasting(tools, product)]
    return Reply(
        "\n".join([told, price_part(tools, product, locale), *lines]),
        intent="product_question",
        citations=cite(tools, [product]),
        remember=about([product], "price"),
    )


def _lasting(tools: Toolbox, product: Product) -> list[str]:
    return tools.catalog.matching_attributes(product, tools.catalog.terms(cues.DURATION))


def answer_what_more(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E o que tem a mais?", of two alike that are named, or of one of them and the one that was talked about."""
    if not reading.asks(HAS_MORE) or reading.asks(cues.PRICE):
        return None
    products = _those_asked_of(reading)
    if len(products) != TWO or not _are_alike(tools, products):
        return None
    prices = price_cues.DIFFERENCE.search(folded(reading.message)) is None  # they are told beside it
    return compare(tools, reading, sorted_by_price(products), only_what_differs=True, prices=prices)


def _those_asked_of(reading: Reading) -> Sequence[Product]:
    """Those that are named; one alone, or none, with what the last reply was about."""
    named = reading.products
    known = reading.previous if len(named) < TWO and reading.memory.about_products else ()
    return (*(item for item in known if item not in named), *named)


def answer_bigger(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Tem um plano maior? Qual a diferença dele?": the next dearer one, beside the one in question."""
    whole = reading.reread(reading.message) if reading.turn.text != reading.message else reading
    if not whole.asks(_BIGGER) or not (reading.asks(_BIGGER) or reading.asks(cues.COMPARE)):
        return None
    known = (*whole.products, *(whole.previous if whole.memory.about_products else ()), *whole.memory.recent)
    plan = next((item for item in known if item.kind == "plan"), None)
    bigger = next_bigger(tools, plan) if plan else None
    return compare(tools, reading, [plan, bigger], only_what_differs=True) if plan and bigger else None


def next_bigger(tools: Toolbox, product: Product) -> Product | None:
    """The next dearer one like it, by the usual price of the same period."""
    if not product.prices:
        return None
    first = product.prices[0]
    alike = [item for item in tools.catalog.siblings(product) if item.kind == product.kind and item.prices]
    dearer = [item for item in alike if item.prices[0].period == first.period and item.prices[0].amount > first.amount]
    return min(dearer, key=lambda item: item.prices[0].amount, default=None)


def sorted_by_price(products: Sequence[Product]) -> list[Product]:
    return sorted(products, key=lambda item: item.prices[0].amount if item.prices else 0)


def _are_alike(tools: Toolbox, products: Sequence[Product]) -> bool:
    first, second = products
    return first.kind == second.kind and second in tools.catalog.siblings(first)


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
