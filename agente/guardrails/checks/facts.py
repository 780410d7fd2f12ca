"""What does a pack itself vouch for, whatever a turn was shown: its catalogue, contacts, hours and own words."""

from collections.abc import Iterator
from datetime import time
from decimal import Decimal

from agente.guardrails.checks.addresses import Address, addresses_in, plain_number
from agente.guardrails.checks.value import Key, Value
from agente.guardrails.checks.values import keys_in
from agente.packs.hours import parse_interval
from agente.packs.models import WEEKDAYS, Product
from agente.packs.pack import Pack


class PackFacts:
    """`texts` are all that is public. `keys` are the values that may always be said: hours, prices, own words.

    What the catalogue counts of a product holds for that product, and knowledge vouches where a turn shows it.
    """

    def __init__(self, pack: Pack) -> None:
        always = [*_always_true(pack)]
        products = [product_facts(product, pack.business.currency) for product in pack.products]
        address = [str(fact) for fact in pack.business.address.model_dump().values()] if pack.business.address else []
        self.texts = [*always, *products, *address, *(passage.text for passage in pack.passages)]
        self.keys: frozenset[Key] = frozenset(_hours(pack)).union(*map(keys_in, always))
        self.keys |= {key for text in products for key in keys_in(text) if key[0] == "amount"}
        everything = [*self.texts, *(passage.url or "" for passage in pack.passages)]
        self._addresses = frozenset(a.plain for text in everything for a in addresses_in(text)[0])
        self._addresses |= {address.split("/")[0] for address in self._addresses}
        self._squeezed = plain_number(" ".join(everything))
        self._products = len(pack.products)
        self._limit = _discount_limit(pack)

    def gives(self, address: Address) -> bool:
        if address.kind in ("url", "email"):
            return address.plain in self._addresses
        return address.plain in self._squeezed

    def may_be_counted(self, counted: Value) -> bool:
        """Whether so many products could be counted in a reply."""
        return counted.number is not None and counted.number <= max(self._products, 10)

    def exceeds_limit(self, percent: Decimal | None) -> bool:
        return self._limit is not None and percent is not None and percent > self._limit


def product_facts(product: Product, currency: str) -> str:
    """All that the catalogue says of one product, in every language."""
    texts = [str(getattr(product, name)) for name in ("name", "summary", "description", "url")]
    texts += [f"{currency} {price.amount} {price.label} {price.unit}" for price in product.prices]
    texts += [f"{key}: {value}" for key, value in product.attributes.items()]
    texts += [f"{discount.from_quantity} {discount.percent}%" for discount in product.volume_discounts]
    return "\n".join(texts)


def _always_true(pack: Pack) -> Iterator[str]:
    business = pack.business
    contacts = (business.phone, business.whatsapp, business.email, business.site, business.privacy_url)
    yield "\n".join(str(fact) for fact in (business.name, business.description, *contacts) if fact)
    lengths = [business.booking.duration_minutes, *(kind.duration_minutes for kind in business.booking.kinds)]
    yield from (f"{minutes} minutes" for minutes in lengths if minutes)
    for variants in pack.responses.values():
        yield from (text for texts in variants.values() for text in texts)


def _hours(pack: Pack) -> Iterator[Key]:
    given = [pack.business.hours, *(kind.hours for kind in pack.business.booking.kinds)]
    weekly = [interval for hours in given if hours for day in WEEKDAYS for interval in getattr(hours, day)]
    for written in [*weekly, *(interval for holiday in pack.business.holidays for interval in holiday.hours)]:
        interval = parse_interval(written)
        yield from (_clock(interval.opens), _clock(interval.closes))
    for holiday in pack.business.holidays:
        *year, month, day = map(int, holiday.date.split("-"))
        yield from (("date", day, month, year[0] if year else None), ("day_month", day, month), ("day", day))


def _clock(moment: time) -> Key:
    return ("time", moment.hour, moment.minute)


def _discount_limit(pack: Pack) -> Decimal | None:
    """The largest that the policy or the catalogue allows; None when the pack says nothing of discounts."""
    catalogue = [discount.percent for product in pack.products for discount in product.volume_discounts]
    stated = "max_discount_percent" in pack.policies.model_fields_set
    policy = [pack.policies.max_discount_percent] if stated else []
    return max([*catalogue, *policy], default=None)
