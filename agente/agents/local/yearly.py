"""Is it cheaper to pay for a year? Both prices, and what twelve months come to beside the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agente.agents.local import cues, price_cues
from agente.agents.local.clauses import clauses_of
from agente.agents.local.periods import MONTHS_A_YEAR, by_period
from agente.agents.local.products import COMPARED, about, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.knowledge.analysis import folded
from agente.packs.models import Locale, Price, Product

_SAVING = cues.cue(r"econom\w+|save|saved?|savings?|ahorr\w+")
_MONTHS = frozenset({"meses", "months"})


@dataclass(frozen=True, slots=True)
class Year:
    """One product by the month and by the year."""

    month: Price
    year: Price

    @property
    def months(self) -> Decimal:
        return self.month.amount * MONTHS_A_YEAR

    @property
    def saved(self) -> Decimal:
        return self.months - self.year.amount

    @property
    def amounts(self) -> frozenset[Decimal]:
        return frozenset({self.months, self.saved})


def year_of(product: Product) -> Year | None:
    """None unless it has one price of each period, and knows them exactly."""
    prices = by_period(product.prices)
    if prices.keys() != {"month", "year"} or any(len(each) > 1 for each in prices.values()):
        return None
    if any(price.starting_at or price.unit for price in product.prices):
        return None
    return Year(prices["month"][0], prices["year"][0])


def answer_yearly(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "O anual sai mais barato?", "se pagar o ano tem desconto?", of one product or of those that are spoken of."""
    if not _asks(reading):
        return None
    asked_of = reading.products or reading.previous or _plans(tools, reading)
    return told(tools, reading, asked_of[:COMPARED])


def told(tools: Toolbox, reading: Reading, products: Sequence[Product]) -> Reply | None:
    """What a year of each saves; None unless all of them are sold by the month and by the year."""
    years = [(product, year) for product in products if product.available and (year := year_of(product))]
    if not years or len(years) < len(products):
        return None
    return Reply(
        "\n".join(_sentence(tools, product, year, reading.locale) for product, year in years),
        intent="pricing",
        citations=cite(tools, products),
        quick_replies=(tools.phrases.say("reply_contract", reading.locale),),
        totals=frozenset().union(*(year.amounts for _, year in years)),
        remember={**about(products, "price"), "yearly": True},
    )


def _plans(tools: Toolbox, reading: Reading) -> Sequence[Product]:
    """Those of a year, when the talk was of nothing yet; a discount for paying it the material tells in its words."""
    return [] if reading.asks(cues.DISCOUNT) else [product for product in tools.catalog.plans if year_of(product)]


def saving_line(tools: Toolbox, product: Product, locale: Locale) -> tuple[str, frozenset[Decimal]] | None:
    """What the year saves, as one of a list of discounts, and the amounts that were computed."""
    year = year_of(product)
    if year is None or year.saved <= 0:
        return None
    return tools.phrases.say("yearly_line", locale, **_values(tools, product, year, locale)), year.amounts


def _asks(reading: Reading) -> bool:
    """In one of its parts, which says nothing else."""
    if reading.quantity is None and reading.turn.state.get("yearly") and _is_of_discount(reading):
        return True  # "quanto de desconto?", right behind it
    if _asks_for_the_year(reading) or _asks_saving(reading):
        return True
    if not (reading.asks(price_cues.FOR_A_YEAR) and _saves(" ".join(reading.words))):
        return False
    for clause in clauses_of(reading.turn.text):
        spoken = folded(clause.text)
        if price_cues.FOR_A_YEAR.search(spoken) and _saves(spoken):
            part = reading.reread(clause.text)
            return part.quantity is None and not (_rest(part) or price_cues.ways_of_paying(part.spoken))
    return False


def _rest(part: Reading) -> set[str]:
    """What it says of something else; "em 12 meses" are the year too."""
    months = _MONTHS if part.asks(price_cues.OVER_A_YEAR) else frozenset[str]()
    return set(part.rest) - price_cues.YEARLY_WORDS - months


def _asks_saving(reading: Reading) -> bool:
    """ "E no anual, tem multa? quanto economizo?": of the year that stands in another part of the message."""
    if not (reading.asks(_SAVING) and reading.asks(price_cues.HOW_MUCH)) or _rest(reading):
        return False
    return reading.reread(reading.message).asks(price_cues.FOR_A_YEAR) and reading.quantity is None


def _asks_for_the_year(reading: Reading) -> bool:
    """ "O segundo quanto fica no ano?", of one product and nothing else."""
    asks = reading.asks(price_cues.OVER_A_YEAR) and reading.asks(cues.PRICE) and not reading.asks(cues.MONTHLY)
    only = reading.quantity is None and not set(reading.rest) - price_cues.YEARLY_WORDS
    return asks and only and len(reading.products or reading.previous) == 1


def _saves(spoken: str) -> bool:
    if price_cues.SAVES.search(spoken):
        return True
    return bool(cues.MONTHLY.search(spoken) and cues.COMPARE.search(spoken))


def _is_of_discount(reading: Reading) -> bool:
    asks = reading.asks(cues.DISCOUNT) and reading.asks(price_cues.HOW_MUCH)
    return asks and not (set(reading.rest) - price_cues.YEARLY_WORDS or reading.products)


def _sentence(tools: Toolbox, product: Product, year: Year, locale: Locale) -> str:
    key = "yearly_saves" if year.saved > 0 else "yearly_saves_nothing"
    return tools.phrases.say(key, locale, **_values(tools, product, year, locale))


def _values(tools: Toolbox, product: Product, year: Year, locale: Locale) -> dict[str, str]:
    currency = tools.pack.business.currency
    return {
        "product": product.name,
        "month": tools.prices.price(year.month, locale, label=False),
        "year": tools.prices.price(year.year, locale, label=False),
        "amount": formats.money(year.month.amount, currency, locale),
        "total": formats.money(year.months, currency, locale),
        "saved": formats.money(abs(year.saved), currency, locale),
    }
