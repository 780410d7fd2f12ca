"""What is one instalment, and in how many is it paid? Divided only where so many are without interest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from agente.agents.local import cues, price_cues, stances
from agente.agents.local.buying import buy_several, wants_several
from agente.agents.local.clauses import SENTENCE_END
from agente.agents.local.counting import amounts_alone, counts_of, quantity_of, units_of
from agente.agents.local.knowledge import answer_from_knowledge, quoting
from agente.agents.local.offers import offer
from agente.agents.local.periods import prices_of_period, why_of_price
from agente.agents.local.products import about, attribute_sentence, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.sums import are_alternatives, asked_together, quantities_of
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import CENT, price_of_many, sold_by_quantity
from agente.agents.turn import Citation
from agente.guardrails.facts import amounts
from agente.i18n import formats
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded, singular, words
from agente.packs.models import IntentName, Price, Product
from agente.packs.pack import Passage

# "Minha fatura veio em 12x" asks nothing of a price.
_OF_ONE_BOUGHT: tuple[IntentName, ...] = ("billing", "complaint", "cancellation", "order_status", "technical_support")
MAX_GOING_ON = 4  # words: "e em 10x"
_COUNT_LAST = regex(r"\b[0-9]{1,2} ?(?:x|vezes|cuotas|instal?lments)$")
_ONCE = ("once", "year")  # periods whose price may be divided


@dataclass(frozen=True, slots=True)
class Terms:
    """So many instalments without interest, in the words that say so."""

    most: int
    text: str
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Divided:
    """What so many of a product cost in so many instalments, of `each`."""

    product: Product
    price: Price  # of all of them
    count: int
    each: Decimal
    terms: Terms
    quantity: int = 1


def answer_instalments(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Quanto sai por mês se dividir o anual em 12?", "parcela o anual dele?"."""
    if not (reading.asks(price_cues.SPLIT) or _only_names_count(reading)):
        return None
    if reading.asks(price_cues.THAT_FITS) or reading.sure_of(*_OF_ONE_BOUGHT):
        return None
    if each := answer_each_instalment(tools, reading):
        return each
    product = _asked_of(reading)
    count = _how_many(reading)
    asks = reading.asks(cues.PRICE) or "?" in reading.turn.text or len(reading.words) <= MAX_GOING_ON
    several = reading.products or reading.previous
    if count > 1 and asks and len(several) > 1:
        return _divided_each(tools, reading, several, count)
    if product and not count and (either := _by_either_way(tools, reading, product)):
        return either
    if product is None or not ((count and asks) or reading.products):
        return None
    if any(price_cues.LIMIT.search(text) for text in _attribute_texts(tools, reading, product)) and not count:
        return None  # its own attribute answers
    price = _divisible(tools, reading, product)
    terms = _terms(tools, reading, product)
    priced_apart = price_cues.ways_priced_apart(reading.spoken) or "mensal" in reading.words
    plain = not (priced_apart or _counts_more(reading, count))
    divided = _divided(tools, reading, product, price, count, terms) if plain and price and terms else None
    if plain and price and terms and (fewer := _in_fewer(tools, reading, product, price, count, terms)):
        return fewer
    return divided or _not_divided(tools, reading, product, price if count else None)


def _by_either_way(tools: Toolbox, reading: Reading, product: Product) -> Reply | None:
    """ "Dá pra pagar no Pix ou parcelar no cartão?": what is told of the one, and what of instalments names it."""
    if not price_cues.ways_of_paying(reading.spoken) - {"card"} or reading.asks(cues.DISCOUNT):
        return None
    told, passage = answer_from_knowledge(tools, reading), _passage(tools, reading)
    sentences = SENTENCE_END.split(passage.text) if passage else []
    own = next(
        (each for each in sentences if price_cues.LIMIT.search(folded(each)) and _names(tools, each, product)), None
    )
    if told is None or told.missed or passage is None or own is None or own in told.text:
        return None
    return merged([told, quoting(tools, reading, passage, own)])


def _only_names_count(reading: Reading) -> bool:
    """ "O outro, o transparente. 12x", of what the talk is about."""
    return reading.memory.about_products and bool(_COUNT_LAST.search(reading.spoken)) and bool(reading.products)


