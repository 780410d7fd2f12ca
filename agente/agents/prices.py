"""Prices in words, written once per locale when a pack is prepared."""

from collections.abc import Sequence
from decimal import Decimal

from agente.agents.phrases import Phrases
from agente.agents.tools.catalog import Quote
from agente.i18n import formats
from agente.packs.models import Locale, Price, Product
from agente.packs.pack import Pack


class PriceTexts:
    """`full` names each price of a product with its label; `brief` is all of them in one line."""

    def __init__(self, pack: Pack, phrases: Phrases) -> None:
        self._pack = pack
        self._phrases = phrases
        self._full: dict[tuple[str, Locale], tuple[str, ...]] = {}
        self._brief: dict[tuple[str, Locale], str] = {}
        for locale in pack.business.locales:
            for product in pack.products:
                self._full[product.id, locale] = tuple(self.price(price, locale) for price in product.prices)
                self._brief[product.id, locale] = self._in_one_line(product, locale)

    def full(self, product: Product, locale: Locale) -> tuple[str, ...]:
        return self._full[product.id, locale]

    def brief(self, product: Product, locale: Locale) -> str:
        """`R$ 89,90 por mês ou R$ 899,00 por ano`, `R$ 390,00 + R$ 180,00 por mês`; `sob consulta` without prices."""
        return self._brief[product.id, locale]

    def price(self, price: Price, locale: Locale, label: bool = True) -> str:
        unit = "" if price.unit is None else self._pack.localize(price.unit, locale)
        text = self._paid(price.amount, price, unit, locale)
        if price.starting_at:
            text = self._phrases.say("price_starting_at", locale, price=text)
        if label and price.label is not None:
            return self._phrases.say("price_label", locale, price=text, label=self._pack.localize(price.label, locale))
        return text

    def side_by_side(self, prices: Sequence[Price], locale: Locale, label: bool = True) -> str:
        """In one line: one or the other, but what is paid once comes on top of what is paid again and again."""
        once = [self.price(price, locale, label) for price in prices if price.period == "once"]
        again = [self.price(price, locale, label) for price in prices if price.period != "once"]
        return " + ".join(formats.listing(texts, locale, either=True) for texts in (once, again) if texts)

    def total(self, quote: Quote, locale: Locale) -> str:
        text = self.together([quote], locale)
        return f"{text} {self._pack.localize(quote.price.label, locale)}" if quote.price.label is not None else text

    def together(self, quotes: Sequence[Quote], locale: Locale) -> str:
        """What several come to, all paid in the same period; only a lower bound when one of them is."""
        first = quotes[0].price
        text = self._paid(sum((quote.total for quote in quotes), Decimal(0)), first, "", locale)
        if any(quote.price.starting_at for quote in quotes):
            text = self._phrases.say("price_starting_at", locale, price=text)
        return text

    def _paid(self, amount: Decimal, price: Price, unit: str, locale: Locale) -> str:
        text = formats.money(amount, self._pack.business.currency, locale)
        if unit:
            text = self._phrases.say("price_unit", locale, amount=text, unit=unit)
        return self._phrases.say(f"price_{price.period}", locale, amount=text)

    def _in_one_line(self, product: Product, locale: Locale) -> str:
        if not product.prices:
            return self._phrases.say("price_private", locale)
        periods = {price.period for price in product.prices}
        # Only a label then tells the prices apart, or that both are paid: the installation and then each month.
        label = len(periods) < len(product.prices) or ("once" in periods and len(periods) > 1)
        return self.side_by_side(product.prices, locale, label)
