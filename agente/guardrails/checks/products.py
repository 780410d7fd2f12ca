"""Does a text name a plan that does not exist, or give a product what is another's?"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from agente.guardrails.checks.facts import product_facts
from agente.guardrails.checks.value import Value
from agente.guardrails.checks.values import keys_in, stem
from agente.guardrails.folding import fold
from agente.packs.models import Product
from agente.packs.pack import Pack

_WORD = re.compile(r"[a-z0-9]+")
_KINDS = ("plano", "plan", "pacote", "paquete", "package", "kit", "combo", "modulo", "module")
# Names that plans often have, and so known at once for a plan even in small letters.
_TIERS = (
    "premium|platinum|platina|gold|ouro|oro|silver|prata|plata|bronze|diamante|diamond|black|vip|plus|ultimate|ultra|enterprise"
    "|starter|standard|basic|deluxe|master|turbo|unlimited|infinity|light|lite|familia|familiar|family|estudante|student"
)
_PERIODS = ("annual", "monthly", "yearly", "anual", "mensal", "mensual")
_FOLLOWING = re.compile(rf"\b(?:{'|'.join(_KINDS)})s? ([a-z0-9]+)")
_CAPITAL = r"(?:[A-ZÀ-Ý][\w-]+|(?i:{tiers}))"


class ProductNames:
    """The names of one business's products, and what its catalogue says of each."""

    def __init__(self, pack: Pack) -> None:
        self._names = _names_by_first_word(pack.products)
        kinds = {fold(product.name).split()[0] for product in pack.products} & set(_KINDS)
        if any(product.kind == "plan" for product in pack.products):
            kinds |= {"plano", "plan"}
        self._kinds = kinds
        self._after = self._before = None
        if kinds:
            either = "|".join(sorted(kinds))
            name = _CAPITAL.format(tiers=_TIERS)
            self._after = re.compile(rf"\b(?i:{either})\s+[\"“*'‘]{{0,3}}({name})(?:\s+((?i:{_TIERS})))?\b")
            self._before = re.compile(rf"(?<=[a-z,] )[\"“*'‘]{{0,3}}({name})[\"”*'’]{{0,3}}\s+(?i:{either})\b")
        self._known = _said_of_plans(pack)
        self._facts = {product.id: keys_in(product_facts(product, pack.business.currency)) for product in pack.products}
        self._counted = {product.id: _counts(product) for product in pack.products}
        self._priced = {price.amount: product.id for product in pack.products for price in product.prices}

    def invented(self, text: str) -> Iterator[str]:
        """What is named like a plan of ours and is none: "Plano Platinum"."""
        small = text.lower()
        if not any(kind in small for kind in self._kinds):
            return
        for pattern in (self._after, self._before):
            for match in pattern.finditer(text) if pattern else ():
                if any(stem(fold(word)) not in self._known for word in match.groups() if word):
                    yield match[0].strip()

    def named(self, folded: str) -> list[Product]:
        """The products that a folded sentence names, by name or alias."""
        words = [stem(word) for word in _WORD.findall(folded)]
        found = {}
        for place, word in enumerate(words):
            for name, product in self._names.get(word, ()):
                if words[place : place + len(name)] == name:
                    found[product.id] = product
        return list(found.values())

    def say(self, products: Sequence[Product], value: Value) -> bool:
        """Whether the catalogue has this value of one of these products, a count also as a bare number."""
        facts = [self._facts[product.id] for product in products]
        bare = ("value", value.number) if value.kind in ("count", "number") else None
        return any(bare in own or not own.isdisjoint(value.keys) for own in facts)

    def contradicts(self, products: Sequence[Product], value: Value) -> bool:
        """Whether a value that is said of these products is another's price, or not what their attribute says."""
        if not products or any(key in self._facts[product.id] for product in products for key in value.keys):
            return False
        if value.kind == "amount":
            return value.number in self._priced
        if value.kind == "count" and len(products) == 1:
            own = self._counted[products[0].id].get(value.unit)
            return own is not None and value.number not in own
        return False


def _names_by_first_word(products: Sequence[Product]) -> dict[str, list[tuple[list[str], Product]]]:
    names: dict[str, list[tuple[list[str], Product]]] = {}
    for product in products:
        for text in (product.name, *product.aliases):
            if name := [stem(word) for word in _WORD.findall(fold(text))]:
                names.setdefault(name[0], []).append((name, product))
    return names


def _counts(product: Product) -> dict[str, set[Decimal]]:
    """For each word of an attribute that is a bare number, the numbers that it may be said with."""
    counts: dict[str, set[Decimal]] = {}
    for key, value in product.attributes.items():
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            counted = next(iter(_WORD.findall(fold(key))), "")
            counts.setdefault(stem(counted), set()).add(Decimal(value))
    return counts


def _said_of_plans(pack: Pack) -> set[str]:
    """The words that may follow "plano": of the products' names, and wherever the pack itself writes so."""
    names = [text for product in pack.products for text in (product.name, *product.aliases)]
    texts = [product_facts(product, pack.business.currency) for product in pack.products] + [
        str(pack.business.description)
    ]
    texts += [f"{passage.heading}. {passage.text}" for passage in pack.passages]
    texts += [text for variants in pack.responses.values() for own in variants.values() for text in own]
    said = [word for text in texts for word in _FOLLOWING.findall(fold(text))]
    return {stem(word) for word in [*_WORD.findall(fold(" ".join(names))), *said, *_PERIODS]}