def answer_each_instalment(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "2 implantes, quanto fica cada parcela?", "quanto dá por mês?" of what is paid once: in as many as it may be."""
    product = _asked_of(reading)
    if product is None or not _asks_each(reading, product) or reading.sure_of(*_OF_ONE_BOUGHT):
        return None
    if reading.asks(price_cues.TOGETHER) or price_cues.ways_priced_apart(reading.spoken):
        return None
    price, terms = _divisible(tools, reading, product), _terms(tools, reading, product)
    quantity = _bought(reading, product)
    if price is None or terms is None or quantity is None:
        return None
    count, of_all = _how_many(reading), price_of_many(product, price, quantity)
    fewer = _in_fewer(tools, reading, product, of_all, count, terms, quantity)
    return fewer or _divided(tools, reading, product, of_all, count, terms, quantity)


def _asks_each(reading: Reading, product: Product) -> bool:
    """Whether nothing is asked but money: what each instalment is, or what a month costs where nothing is so sold."""
    saying = set(reading.rest) - price_cues.INSTALMENT_WORDS - stances.YES
    others = {singular(word) for word in saying if word.isalpha()}
    ways = {singular(word) for price in product.prices for word in words(str(price.label or ""))}
    if others - units_of(product) - ways:
        return False
    asks = reading.asks(cues.PRICE) or reading.asks(price_cues.MONEY) or reading.quantity is not None
    if reading.asks(price_cues.EACH_INSTALMENT) or (_how_many(reading) and asks):
        return True
    paid_once = all(price.period in _ONCE for price in product.prices)
    return paid_once and reading.asks(cues.MONTHLY) and reading.asks(price_cues.MONEY)


def _bought(reading: Reading, product: Product) -> int | None:
    """How many of it are bought; None when the message counts something else."""
    prices = {price.amount for price in product.prices}
    counted = (count for count in counts_of(reading) if Decimal(count.number) not in prices)
    others = [count for count in counted if count.number not in (1, _how_many(reading))]
    if not others:
        return 1
    quantity = quantity_of(reading, product) if sold_by_quantity(product) else None
    return quantity if quantity == others[0].number and len(others) == 1 else None


def _counts_more(reading: Reading, instalments: int) -> bool:
    """Whether several are bought, or something beside: the instalment of one would be no answer."""
    others = [count for count in counts_of(reading) if count.number not in (1, instalments)]
    return bool(others) or reading.asks(price_cues.TOGETHER) or reading.asks(price_cues.OF_THEM)


def _asked_of(reading: Reading) -> Product | None:
    """The one that is named, or was talked about: of "esse anual" the latest that is paid by the year."""
    among = reading.products or reading.previous
    if not reading.products and reading.asks(cues.YEARLY):
        yearly = (item for item in (*among, *reading.memory.recent) if any(p.period == "year" for p in item.prices))
        return next(yearly, None)
    return among[0] if len(among) == 1 else None


def _how_many(reading: Reading) -> int:
    found = price_cues.SO_MANY.search(reading.spoken)
    return int(found[1] or found[2]) if found else 0


def with_instalments(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    """A sum, and behind it what each instalment is, or what the material says of them."""
    if divided := _each_in(tools, reading, reading.products, _how_many(reading)):
        return merged([reply, _told(tools, reading, divided, in_all=True)])
    passage = _passage(tools, reading)
    return merged([reply, quoting(tools, reading, passage, passage.text)]) if passage else reply


def _passage(tools: Toolbox, reading: Reading) -> Passage | None:
    """The one that says in how many, best without interest; in the reply's language if it can be."""
    telling = [told for told in tools.told_in(reading.locale) if price_cues.LIMIT.search(told.body)]
    own = [told for told in telling if told.locale == telling[0].locale]
    best = max(own, key=lambda told: price_cues.NO_INTEREST.search(told.body) is not None, default=None)
    return best and best.passage


def _divided(
    tools: Toolbox, reading: Reading, product: Product, price: Price, count: int, terms: Terms, quantity: int = 1
) -> Reply | None:
    """In as many as there may be, when `count` is 0."""
    parts = count or terms.most
    each = _instalment(price, parts, terms)
    return _told(tools, reading, [Divided(product, price, parts, each, terms, quantity)]) if each else None


def _in_fewer(
    tools: Toolbox, reading: Reading, product: Product, price: Price, count: int, terms: Terms, quantity: int = 1
) -> Reply | None:
    """That it may not be paid in so many, and what the most that it may are."""
    most = _divided(tools, reading, product, price, 0, terms, quantity) if count > terms.most else None
    each = _instalment(price, terms.most, terms)
    if most is None or each is None:
        return None
    line = tools.phrases.say(
        "instalments_too_many",
        reading.locale,
        product=_so_many(reading, product, quantity),
        price=tools.prices.price(price, reading.locale, label=False),
        asked=str(count),
        count=str(terms.most),
        amount=tools.prices.price(Price(amount=each, starting_at=price.starting_at), reading.locale),
    )
    return replace(most, text=f"{line}\n{terms.text}")


def _divided_each(tools: Toolbox, reading: Reading, products: Sequence[Product], count: int) -> Reply | None:
    """Each of several, in so many or in as many as it allows; None when they make one sum."""
    if asked_together(tools, reading):
        return None
    divided = _each_in(tools, reading, products, count)
    if not divided:
        return _all_in(tools, reading, products, count)
    in_all = not (reading.products or are_alternatives(products) or reading.topic == "list")
    told = _told(tools, reading, divided, in_all=in_all)
    return merged([told, buy_several(tools, reading, reading.products)]) if wants_several(reading) else told


def _all_in(tools: Toolbox, reading: Reading, products: Sequence[Product], count: int) -> Reply | None:
    """Several of one sum, of which one alone costs too little for so many: the least instalment is that of the sum."""
    priced = _priced_once(tools, reading, products)
    if are_alternatives(products) or len({terms.text for _, _, terms, _ in priced}) != 1:
        return None
    terms = priced[0][2]
    total = Price(amount=sum((price.amount for _, price, _, _ in priced), Decimal(0)))
    parts = min(count, terms.most)
    each = _instalment(total, parts, terms)
    if each is None or any(price.starting_at for _, price, _, _ in priced):
        return None
    told = _told(tools, reading, [Divided(products[0], total, parts, each, terms)])
    names = formats.listing([_so_many(reading, item, quantity) for item, _, _, quantity in priced], reading.locale)
    line = _said(tools, reading, names, Divided(products[0], total, parts, each, terms))
    return replace(
        told,
        text="\n".join([line, terms.text]),
        citations=(*cite(tools, products), *told.citations),
        remember=about(products, "price"),
    )


def _each_in(tools: Toolbox, reading: Reading, products: Sequence[Product], count: int) -> list[Divided]:
    """Empty where one of them cannot be divided so."""
    divided = []
    for product, price, terms, quantity in _priced_once(tools, reading, products):
        parts = min(count, terms.most)
        each = _instalment(price, parts, terms)
        if each is None:
            return []
        divided.append(Divided(product, price, parts, each, terms, quantity))
    return divided


def _priced_once(
    tools: Toolbox, reading: Reading, products: Sequence[Product]
) -> list[tuple[Product, Price, Terms, int]]:
    """What so many of each cost, and the terms for it; empty where one of them has no price that may be divided."""
    if price_cues.ways_priced_apart(reading.spoken):
        return []
    priced = []
    for product, quantity in zip(products, quantities_of(reading, products)[0], strict=True):
        price, terms = _divisible(tools, reading, product), _terms(tools, reading, product)
        if price is None or terms is None:
            return []
        priced.append((product, price_of_many(product, price, quantity), terms, quantity))
    return priced


def _instalment(price: Price, count: int, terms: Terms) -> Decimal | None:
    """None where the material allows no such one: "com parcela mínima de R$ 50,00"."""
    if not 1 < count <= terms.most:
        return None
    each = (price.amount / count).quantize(CENT, ROUND_HALF_UP)
    return each if each >= min(amounts(terms.text), default=Decimal(0)) else None


def _told(tools: Toolbox, reading: Reading, divided: Sequence[Divided], in_all: bool = False) -> Reply:
    """`in_all`: with what all of them come to each time."""
    lines = [_line(tools, reading, one) for one in divided]
    together = sum((one.each for one in divided), Decimal(0))
    if in_all and len({one.count for one in divided}) == 1:
        amount = tools.prices.price(Price(amount=together), reading.locale)
        count = str(divided[0].count)
        lines.append(tools.phrases.say("instalments_total", reading.locale, count=count, amount=amount))
    terms = list({one.terms.text: one.terms for one in divided}.values())
    sources = [each.passage for each in terms if each.passage]
    products = [one.product for one in divided]
    return Reply(
        "\n".join([*lines, *(each.text for each in terms)]),
        intent="pricing",
        citations=(*cite(tools, products), *(Citation(each.document, each.heading, each.url) for each in sources)),
        totals=frozenset(amount for one in divided for amount in (one.each, one.price.amount, together)).union(
            *(amounts(each.text) for each in terms)
        ),
        remember=about(products, "price"),
    )


def _line(tools: Toolbox, reading: Reading, one: Divided) -> str:
    return _said(tools, reading, _so_many(reading, one.product, one.quantity), one)


def _said(tools: Toolbox, reading: Reading, name: str, one: Divided) -> str:
    instalment = Price(amount=one.each, starting_at=one.price.starting_at)
    return tools.phrases.say(
        "price_instalments",
        reading.locale,
        product=name,
        price=tools.prices.price(one.price, reading.locale, label=False),
        count=str(one.count),
        amount=tools.prices.price(instalment, reading.locale),
    )


def _so_many(reading: Reading, product: Product, quantity: int) -> str:
    return product.name if quantity == 1 else f"{formats.number(quantity, reading.locale)} × {product.name}"


def _not_divided(tools: Toolbox, reading: Reading, product: Product, price: Price | None) -> Reply | None:
    """The price as it is, where it was asked for, and what the material says of instalments."""
    passage = _passage(tools, reading)
    if passage is None:
        return None
    if _tells_of_others(tools, passage, product):
        return _not_told(tools, reading, product)
    quoted = quoting(tools, reading, passage, passage.text)
    if price is None:
        return quoted
    told = tools.prices.price(price, reading.locale)
    line = tools.phrases.say("price", reading.locale, product=product.name, price=told)
    return Reply(
        f"{line}\n{quoted.text}",
        intent="pricing",
        citations=(*cite(tools, [product]), *quoted.citations),
        totals=quoted.totals,
        remember=about([product], "price"),
    )


def _tells_of_others(tools: Toolbox, passage: Passage, product: Product) -> bool:
    """Whether the passage says it of several by their names, and not of this one."""
    named = tools.catalog.products_in(passage.text)
    return len(named) > 1 and not _names(tools, passage.text, product)


def _not_told(tools: Toolbox, reading: Reading, product: Product) -> Reply:
    """That nothing is told of it, with what its description says of its price."""
    why = why_of_price(tools, product, reading.locale)
    said = tools.phrases.say("instalments_not_told", reading.locale, product=product.name)
    reply = Reply(f"{said} {why}".strip(), intent="pricing", citations=cite(tools, [product]))
    return offer(tools, reading, replace(reply, remember=about([product], "price")))


def _divisible(tools: Toolbox, reading: Reading, product: Product) -> Price | None:
    """The usual price of those that are paid at once, or of the way that is named; never what is paid every month."""
    chosen = [price for price in prices_of_period(reading, product)[0] if price.period in _ONCE]
    chosen = chosen or [price for price in product.prices if price.period in _ONCE]
    named = amounts_alone(reading.message)
    if len(chosen) > 1 and (said := [price for price in chosen if price.amount in named]):
        return said[0] if len(said) == 1 else None
    if len(chosen) > 1 and all(price.label for price in chosen):
        labels = [(price, words(tools.pack.localize(price.label or "", reading.locale))) for price in chosen]
        chosen = [price for price, label in labels if not set(reading.rest).isdisjoint(label)]
        return chosen[0] if len(chosen) == 1 else None
    return chosen[0] if chosen else None


def _terms(tools: Toolbox, reading: Reading, product: Product) -> Terms | None:
    """Of the product's own attribute, else of a sentence that names it or what it is one of."""
    for text in _attribute_texts(tools, reading, product):
        if (limit := _only_limit(text)) and price_cues.NO_INTEREST.search(folded(text)):
            return Terms(limit, text, None)
    telling = (told.passage for told in tools.told if price_cues.NO_INTEREST.search(told.body))
    for passage, sentence in ((each, part) for each in telling for part in SENTENCE_END.split(each.text)):
        limit = _only_limit(sentence)
        if limit and price_cues.NO_INTEREST.search(folded(sentence)) and _names(tools, sentence, product):
            return Terms(limit, sentence, passage)
    return None


def _attribute_texts(tools: Toolbox, reading: Reading, product: Product) -> Iterator[str]:
    return (attribute_sentence(tools, product, key, reading.locale) for key in product.attributes)


def _only_limit(text: str) -> int | None:
    """How many instalments a text allows; None when it names several numbers of them, each for something else."""
    found = [int(match[1]) for match in price_cues.LIMIT.finditer(folded(text))]
    return found[0] if len(found) == 1 else None


def _names(tools: Toolbox, sentence: str, product: Product) -> bool:
    if product in tools.catalog.products_in(sentence):
        return True
    category = words(tools.catalog.category_name(product, tools.pack.default_locale))
    return bool(category) and {singular(word) for word in category} <= {singular(word) for word in words(sentence)}
