"""Which products does a text mention, and what do they cost?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise

from agente.knowledge.analysis import analyzer, singular, words, x_rays_in_one
from agente.knowledge.vocabulary import one_edit_apart
from agente.packs.models import Locale, LocalText, Price, Product, VolumeDiscount
from agente.packs.pack import Pack

MIN_TYPO_LETTERS = 5
REMEMBERED_WORDS = 4096  # whose stems need not be found again; customers' words repeat
REMEMBERED_TEXTS = 1024  # of the pack
MIN_NAME_LETTERS = 4  # of a single word of a name that stands for the whole name
MAX_TELLING_WORDS = 2  # of a longer name no single word stands for the whole
COMPARABLE = 0.8  # likeness from which on a comparison has something to tell
CENT = Decimal("0.01")

AttributeValue = str | bool | int | Decimal


@dataclass(frozen=True, slots=True)
class Mention:
    """Products that words `start` to `end` (not included) of a text name; several when a name is not unique."""

    products: tuple[Product, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """What a quantity costs at one of a product's prices, the best volume discount taken off."""

    price: Price
    quantity: int
    percent: Decimal
    total: Decimal


class Catalog:
    """The pack's products, ready to be recognised in what a customer writes.

    Accents, capitals, plurals and single typos are forgiven; the longest name wins. A word that only one product's
    name has ("profissional" of "Plano Profissional") is a name too.
    """

    def __init__(self, pack: Pack) -> None:
        self.products = pack.products
        self._pack = pack
        self._by_id = {product.id: product for product in pack.products}
        self._names: dict[tuple[str, ...], tuple[Product, ...]] = {}
        self._bare_kinds: set[str] = set()  # words such as "kit" that only one product's name has
        self._learn_names()
        self._longest = max(map(len, self._names), default=0)
        self._first_words = {name[0] for name in self._names}
        self._words = {word for name in self._names for word in name}
        self._typos = _typo_index(self._words)
        self._meant = lru_cache(maxsize=REMEMBERED_WORDS)(self._understand)
        self._language = analyzer(pack.default_locale)
        self._term = lru_cache(maxsize=REMEMBERED_WORDS)(self._language.term)
        self._terms_of = lru_cache(maxsize=REMEMBERED_TEXTS)(
            lambda texts: self.terms(word for each in texts for word in words(each))
        )
        self._singular_terms_of = lru_cache(maxsize=REMEMBERED_TEXTS)(
            lambda text: tuple(self.terms_in_order(map(singular, words(text))))
        )
        self._products_in = lru_cache(maxsize=REMEMBERED_TEXTS)(self.mentioned_in)
        self._attributes = {
            product.id: {key: self._names_of(key) for key in product.attributes} for product in pack.products
        }
        self._attribute_terms = {
            id_: {key: frozenset().union(*names) for key, names in named.items()}
            for id_, named in self._attributes.items()
        }
        self._heads = {product.id: _heads(product) for product in pack.products}
        # The words of an attribute's names, as they are counted.
        self._attribute_words = {
            key: frozenset(word for name in (key, *pack.attribute_names.get(key, {}).values()) for word in _key(name))
            for product in pack.products
            for key in product.attributes
        }
        self._function_words = self._language.stop_words | _CONTRACTIONS
        self._own_terms = {
            product.id: self.terms_in(product.summary) | self.terms_in(product.description or "")
            for product in pack.products
        }
        self.plans = [product for product in self.list_products() if product.kind == "plan"]
        self._things = [product for product in self.list_products() if product.kind != "plan"]
        self._told_of = Counter(term for product in self._things for term in self._own_terms[product.id])
        self._categories = self._category_names()
        self.category_words = frozenset(
            word for product in pack.products if product.category for word in words(str(product.category))
        )

    def get(self, product_id: str) -> Product | None:
        return self._by_id.get(product_id)

    def find_products(self, text_words: Sequence[str]) -> list[Mention]:
        """The products that folded words mention, in their order."""
        keys = [self._meant(word) for word in text_words]
        mentions = []
        start = 0
        while start < len(keys):
            mention = self._longest_at(keys, start) if keys[start] in self._first_words else None
            if mention:
                mentions.append(mention)
            start = mention.end if mention else start + 1
        return mentions

    def products_in(self, text: str) -> tuple[Product, ...]:
        """Those that a text of the pack mentions; what is said in a talk is not to be remembered: `mentioned_in`."""
        return self._products_in(text)

    def mentioned_in(self, text: str) -> tuple[Product, ...]:
        """Each product that a text mentions, once."""
        return tuple({item.id: item for each in self.find_products(words(text)) for item in each.products}.values())

    def named_by(self, some_words: Sequence[str]) -> Product | None:
        """The only available product that has all of the words in its name, else in one of its aliases."""
        asked = set(_key(" ".join(some_words)))
        for names in (lambda item: [item.name], lambda item: item.aliases):
            found = [item for item in self.list_products() if any(asked <= set(_key(name)) for name in names(item))]
            if found or not asked:
                return found[0] if len(found) == 1 and asked else None
        return None

    def is_function_word(self, word: str) -> bool:
        return word in self._function_words

    def calls_it(self, product: Product, word: str) -> bool:
        """Whether the word is one of its name or category ("plano", "impressora")."""
        return len(word) >= MIN_NAME_LETTERS and singular(word) in _key(f"{product.name} {self._category(product)}")

    def is_kind_of(self, product: Product, noun: str) -> bool:
        """Whether the noun says what it is: its category, or what its name begins with ("leitor", and no "código")."""
        kinds = {*_key(product.name)[:1], *_key(self._category(product))}
        return len(noun) >= MIN_NAME_LETTERS and singular(noun) in kinds

    def list_products(self, kind: str | None = None, category: str | None = None) -> list[Product]:
        """The available products of a kind and category, in the pack's order; all when there is none of that kind."""
        available = [product for product in self.products if product.available]
        if category is not None:
            return [product for product in available if self._category(product) == category]
        return [product for product in available if product.kind == kind] or available

    def mentioned_category(self, text_words: Sequence[str]) -> str | None:
        """The category whose whole name is among the words, by its name in the default locale."""
        spoken = {singular(word) for word in text_words}
        return next((category for name, category in self._categories.items() if name and spoken.issuperset(name)), None)

    def category_name(self, product: Product, locale: Locale) -> str:
        return "" if product.category is None else self._pack.localize(product.category, locale)

    def siblings(self, product: Product) -> list[Product]:
        """The other available products of the same category, else of the same kind."""
        category = self._category(product)
        same = self.list_products(category=category) if category else self.list_products(product.kind)
        return [other for other in same if other.id != product.id]

    def headed_by(self, noun: str) -> list[Product]:
        """The available products of which a name begins with the noun: "aparelho" are the fixed and the clear one."""
        key = singular(noun)
        if len(noun) < MIN_NAME_LETTERS:
            return []
        return [item for item in self.list_products() if key in self._heads[item.id]]

    def named_alike(self, product: Product) -> list[Product]:
        """The other available products of which a name begins as one of this product's does."""
        heads = self._heads[product.id]
        return [
            item
            for item in self.list_products()
            if item.id != product.id and not heads.isdisjoint(self._heads[item.id])
        ]

    def comparable(self, product: Product) -> Product | None:
        """The one that is most like it, of the same category and kind; None when none tells much the same things."""
        alike = [other for other in self.siblings(product) if other.kind == product.kind]
        likest = max(alike, key=lambda other: _likeness(product, other), default=None)
        return likest if likest and _likeness(product, likest) >= COMPARABLE else None

    def matching_attributes(self, product: Product, terms: frozenset[str]) -> list[str]:
        """The attributes that a question's terms ask for, the best match first; at least half a name must be there."""
        scored = []
        for key, names in self._attributes[product.id].items():
            own = max(names, key=lambda name: len(name & terms))
            shared = len(own & terms)
            if own and 2 * shared >= len(own):
                scored.append((shared / len(own), shared, key))
        best = max(scored, default=None)
        return [key for *score, key in scored if best and tuple(score) == best[:2]]

    def counted_attributes(self, product: Product, things: Iterable[str]) -> list[str]:
        """The attributes that say how many there are of such things, by a word of their names and not by its stem only.

        "Notas fiscais por mês" counts "notas", and no "mesas".
        """
        asked = {singular(thing) for thing in things if len(thing) > 2 and not self.is_function_word(thing)}
        return [
            key
            for key, value in product.attributes.items()
            if not isinstance(value, bool) and not asked.isdisjoint(self._attribute_words[key])
        ]

    def counted_by_plans(self, things: Iterable[str]) -> list[str]:
        """The attributes in which plans count such things, each as often as a plan has it."""
        asked = list(things)
        return [key for plan in self.list_products("plan") for key in self.counted_attributes(plan, asked)]

    def attribute_terms(self, product: Product, key: str) -> frozenset[str]:
        """Those of all names that the attribute has."""
        return self._attribute_terms[product.id][key]

    def names_attribute(self, product: Product, terms: frozenset[str]) -> bool:
        """Whether all of a name of several words is among a question's terms."""
        names = (name for names in self._attributes[product.id].values() for name in names)
        return any(len(name) > 1 and name <= terms for name in names)

    def is_named_whole(self, product: Product, key: str, terms: frozenset[str]) -> bool:
        """Whether all of one of the attribute's names is among a question's terms."""
        return any(name <= terms for name in self._attributes[product.id][key])

    def attribute_name(self, key: str, locale: Locale) -> str:
        return self._pack.attribute_names.get(key, {}).get(locale, key)

    def terms(self, some_words: Iterable[str]) -> frozenset[str]:
        """What folded words stand for, as attributes are compared; words that say nothing are left out."""
        return frozenset(self.terms_in_order(some_words))

    def terms_in_order(self, some_words: Iterable[str]) -> list[str]:
        content = [word for word in some_words if word not in self._language.stop_words]
        following = pairwise([*content, ""])
        found = []
        for word, other in following:
            paired = self._language.pair(word, other)  # "raio x" is one thing
            found.append(paired or self._term(_singular_of_l(word)))
            if paired:
                next(following, None)
        return found

    def terms_in(self, text: LocalText) -> frozenset[str]:
        """Those of a text of the pack in all its languages."""
        return self._terms_of(tuple(text.values()) if isinstance(text, dict) else (text,))

    def singular_terms_of(self, text: str) -> tuple[str, ...]:
        """Those of a text of the pack in one language, in its order, of its words in the singular."""
        return self._singular_terms_of(text)

    def called(self, product: Product) -> frozenset[str]:
        """The terms of its name and of what else customers call it."""
        return self._terms_of((product.name, *product.aliases))

    def shared_with(self, said: frozenset[str]) -> Iterator[tuple[Product, frozenset[str]]]:
        """Those that are no plans, with what of the terms stands in their own texts and, in part, in no other's."""
        for product in self._things:
            shared = said & self._own_terms[product.id]
            if any(self._told_of[term] == 1 for term in shared):
                yield product, shared

    def _names_of(self, key: str) -> list[frozenset[str]]:
        """The terms of each name of an attribute, the pack's own first."""
        return [self.terms(words(name)) for name in (key, *self._pack.attribute_names.get(key, {}).values())]

    def _category(self, product: Product) -> str:
        return self.category_name(product, self._pack.default_locale)

    def _category_names(self) -> dict[tuple[str, ...], str]:
        """Each category's names in any locale as singular words, with its name in the default locale."""
        found: dict[tuple[str, ...], str] = {}
        for product in self.products:
            if product.category is not None:
                names = product.category.values() if isinstance(product.category, dict) else [product.category]
                found |= {_key(name): self._category(product) for name in names}
        return found

    def _learn_names(self) -> None:
        names: dict[tuple[str, ...], dict[str, Product]] = defaultdict(dict)
        single: dict[str, dict[str, Product]] = defaultdict(dict)
        for product in self.products:
            for name in (product.name, product.id, *product.aliases):
                for key in _keys(name):
                    names[key][product.id] = product
            for written in {product.name, product.name.replace("-", "")}:
                telling = [word for word in _key(written) if len(word) >= MIN_NAME_LETTERS and word not in _GENERIC]
                kinds = [word for word in _key(written) if word in _KINDS]
                for word in [*kinds, *(telling if len(telling) <= MAX_TELLING_WORDS else ())]:
                    single[word][product.id] = product
        for word, products in single.items():
            if len(products) == 1 and len(self.products) > 1 and (word,) not in names:
                names[word,] = products
                if word in _KINDS:
                    self._bare_kinds.add(word)
        self._names = {key: tuple(products.values()) for key, products in names.items()}

    def _understand(self, word: str) -> str:
        """The word of a name that was meant, in the singular, else the word itself."""
        word = singular(word)
        if word in self._words or len(word) < MIN_TYPO_LETTERS:
            return word
        for shorter in (word, *_deletions(word)):
            meant = self._typos.get(shorter)
            # A longer word that begins like a name is another word: "agendar" is not the product "Agenda".
            if meant and meant[0] == word[0] and not word.startswith(meant) and one_edit_apart(word, meant):
                return meant
        return word

    def _longest_at(self, keys: list[str], start: int) -> Mention | None:
        for end in range(min(len(keys), start + self._longest), start, -1):
            name = tuple(keys[start:end])
            if (products := self._names.get(name)) and not self._merely_a_word(keys, start, end):
                return Mention(products, start, end)
        return None

    def _merely_a_word(self, keys: list[str], start: int, end: int) -> bool:
        """Whether a name that is also a function word ("pro") or a kind ("o kit", of which there is one) is only that.

        It is when nothing before it points at it; a kind also when "de" goes on to say of what ("o plano de saúde").
        """
        if end - start > 1 or (keys[start] not in self._function_words and keys[start] not in self._bare_kinds):
            return False
        if keys[start] in self._bare_kinds and keys[end : end + 1] in (["de"], ["of"]):
            return True
        return not start or keys[start - 1] not in _POINTERS


