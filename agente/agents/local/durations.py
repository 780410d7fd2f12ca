"""What does something come to that is paid month after month, over so long or for as long as it lasts?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agente.agents.local import cues, price_cues
from agente.agents.local.periods import MONTHS_A_YEAR, PERIODS, by_period
from agente.agents.local.products import about, cite
from agente.agents.local.quantities import number_at
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded
from agente.packs.models import Locale, Price, Product

MOST = 120  # months
MAX_GOING_ON = 4  # words: "e em 18 meses?"
_OVER = regex(r"\b(\w+) (mes(?:es)?|anos?|months?|years?)\b(?! gratis)")
_ONE = frozenset({"1", "um", "one", "un", "a"})
_YEARS = regex(r"^(?:ano|year)")
# What lasts "de 18 a 30 meses", as an attribute tells it.
_LASTS = regex(r"\b([0-9]{1,3}) (?:a|e|to|and|y|ate) ([0-9]{1,3}) (?:meses|months)\b")


@dataclass(frozen=True, slots=True)
class Total:
    """`sum_` is what is paid once and then `price` for so many of its periods."""

    months: int
    parts: str
    sum_: Decimal


def answer_over_time(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Em 24 meses quanto dá?", or what braces of 18 to 30 months come to "no total"."""
    product = _asked_of(reading)
    if product is None or reading.asks(price_cues.SPLIT) or reading.asks(price_cues.TOGETHER):
        return None
    months = _months_named(reading) or _year_by_months(reading, product)
    totals = _totals(tools, product, months, reading.locale) if months and _asks_cost(reading) else []
    if not totals and not months and reading.asks(price_cues.IN_ALL):
        totals = _while_it_lasts(tools, product, reading.locale)
    return _told(tools, reading, product, totals) if totals else None


def _asked_of(reading: Reading) -> Product | None:
    """The one product that is named or was talked about, and one of it."""
    among = reading.at_hand
    return among[0] if len(among) == 1 and among[0].available and reading.quantity is None else None


def _asks_cost(reading: Reading) -> bool:
    if any(reading.asks(cue) for cue in (cues.PRICE, cues.OWED, price_cues.IN_ALL, price_cues.SPENT)):
        return True
    return reading.topic == "price" and len(reading.words) <= MAX_GOING_ON


def _months_named(reading: Reading) -> int:
    """ "Em 2 anos" are 24; 0 when no time is named, or too long a one to be meant."""
    found = _OVER.search(reading.spoken)
    if found is None:
        return 0
    count = 1 if found[1] in _ONE else number_at([found[1]], 0)
    months = count * (MONTHS_A_YEAR if _YEARS.search(found[2]) else 1)
    return months if 1 < months <= MOST else 0


def _year_by_months(reading: Reading, product: Product) -> int:
    """ "Quanto fica no ano?", of what has no price by the year."""
    by_year = any(price.period == "year" for price in product.prices)
    return MONTHS_A_YEAR if reading.asks(price_cues.OVER_A_YEAR) and not by_year else 0


def _while_it_lasts(tools: Toolbox, product: Product, locale: Locale) -> list[Total]:
    """For the shortest and the longest time that the product itself tells."""
    for key in product.attributes:
        if found := _LASTS.search(folded(tools.attribute_text(product, key, locale))):
            return [total for months in map(int, found.groups()) for total in _totals(tools, product, months, locale)]
    return []


def _totals(tools: Toolbox, product: Product, months: int, locale: Locale) -> list[Total]:
    """By each price that is paid again and again, with what is paid once; none when there are several of a period."""
    prices = by_period(product.prices)
    again = [prices[period][0] for period, _ in reversed(PERIODS) if period in prices]
    if not again or any(len(each) > 1 for each in prices.values()) or any(p.unit for p in product.prices):
        return []
    once = prices.get("once", [])
    return [
        _total(tools, (*once, price), months, locale)
        for price in again
        if price.period == "month" or months % MONTHS_A_YEAR == 0
    ]


def _total(tools: Toolbox, prices: Sequence[Price], months: int, locale: Locale) -> Total:
    counts = [{"once": 1, "month": months, "year": months // MONTHS_A_YEAR}[price.period] for price in prices]
    parts = [_part(tools, price, count, locale) for price, count in zip(prices, counts, strict=True)]
    amount = sum((price.amount * count for price, count in zip(prices, counts, strict=True)), Decimal(0))
    return Total(months, " + ".join(parts), amount)


def _part(tools: Toolbox, price: Price, count: int, locale: Locale) -> str:
    amount = formats.money(price.amount, tools.pack.business.currency, locale)
    counted = amount if price.period == "once" else f"{formats.number(count, locale)} × {amount}"
    if price.label is None:
        return counted
    return tools.phrases.say("price_label", locale, price=counted, label=tools.pack.localize(price.label, locale))


def _told(tools: Toolbox, reading: Reading, product: Product, totals: Sequence[Total]) -> Reply:
    locale, currency = reading.locale, tools.pack.business.currency
    from_ = any(price.starting_at for price in product.prices)
    lines = []
    for total in totals:
        amount = formats.money(total.sum_, currency, locale)
        amount = tools.phrases.say("price_starting_at", locale, price=amount) if from_ else amount
        months = formats.number(total.months, locale)
        lines.append(tools.phrases.say("over_months_line", locale, months=months, total=amount, parts=total.parts))
    text = tools.phrases.say("over_months", locale, product=product.name, totals="\n".join(lines))
    return Reply(
        text,
        intent="pricing",
        citations=cite(tools, [product]),
        quick_replies=(tools.phrases.say("reply_contract", locale),),
        totals=frozenset(total.sum_ for total in totals),
        remember=about([product], "price"),
    )
