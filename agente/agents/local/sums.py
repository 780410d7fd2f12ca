"""What do several products cost together? Only where their prices can honestly be added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import product as combinations
from typing import Any

from agente.agents.local import cues, price_cues, stances
from agente.agents.local.added_names import PLUS, unknown_parts
from agente.agents.local.belonging import against_it
from agente.agents.local.counting import counts_of, units_of
from agente.agents.local.periods import MONTHS_A_YEAR, PERIODS, by_period, periods_asked, why_of_price
from agente.agents.local.products import about, attribute_sentence, cite, listed
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import Quote, quote_price
from agente.i18n import formats
from agente.knowledge.analysis import singular
from agente.packs.models import Price, Product

_IN = ("em", "in", "en")
LEAST = 2  # products that make a sum
MOST = 6  # products of one sum
_ARTICLES = ("os", "as", "los", "las", "the")  # "os dois juntos" are those that were named
MAX_ADDING = 12  # words: "e se eu quiser somar o módulo, quanto dá por mês?"
MOST_WAYS = 2  # totals of one period: at home or in the consulting room


@dataclass(frozen=True, slots=True)
class Part:
    product: Product
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` in words, the periods it is of, and the amounts that were computed for it."""

    lines: tuple[str, ...]
    total: str
    amounts: frozenset[Decimal]
    ways: int = 1  # totals, of which one or the other is paid
    amount: Decimal | None = None  # of the total, where that is one number


def asked_together(tools: Toolbox, reading: Reading) -> Reply | None:
    """The total of those that are named with "juntos", "tudo" or a plus, or that the talk was about: "soma aí"."""
    products = _meant(reading)
    if price_cues.ways_priced_apart(reading.spoken):
        return None  # each may have a price of its own for it
    if not asks_sum_of(reading, products):
        return None
    if clashing := _clashing(tools, products):
        told = "\n".join(attribute_sentence(tools, item, key, reading.locale) for item, key in clashing)
        side_by_side = listed(tools, reading, "product_list", products, "pricing")
        return replace(side_by_side, text=f"{side_by_side.text}\n\n{told}")
    quantities, others = quantities_of(reading, products)
    counted = [Part(*pair) for pair in zip(products, quantities, strict=True)]
    parts = [part for part in counted if part.product.prices]
    reply = reply_in_periods(tools, reading, parts) if len(parts) >= LEAST else None
    if reply is None and any(not _ways(part.product) for part in counted):  # "descontados do tratamento"
        return listed(tools, reading, "product_list", products, "pricing")
    if reply and len(parts) < len(counted):
        return _without_unpriced(tools, reading, reply, [part.product for part in counted if part not in parts])
    # "Os dois dão 1180?" names the total; any other number might change it.
    return (
        _with_unknown(tools, reading, reply)
        if reply and all(Decimal(each) in reply.totals for each in others)
        else None
    )


def _without_unpriced(tools: Toolbox, reading: Reading, reply: Reply, unpriced: Sequence[Product]) -> Reply:
    """With why what has no public price is not in it: "depende do dente e da radiografia"."""
    names = formats.listing([item.name for item in unpriced], reading.locale)
    told = [why for item in unpriced if (why := why_of_price(tools, item, reading.locale))]
    left_out = tools.phrases.say("sum_without_price", reading.locale, names=names)
    return replace(
        reply,
        text="\n".join([reply.text, left_out, *told]),
        citations=(*reply.citations, *cite(tools, unpriced)),
    )


def reply_in_periods(tools: Toolbox, reading: Reading, parts: Sequence[Part]) -> Reply | None:
    """What they come to by the month, in a year, or both, as this part of the message asks, else any other of it."""
    periods = (price_cues.FOR_A_YEAR, price_cues.OVER_A_YEAR, cues.MONTHLY)
    if _goes_on(reading) and reading.message != reading.turn.text:  # "quanto dá por mês? e no ano?"
        return reply_over_year(tools, reading, parts, alone=False) or reply_with_sum(tools, reading, parts)
    own = any(reading.asks(cue) for cue in periods)
    whole = reading if own else reading.reread(reading.message)
    if not (own or reading.products) and whole.asks(cues.YEARLY) and not whole.asks(cues.MONTHLY):
        reading = whole  # "empresarial anual + suporte. quanto fica o total? e quero uma demonstração"
    asking = whole if whole.asks(price_cues.OVER_A_YEAR) else reading  # "e no ano? quanto dá com esse usuário a mais"
    for_year, over_year, monthly = (asking.asks(cue) for cue in periods)
    summed, year = reply_with_sum(tools, reading, parts), reply_over_year(tools, asking, parts)
    told_by_year = asking.asks(cues.YEARLY) and not over_year and all("year" in _ways(part.product) for part in parts)
    if summed and year and asking.asks(price_cues.BY_THE_MONTH) and (for_year or over_year) and not told_by_year:
        behind = reply_over_year(tools, asking, parts, alone=False) or year
        return replace(merged([summed, behind]), text=f"{summed.text}\n{behind.text}", price=summed.price)
    year_first = over_year or (for_year and not (monthly or (own and asking.asks(cues.YEARLY))))
    return (year or summed) if year_first else (summed or year)