def _heads(product: Product) -> set[str]:
    """The words that its names begin with and that say what it is."""
    keys = (_key(name) for name in (product.name, *product.aliases))
    return {key[0] for key in keys if key and len(key[0]) >= MIN_NAME_LETTERS and key[0] not in _GENERIC - _KINDS}


def _likeness(product: Product, other: Product) -> float:
    """The share of the attributes of either that both have."""
    either = product.attributes.keys() | other.attributes.keys()
    return len(product.attributes.keys() & other.attributes.keys()) / len(either) if either else 0.0


def quote_price(product: Product, price: Price, quantity: int) -> Quote:
    """A volume discount is taken off the usual price of a period, its first; others ("à vista") are special already."""
    usual = next(other for other in product.prices if other.period == price.period)
    discount = best_discount(product, quantity) if price == usual else None
    percent = discount.percent if discount else Decimal(0)
    total = price.amount * quantity * (100 - percent) / 100
    return Quote(price, quantity, percent, total.quantize(CENT, ROUND_HALF_UP))


def price_of_many(product: Product, price: Price, quantity: int) -> Price:
    """What so many cost, as the price of one thing."""
    if quantity == 1:
        return price
    return price.model_copy(update={"amount": quote_price(product, price, quantity).total, "unit": None})


def best_discount(product: Product, quantity: int) -> VolumeDiscount | None:
    reached = [discount for discount in product.volume_discounts if discount.from_quantity <= quantity]
    return max(reached, key=lambda discount: discount.percent, default=None)


def sold_by_quantity(product: Product) -> bool:
    """Whether several of it make sense, so that a quantity's total may be named."""
    return product.kind == "product" or bool(product.volume_discounts) or any(price.unit for price in product.prices)


def compare_products(products: Sequence[Product]) -> dict[str, list[tuple[Product, AttributeValue | None]]]:
    """The attributes that at least two of the products have, with every product's value or None."""
    keys = dict.fromkeys(key for product in products for key in product.attributes)
    rows = {}
    for key in keys:
        if sum(key in product.attributes for product in products) > 1:
            rows[key] = [(product, product.attributes.get(key)) for product in products]
    return rows  # type: ignore[return-value]


def extremes(products: Iterable[Product], dearest: bool = False) -> list[tuple[Product, Price]]:
    """The cheapest (or dearest) product with a public price, one for each period in which prices are paid.

    A product counts with its first price, which the pack shows as the usual one.
    """
    by_period: dict[str, list[tuple[Product, Price]]] = defaultdict(list)
    for product in products:
        if product.prices:
            by_period[product.prices[0].period].append((product, product.prices[0]))
    pick = max if dearest else min
    return [pick(priced, key=lambda pair: pair[1].amount) for priced in by_period.values()]


_CONTRACTIONS = frozenset({"pro", "pra"})
_POINTERS = frozenset({
    "o", "do", "no", "ao", "plano", "plan", "pacote", "versao", "the", "el", "del", "ou", "or",
})  # fmt: skip
_KINDS = frozenset({"kit", "plano", "plan", "pacote", "package", "paquete", "modulo", "combo"})
_GENERIC = frozenset({
    "plano", "plan", "pacote", "package", "paquete", "kit", "servico", "service", "servicio", "produto",
    "product", "producto", "modulo", "module", "com", "para", "and", "con", "for", "with", "adicional",
    "extra", "basico", "basic", "loja", "store", "shop", "tienda", "usuario", "user", "cliente", "client", "empresa",
    "tratamento", "treatment", "tratamiento", "nota", "fiscal", "invoice", "factura", "completo", "cartao", "card",
    "tarjeta",
})  # fmt: skip


def _singular_of_l(word: str) -> str:
    """ "Fiscal" of the Spanish "fiscales", an ending that Portuguese analysis does not know."""
    return word.removesuffix("es") if len(word) > MIN_TYPO_LETTERS and word.endswith(("ales", "iles", "oles")) else word


def _key(name: str) -> tuple[str, ...]:
    return tuple(singular(word) for word in words(name))


def _keys(name: str) -> set[tuple[str, ...]]:
    """As it is, and as messages have it: "e-commerce" is written "ecommerce" too, "raio x" is read as one word."""
    one_word = tuple(map(singular, x_rays_in_one(words(name))))
    return {_key(name), _key(name.replace("-", "")), one_word} - {()}


def _typo_index(vocabulary: set[str]) -> dict[str, str]:
    """Every known word under itself and, when it is long enough, under what is left of it without one letter."""
    index: dict[str, str] = {}
    for word in sorted(vocabulary):
        if len(word) >= MIN_TYPO_LETTERS:
            for shorter in _deletions(word):
                index.setdefault(shorter, word)
    return index | {word: word for word in vocabulary}


def _deletions(word: str) -> Iterator[str]:
    return (word[:position] + word[position + 1 :] for position in range(len(word)))