def asks_sum_of(reading: Reading, products: Sequence[Product]) -> bool:
    """Whether what they come to is asked for, and may be."""
    if len(products) < LEAST or are_alternatives(products):
        return False
    return _asks(reading, products) and _is_of_money(reading)


def _with_unknown(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    """With what is joined by a plus and could not be counted."""
    unknown = unknown_parts(reading.turn.text, reading.spoken.split(), reading.rest)
    if not unknown:
        return reply
    names = formats.listing([f"“{name}”" for name in unknown], reading.locale)
    left_out = tools.phrases.say("sum_leaves_out", reading.locale, names=names)
    return replace(reply, text=f"{reply.text}\n{left_out}")


def _asks(reading: Reading, products: Sequence[Product]) -> bool:
    """For what they come to, and not for the price of each."""
    if any(reading.asks(each) for each in (price_cues.ADD_UP, price_cues.TOGETHER, price_cues.NAMED_WITH)):
        return True
    if adds_to_it(reading):
        return True
    over_year = reading.asks(price_cues.OVER_A_YEAR) and not stances.says_or(reading.words)
    wants = (reading.asks(cues.PURCHASE) or reading.asks(cues.WANT)) and not reading.asks(cues.PRICE)
    joined = PLUS.search(reading.turn.text) or _is_of_offer(reading, products) or is_each_counted(reading, products)
    return bool(over_year or (joined and not wants))


def is_each_counted(reading: Reading, products: Sequence[Product]) -> bool:
    """ "1 leitor e 2 impressoras": so many of each are meant together; "1 leitor ou 1 coletor" are not."""
    if len(products) < LEAST or reading.pointed or products != reading.products or stances.says_or(reading.words):
        return False
    return {place - 1 for place in reading.places} <= {count.position for count in counts_of(reading)}


def _is_of_money(reading: Reading) -> bool:
    """Whether they are asked the price of, wanted, or named and nothing else; more may be asked of two things."""
    if any(reading.asks(cue) for cue in (price_cues.MONEY, cues.PRICE, cues.OWED, cues.WISHED, price_cues.SPLIT)):
        return True
    if _goes_on(reading):
        return True
    # "E se eu fizer junto com o clareamento?"
    goes_on = (reading.topic == "price" and reading.asks(cues.WHAT_IF)) or adds_to_it(reading)
    named = (word for word in reading.spoken.split() if not word.isdecimal())
    return goes_on or price_cues.LISTING.issuperset(named)


def _meant(reading: Reading) -> Sequence[Product]:
    """Those that are named; with the ones that the talk was about, "junto com o clareamento"; or these alone."""
    if not reading.memory.about_products or len(reading.products) >= LEAST:
        return reading.products
    if _goes_on(reading):
        return list({item.id: item for item in reading.memory.summed}.values())
    if reading.products:
        with_those = reading.previous if reading.asks(price_cues.TOGETHER) or adds_to_it(reading) else ()
        return (*(item for item in with_those if item not in reading.products), *reading.products)
    return reading.memory.group if reading.asks(price_cues.ADD_UP) else ()


def adds_to_it(reading: Reading) -> bool:
    """ "E com o módulo?", "tá, e somando a gaveta": behind a price, that of both is asked."""
    adds = reading.asks(price_cues.ADDS) and not reading.pointed
    return adds and reading.topic == "price" and len(reading.products) == 1 and len(reading.words) <= MAX_ADDING


def _is_of_offer(reading: Reading, products: Sequence[Product]) -> bool:
    """Whether it was offered together, or summed: "o primeiro quanto fica?", of a plan with an addition."""
    return reading.pointed and bool(reading.memory.together(products))


def _goes_on(reading: Reading) -> bool:
    """Whether the last sum is asked for in another way: "e no ano?"."""
    periods = (price_cues.OVER_A_YEAR, *(period for _, period in PERIODS))
    asks = any(reading.asks(period) for period in periods)
    summed = reading.memory.summed
    units = {unit for item in summed for unit in units_of(item)}  # "o total do ano com o usuário?"
    others = {singular(word) for word in reading.rest if not price_cues.ADD_UP.search(word)} - units
    return bool(summed) and asks and not (reading.products or others)


def reply_with_sum(tools: Toolbox, reading: Reading, parts: Sequence[Part]) -> Reply | None:
    """The parts with their prices and what they come to."""
    summed = add_up(tools, reading, parts)
    if summed is None:
        return None
    text = tools.phrases.say("sum", reading.locale, products="\n".join(summed.lines), total=summed.total)
    return told_sum(tools, reading, parts, summed, text)


def told_sum(tools: Toolbox, reading: Reading, parts: Sequence[Part], summed: Sum, text: str) -> Reply:
    """The text of a sum, with what is to be known of it."""
    return Reply(
        text,
        intent="pricing",
        citations=cite(tools, [part.product for part in parts]),
        quick_replies=(tools.phrases.say("reply_contract", reading.locale),),
        totals=summed.amounts,
        remember=remember_sum(reading, parts),
        price=summed.total,
    )


def reply_over_year(tools: Toolbox, reading: Reading, parts: Sequence[Part], alone: bool = True) -> Reply | None:
    """What they come to in a year, paid as it was asked for; else by the month and, where that is sold, by the year.

    Not `alone` where the parts were told with their prices just before it.
    """
    years = _years(reading, parts, either=not alone)
    if not years:
        return None
    lines = [
        _line(tools, reading, part, [[quote.price] for place, quote in enumerate(ways) if quote not in ways[:place]])
        for part, *ways in zip(parts, *years, strict=True)
    ]
    told = [_told_of_year(tools, reading, year, one_of_several=len(years) > 1) for year in years]
    keys = ("sum_over_year", "sum_over_year_either") if alone else ("over_year", "over_year_either")
    key = keys[len(years) > 1]
    products = [part.product for part in parts]
    return Reply(
        tools.phrases.say(key, reading.locale, products="\n".join(lines), year="\n".join(text for text, _ in told)),
        intent="pricing",
        citations=cite(tools, products),
        quick_replies=(tools.phrases.say("reply_contract", reading.locale),),
        totals=frozenset().union(*(amounts for _, amounts in told)),
        remember=remember_sum(reading, parts),
    )


def _years(reading: Reading, parts: Sequence[Part], either: bool) -> list[list[Quote]]:
    """What is paid for each part in each way of paying for a year.

    `either`: behind a sum by the month, "por mês? e no ano?" names no way of paying for the year.
    """
    asked = periods_asked(reading)
    asked = ["year", *asked] if reading.asks(price_cues.FOR_A_YEAR) else asked
    over_year = reading.asks(price_cues.OVER_A_YEAR)
    asked = [] if either and over_year and asked == ["month"] else asked
    firsts = asked[:1] or (["month", "year"] if over_year else ["month"])
    found: list[list[Quote]] = []
    for first in firsts:
        prices = [_paid_over_year(part.product, (first, "year", "month", *["once"] * over_year)) for part in parts]
        quotes = [
            quote_price(part.product, price, part.quantity) for part, price in zip(parts, prices, strict=True) if price
        ]
        if len(quotes) == len(parts) and quotes not in found:
            found.append(quotes)
    mixed = {quote.price.period for quotes in found for quote in quotes} == {"month", "year"}
    return found if mixed or over_year or asked[:1] == ["year"] else []


def _paid_over_year(product: Product, periods: Sequence[str]) -> Price | None:
    """Its one price of the first of the periods that it has one for; None when it is known only from some price on."""
    ways = _ways(product) if product.available else {}
    prices = next((ways[period] for period in periods if period in ways), [])
    return prices[0] if len(prices) == 1 and not prices[0].starting_at else None


def _told_of_year(
    tools: Toolbox, reading: Reading, quotes: Sequence[Quote], one_of_several: bool
) -> tuple[str, frozenset[Decimal]]:
    """The year in words, and the amounts that were computed for it."""
    paid: dict[str, Decimal] = {}
    for quote in quotes:
        paid[quote.price.period] = paid.get(quote.price.period, Decimal(0)) + quote.total
    times = {period: MONTHS_A_YEAR if period == "month" else 1 for period in paid}
    total = sum((amount * times[period] for period, amount in paid.items()), Decimal(0))
    money = partial(formats.money, currency=tools.pack.business.currency, locale=reading.locale)
    told = [money(amount) if times[each] == 1 else f"{times[each]} × {money(amount)}" for each, amount in paid.items()]
    key = "year_total" if not one_of_several else "year_total_by_year" if "year" in paid else "year_total_by_month"
    text = tools.phrases.say(key, reading.locale, total=money(total), parts=" + ".join(told))
    return text, frozenset({total, *paid.values(), *(quote.total for quote in quotes)})


def remember_sum(reading: Reading, parts: Sequence[Part]) -> dict[str, Any]:
    """What was added up can be asked for in another way; of those that were offered together the list still stands."""
    products = [part.product for part in parts]
    known = about(products, "price", summed=counted_ids(parts))
    offered = reading.memory.together(products)
    return {key: value for key, value in known.items() if key != "options" or not offered}


def counted_ids(parts: Sequence[Part]) -> list[str]:
    """Each as often as it is counted."""
    return [part.product.id for part in parts for _ in range(part.quantity)]


def add_up(tools: Toolbox, reading: Reading, parts: Sequence[Part]) -> Sum | None:
    """What is paid once and what again and again, each added up by itself; None where one of them is no number."""
    if len(parts) > MOST or not all(part.product.available for part in parts):
        return None
    ways = [_ways(part.product) for part in parts]
    kinds = [_kind(way) for way in ways]
    sums = {
        kind: _add_up_alike(
            tools,
            reading,
            [pair for pair, own in zip(zip(parts, ways, strict=True), kinds, strict=True) if own == kind],
        )
        for kind in dict.fromkeys(kinds)
    }
    found = {kind: summed for kind, summed in sums.items() if kind and summed}
    if len(found) < len(sums):
        return None
    lines = {kind: iter(summed.lines) for kind, summed in found.items()}
    added = Sum(
        tuple(next(lines[kind]) for kind in kinds),
        " + ".join(summed.total for summed in sorted(found.values(), key=lambda summed: summed.ways)),
        frozenset().union(*(summed.amounts for summed in found.values())),
        amount=next(iter(found.values())).amount if len(found) == 1 else None,
    )
    return _of_first_month(tools, reading, found, added) if reading.asks(price_cues.FIRST_MONTH) else added


def _of_first_month(tools: Toolbox, reading: Reading, found: Mapping[str, Sum], added: Sum) -> Sum:
    """What is paid once and the first month as one number, and what follows it; the same where that is none."""
    once, again = found.get("once"), found.get("again")
    if not once or not again or len(found) > 2 or once.amount is None or again.amount is None:
        return added
    amount = once.amount + again.amount
    first = formats.money(amount, tools.pack.business.currency, reading.locale)
    total = tools.phrases.say("first_month_total", reading.locale, total=first, month=again.total)
    return replace(added, total=total, amounts=added.amounts | {amount})


def _kind(ways: Mapping[str, Sequence[Price]]) -> str:
    """What is paid by the month is added to what may be, and to nothing that is paid once or by the hour."""
    recurring = ways.keys() & {"month", "year"}
    return "again" if recurring else next(iter(ways), "")


def _add_up_alike(
    tools: Toolbox, reading: Reading, priced: Sequence[tuple[Part, dict[str, list[Price]]]]
) -> Sum | None:
    """For each period in which all of them have a price; None when there is none, or too many ways to pay."""
    parts, ways = [part for part, _ in priced], [way for _, way in priced]
    if not all(ways):
        return None
    common = [period for period in ways[0] if all(period in way for way in ways)]
    asked = periods_asked(reading) if _kind(ways[0]) == "again" else []
    asked += ["month"] if reading.asks(price_cues.FIRST_MONTH) and _kind(ways[0]) == "again" else []
    periods = [period for period in common if not asked or period in asked]
    combined = {period: list(combinations(*(way[period] for way in ways))) for period in periods}
    if not periods or any(len(each) > MOST_WAYS for each in combined.values()):
        return None
    quotes = {
        period: [
            [quote_price(part.product, price, part.quantity) for part, price in zip(parts, prices, strict=True)]
            for prices in each
        ]
        for period, each in combined.items()
    }
    totals = [_total(tools, reading, each, len(many) > 1) for many in quotes.values() for each in many]
    lines = [
        _line(tools, reading, part, [way[period] for period in periods]) for part, way in zip(parts, ways, strict=True)
    ]
    computed = {quote.total for many in quotes.values() for each in many for quote in each}
    sums = {sum((quote.total for quote in each), Decimal(0)) for many in quotes.values() for each in many}
    total = formats.listing(totals, reading.locale, either=True)
    alone = sums.copy().pop() if len(totals) == 1 else None
    return Sum(tuple(lines), total, frozenset(computed | sums), len(totals), alone)


def _ways(product: Product) -> dict[str, list[Price]]:
    """The prices of each period that may be added: the usual one, or each when all are ways of their own.

    None of a product that is paid once and then every month, or once on a condition: no one number says what it costs.
    """
    ways = by_period(product.prices)
    once = ways.get("once", [])
    if once and (len(ways) > 1 or (len(once) == 1 and once[0].label)):
        return {}
    return {period: prices if all(price.label for price in prices) else prices[:1] for period, prices in ways.items()}


def _line(tools: Toolbox, reading: Reading, part: Part, prices: Sequence[Sequence[Price]]) -> str:
    locale = reading.locale
    flat = [price for of_period in prices for price in of_period]
    name = part.product.name
    if part.quantity > 1:
        name = f"{formats.number(part.quantity, locale)} × {name}"
    texts = [_priced(tools, reading, part, price, label=len(flat) > len(prices)) for price in flat]
    listed = formats.listing(texts, locale, either=True)
    return tools.phrases.say("product_line", locale, product=name, price=listed)


def _priced(tools: Toolbox, reading: Reading, part: Part, price: Price, label: bool) -> str:
    if part.quantity == 1:
        return tools.prices.price(price, reading.locale, label=label)
    quote = quote_price(part.product, price, part.quantity)
    return tools.prices.together([quote], reading.locale)


def _total(tools: Toolbox, reading: Reading, quotes: Sequence[Quote], one_of_several: bool) -> str:
    text = tools.prices.together(quotes, reading.locale)
    labels = [quote.price.label for quote in quotes if quote.price.label] if one_of_several else []
    if not labels:
        return text
    label = "; ".join(tools.pack.localize(label, reading.locale) for label in labels)
    return tools.phrases.say("price_label", reading.locale, price=text, label=label)


def _clashing(tools: Toolbox, products: Sequence[Product]) -> list[tuple[Product, str]]:
    plans = [product for product in products if product.kind == "plan"]
    others = [product for product in products if product.kind != "plan"]
    return [(item, key) for item in others for plan in plans if (key := against_it(tools, item, plan))]


def are_alternatives(products: Sequence[Product]) -> bool:
    """Two plans are steps of one thing: nobody takes both."""
    plans = [product for product in products if product.kind == "plan"]
    return len(plans) > 1


def quantities_of(reading: Reading, products: Sequence[Product]) -> tuple[list[int], list[int]]:
    """How many of each are named, "2 leitores e 1 gaveta", and the numbers that stand before none of them."""
    tokens = ["", *reading.spoken.split()]
    prices = {price.amount for product in products for price in product.prices}  # "1899 mais quanto?"
    at = {
        count.position: count.number
        for count in counts_of(reading)
        if count.number > 1
        and Decimal(count.number) not in prices
        and tokens[count.position] not in _IN  # "parcelado em 3"
        and not (count.number == len(products) and tokens[count.position] in _ARTICLES)
    }
    if not (at or is_each_counted(reading, products)) and (together := reading.memory.together(products)):
        return [together.count(product) for product in products], []
    if reading.pointed or len(reading.places) != len(reading.products):
        return [1] * len(products), list(at.values())
    before = {product.id: place - 1 for product, place in zip(reading.products, reading.places, strict=True)}
    others = [number for position, number in at.items() if position not in before.values()]
    # Of those that the talk was about as many as were added up: "2 leitores", then "soma o plano junto".
    known = {product.id: reading.memory.summed.count(product) or 1 for product in products}
    return [at.get(before[each.id], 1) if each.id in before else known[each.id] for each in products], others
