"""Products in words: one, a list, an attribute, a comparison."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from agente.agents.local import cues, price_cues
from agente.agents.local.counting import counts_of
from agente.agents.local.kinds import kinds_asked_for
from agente.agents.local.offers import offering
from agente.agents.local.periods import brief_price
from agente.agents.local.reading import Reading
from agente.agents.local.references import MOST
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import AttributeValue, compare_products
from agente.agents.turn import Citation
from agente.i18n import formats
from agente.knowledge.analysis import folded, words
from agente.packs.models import IntentName, Locale, LocalText, Product

LISTED = 8  # lines of a list; what is beyond is only named
FEW = 4  # lines of one that nobody asked for
MOST_NAMED = 5  # of what is beyond; of more only the categories
COMPARED = 4
MAX_BUTTON = 40  # characters
SHORT_REQUEST = 3  # "planos", "os planos, por favor"

# What opens the name of an attribute that says what a product does.
_DOING = cues.word_set(
    "le emite aceita funciona imprime serve permite inclui usa roda abre faz tem controla calcula integra envia recebe"
    " reads issues accepts works prints allows includes uses runs opens has sends lee acepta imprime sirve incluye abre"
)
# "Ela tem um raio-x de 2 anos atrás, serve?": of theirs, and nothing that comes with what is sold.
THEIRS_WILL_DO = cues.cue(
    r"(?:tem|tenho|temos|has|have|tiene|tengo) (?:\w+ ){1,9}?(?:serve\w*|vale|da certo|aproveita\w*"
    r"|precisa (?:de )?outr[oa]"
    r"|will (?:it|that|they) do|sirve\w*)$"
)
# Whether one is needed before the other compares nothing.
NEEDED_BEFORE = cues.cue(r"antes(?: d[aeo]s?)?|primeiro|previamente|before|first|antes del?")

# The phrases for lists that ask which of its products is meant.
_QUESTIONS = frozenset({"which_product", "which_one", "pricing", "product_question"})

# What a product is like does not answer these, even when one is named.
NOT_ABOUT_PRODUCTS: tuple[IntentName, ...] = (
    "technical_support", "order_status", "billing", "cancellation", "complaint", "privacy_request", "scheduling",
)  # fmt: skip


def answer_products(tools: Toolbox, reading: Reading) -> Reply | None:
    if reading.asks(THEIRS_WILL_DO):
        return None
    if is_of_something_else(reading):
        asks_what_it_has = reading.products and reading.asks(cues.HAS) and len(reading.rest) <= SHORT_REQUEST
        counts = reading.asks(price_cues.HOW_MANY) and reading.memory.about_products
        asked_of = reading.products or (reading.previous if counts else ())
        asks_of_it = any(asks_attribute(tools, reading, item) for item in asked_of)
        named = asks_what_it_has or asks_of_it or _names_attribute(tools, reading)
        return _attribute(tools, reading) if named else None
    return (
        _attribute(tools, reading)
        or _comparison(tools, reading)
        or _recommendation(tools, reading)
        or _list(tools, reading)
        or _ambiguous(tools, reading)
    )


def is_of_something_else(reading: Reading) -> bool:
    """Whether what a product is like answers nothing, though one is named."""
    return reading.sure_of(*NOT_ABOUT_PRODUCTS) and bool(reading.rest) and not reading.asks(cues.COMPARE)


def answer_which_product(tools: Toolbox, reading: Reading) -> Reply | None:
    """Asks which product is meant, when a message about products or prices names nothing at all."""
    intent = reading.classification.intent
    if intent not in ("product_question", "pricing") or not reading.sure_of(intent) or reading.asks(cues.MUST):
        return None
    if reading.asks(cues.WORKS_WITH):
        return None  # "funciona com o meu leitor?" asks of theirs
    if reading.products and reading.asks(NEEDED_BEFORE):
        return None  # they are named, and something else is asked of them
    if cues.DISCOUNT.search(folded(reading.message)):
        return None  # beside it, "vocês fazem um preço melhor?" asks for no other price
    for_whom = cues.FOR_WHOM.search(reading.spoken)
    others = set(reading.rest) - set(for_whom[0].split() if for_whom else ())
    if not others <= cues.OFFERED:
        return None
    if not tools.catalog.products:
        return offering(tools, reading, "no_products", missed=True)
    # What most ask about: "o sistema de vocês" is what the plans are of.
    plans = tools.catalog.plans
    of_plans = plans and not cues.OFFERED.isdisjoint(reading.rest)
    beyond = [] if of_plans else [item for item in tools.catalog.list_products() if item not in plans]
    return listed(tools, reading, intent, [*plans, *beyond], intent, most=len(plans) or FEW)


def cite(tools: Toolbox, products: Sequence[Product]) -> tuple[Citation, ...]:
    return tuple(Citation("catalog.yaml", product.name, product.url) for product in products)


def about(products: Sequence[Product], topic: str = "product", **more: Any) -> dict[str, Any]:
    """For the conversation's state: what was talked about last, and what of it; several are options to choose from."""
    ids = [product.id for product in products][:MOST]
    options = {"options": ids} if len(ids) > 1 or topic in ("list", "capacity") else {}
    return {"products": ids, "topic": topic, **options, **more}


def last_told(state: Mapping[str, Any]) -> list[str]:
    """The attributes that the last reply told."""
    several, one = state.get("attributes"), state.get("attribute")
    if isinstance(several, list):
        return [str(key) for key in several]
    return [one] if isinstance(one, str) else []


def in_own_words(
    tools: Toolbox, reading: Reading, product: Product, told: LocalText, intent: IntentName, topic: str = "product"
) -> Reply:
    """A product by one of its own texts, with its price."""
    locale = reading.locale
    text = tools.phrases.say("product", locale, product=product.name, summary=tools.pack.localize(told, locale))
    return Reply(
        f"{text}\n{price_part(tools, product, locale)}",
        intent=intent,
        citations=cite(tools, [product]),
        remember=about([product], topic),
    )


def listed(
    tools: Toolbox,
    reading: Reading,
    key: str,
    products: Sequence[Product],
    intent: IntentName,
    before: Sequence[str] = (),
    most: int = LISTED,
    **values: str,
) -> Reply:
    """At most so many of the products with their prices, behind the lines that stand `before` them."""
    locale, phrases = reading.locale, tools.phrases
    most = min(most, LISTED)
    shown, others = products[:most], products[most:]
    lines = [
        *before,
        *(
            phrases.say("product_line", locale, product=product.name, price=brief_price(tools, reading, product))
            for product in shown
        ),
    ]
    text = phrases.say(key, locale, reading.rotation, products="\n".join(lines), **values)
    if others:
        names = formats.listing(_named_beyond(tools, shown, others, locale), locale)
        text = f"{text}\n{phrases.say('product_list_more', locale, products=names)}"
    buttons = tuple(phrases.say("reply_product", locale, product=product.name) for product in shown)
    return Reply(
        text,
        intent=intent,
        citations=cite(tools, shown),
        quick_replies=tuple(button for button in buttons if len(button) <= MAX_BUTTON)[:3],
        awaiting="which_to_buy" if key == "which_to_buy" else "which_product" if key in _QUESTIONS else None,
        remember=about(shown, "list"),
    )


def _named_beyond(tools: Toolbox, shown: Sequence[Product], others: Sequence[Product], locale: Locale) -> list[str]:
    """The names of a few that a list leaves out; the categories of many, where each has one that is not listed yet."""
    names = [product.name for product in others]
    listed_ones = {tools.catalog.category_name(product, locale) for product in shown}
    categories = dict.fromkeys(tools.catalog.category_name(product, locale) for product in others)
    if len(names) <= MOST_NAMED or "" in categories or listed_ones >= categories.keys():
        return names
    return [formats.uncapitalized(category) for category in categories]


def _list(tools: Toolbox, reading: Reading) -> Reply | None:
    if kinds := kinds_asked_for(tools, reading):
        return listed(tools, reading, "product_list", kinds, "product_question")
    if reading.products or reading.ambiguous or not tools.catalog.products:
        return None
    named = tools.catalog.mentioned_category(reading.words)
    kind = "plan" if reading.asks(cues.PLANS) else "service" if reading.asks(cues.SERVICES) else None
    about_some = kind or named or reading.asks(cues.PRODUCTS)
    asked = reading.asks(cues.LIST) or reading.asks(cues.PRICE) or len(reading.words) <= SHORT_REQUEST
    if not (reading.asks(cues.OFFER) or (about_some and asked)):
        return None
    if set(reading.rest) - cues.LIST_WORDS - set(words(named or "")) - tools.catalog.category_words:
        return None
    intent: IntentName = "pricing" if reading.asks(cues.PRICE) else "product_question"
    if named:
        found = tools.catalog.list_products(category=named)
        category = tools.catalog.category_name(found[0], reading.locale) if found else named
        return listed(tools, reading, "product_list_of", found, intent, category=category) if found else None
    return listed(tools, reading, "product_list", tools.catalog.list_products(kind), intent)


def _ambiguous(tools: Toolbox, reading: Reading) -> Reply | None:
    if not reading.ambiguous or reading.products:
        return None
    return listed(tools, reading, "which_product", reading.ambiguous, "product_question")


def _attribute(tools: Toolbox, reading: Reading) -> Reply | None:
    if reading.asks(cues.PRICE) or reading.asks(cues.DISCOUNT) or reading.asks(cues.COMPARE):
        return None
    if reading.products:
        asked = [(item, keys) for item in reading.products if (keys := asked_attributes(tools, reading, item))]
        told = tell_attributes(tools, reading, asked) if asked else None
        return _with_price_again(tools, reading, told) if told else None
    if (
        reading.rest
        and reading.asks(cues.WHICH)
        and (reading.asks(cues.PLANS) or reading.asks(cues.PRODUCTS) or reading.asks(cues.SERVICES))
    ):
        return who_has(tools, reading)
    if len(reading.previous) > 1 and not reading.memory.about_products:
        return None
    meant = [item for item in reading.previous if asks_attribute(tools, reading, item)]
    asked = [(item, asked_attributes(tools, reading, item)) for item in meant]
    return tell_attributes(tools, reading, asked) if asked else None


def _with_price_again(tools: Toolbox, reading: Reading, told: Reply) -> Reply:
    """ "E o transparente?", right behind a price and an attribute of another one: its price too."""
    locale = reading.locale
    before = [price for item in reading.previous for price in tools.prices.full(item, locale)]
    if not _goes_on(reading) or len(reading.products) > 1 or not any(price in reading.last_said for price in before):
        return told
    product = reading.products[0]
    line = tools.phrases.say("price", locale, product=product.name, price=tools.prices.brief(product, locale))
    return replace(told, text=f"{line}\n{told.text}")


def _goes_on(reading: Reading) -> bool:
    """Whether another product is named behind an attribute that was told, and nothing else: "e o Pro?"."""
    names = bool(reading.products) and not reading.rest and not reading.asks(cues.TELL)
    return names and reading.topic == "attribute"


def asked_attributes(tools: Toolbox, reading: Reading, product: Product) -> list[str]:
    """Those that the words name, else, for another product ("e o Pro?"), the one that was told last."""
    last = last_told(reading.turn.state) if _goes_on(reading) else []
    terms = tools.catalog.terms(cues.DURATION) if _asks_only_how_long(reading, product) else reading.terms
    counted = price_cues.HOW_MANY.search(reading.spoken)
    found = tools.catalog.counted_attributes(product, [counted[1]]) if counted else []
    found = found if len(found) == 1 else tools.catalog.matching_attributes(product, terms)
    found = [key for key in found if product.attributes[key] == reading.quantity] or found  # "inclui 3 só?"
    found = _not_denied_by_part(tools, product, found, terms)
    return found or [key for key in product.attributes if key in last]


def _not_denied_by_part(tools: Toolbox, product: Product, found: list[str], terms: frozenset[str]) -> list[str]:
    """ "Emite nota?" is not denied by "nota de serviço: não" where so many "notas" come with the product."""
    said = frozenset().union(*(tools.catalog.attribute_terms(product, key) & terms for key in found))
    if not said or any(product.attributes[key] is not False for key in found):
        return found
    had = (key for key, value in product.attributes.items() if value is not False)
    return [key for key in had if said <= tools.catalog.attribute_terms(product, key)] or found


def asks_attribute(tools: Toolbox, reading: Reading, product: Product) -> bool:
    """Whether the message asks for attributes of the product and for nothing else."""
    asked = asked_attributes(tools, reading, product)
    known = frozenset().union(*(tools.catalog.attribute_terms(product, key) for key in asked))
    others = tools.catalog.terms(word for word in reading.rest if not cues.HAS.search(word))
    return bool(asked) and (_asks_only_how_long(reading, product) or others <= known)


def _names_attribute(tools: Toolbox, reading: Reading) -> bool:
    """Whether all of an attribute's name is in the question: "o leitor lê QR Code?"."""
    return "?" in reading.turn.text and any(
        tools.catalog.names_attribute(item, reading.terms) for item in reading.products
    )


def _asks_only_how_long(reading: Reading, product: Product) -> bool:
    """Of the product, or of one way of it that has a price of its own: "o de casa demora quanto?"."""
    ways = {word for price in product.prices if price.label for word in words(str(price.label))}
    return reading.asks(cues.HOW_LONG) and set(reading.rest) <= cues.LASTING | ways


def tell_attributes(tools: Toolbox, reading: Reading, asked: Sequence[tuple[Product, list[str]]]) -> Reply:
    lines = [attribute_sentence(tools, product, key, reading.locale) for product, keys in asked for key in keys]
    apart = sold_apart(tools, asked)
    if apart:
        lines.append(line_apart(tools, apart, reading.locale))
    products = [*(product for product, _ in asked), *apart]
    return Reply(
        "\n".join(lines),
        intent="product_question",
        citations=cite(tools, products),
        quick_replies=buttons_after(tools, reading, products[0]) if len(products) == 1 else (),
        remember=about(products, "attribute", attribute=asked[0][1][0], attributes=asked[0][1]),
    )


def line_apart(tools: Toolbox, apart: Sequence[Product], locale: Locale) -> str:
    offers = [f"{item.name}: {tools.prices.brief(item, locale)}" for item in apart]
    return tools.phrases.say("attribute_apart", locale, products=formats.listing(offers, locale))


def sold_apart(tools: Toolbox, asked: Sequence[tuple[Product, list[str]]]) -> list[Product]:
    """The products that bring what those asked about lack: the module of that name."""
    lacking = [(item, key) for item, keys in asked for key in keys if item.attributes[key] is False]
    named = {
        mention.products[0].id: mention.products[0]
        for _, key in lacking
        for mention in tools.catalog.find_products(list(words(key)))
        if len(mention.products) == 1 and mention.products[0].available
    }
    return [item for item in named.values() if item not in [product for product, _ in asked]]


def attribute_sentence(tools: Toolbox, product: Product, key: str, locale: Locale) -> str:
    value, name = product.attributes[key], tools.catalog.attribute_name(key, locale)
    if isinstance(value, bool):
        does = not _DOING.isdisjoint(words(name)[:1])  # "Lê QR Code"
        phrase = ("attribute_does" if does else "attribute_yes") if value else None
        phrase = phrase or ("attribute_does_not" if does else "attribute_no")
        return tools.phrases.say(phrase, locale, product=product.name, attribute=formats.uncapitalized(name))
    return tools.phrases.say(
        "attribute",
        locale,
        product=product.name,
        attribute=name,
        value=value_in_words(tools, value, locale).rstrip("."),
    )


def value_in_words(tools: Toolbox, value: AttributeValue | dict[Locale, str], locale: Locale) -> str:
    if isinstance(value, bool):
        return tools.phrases.say("value_yes" if value else "value_no", locale)
    if isinstance(value, str | dict):
        return tools.pack.localize(value, locale)
    return formats.number(value, locale)


def who_has(tools: Toolbox, reading: Reading) -> Reply | None:
    """Which products have an attribute: each with its value, those that do not have it left out."""
    matches = [
        (item, keys[0]) for item in tools.catalog.list_products() if (keys := asked_attributes(tools, reading, item))
    ]
    if not matches:
        return None
    key = max((key for _, key in matches), key=[key for _, key in matches].count)
    name = tools.catalog.attribute_name(key, reading.locale)
    having = [
        (item, item.attributes[key]) for item, found in matches if found == key and item.attributes[key] is not False
    ]
    if not having:
        text = tools.phrases.say("attribute_nobody", reading.locale, attribute=name)
        found = [item for item, _ in matches]
        return Reply(text, intent="product_question", citations=cite(tools, found), remember=about(found, "list"))
    lines = [
        tools.phrases.say(
            "attribute_line", reading.locale, attribute=item.name, value=value_in_words(tools, value, reading.locale)
        )
        for item, value in having[:LISTED]
    ]
    text = tools.phrases.say("attribute_who", reading.locale, attribute=name, products="\n".join(lines))
    shown = [item for item, _ in having[:LISTED]]
    remember = about(shown, "list")
    return Reply(text, intent="product_question", citations=cite(tools, shown), remember=remember)


def answer_all_plans(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Qual a diferença dos planos?", "quais são os planos e o preço de cada um?": all of them, whatever else is told.

    What the customer has chooses none of them before all were seen.
    """
    if reading.products or reading.asks(cues.YEARLY) or not reading.asks(price_cues.ALL_PLANS):
        return None
    counted = next((count.number for count in counts_of(reading) if cues.PLANS.search(count.thing)), None)
    plans = sorted(tools.catalog.plans, key=lambda item: not item.prices)[:counted]
    if len(plans) < 2:
        return None
    if reading.asks(cues.COMPARE):
        return compare(tools, reading, plans[:COMPARED], only_what_differs=True)
    return listed(tools, reading, "product_list", plans, "pricing" if reading.asks(cues.PRICE) else "product_question")


def _comparison(tools: Toolbox, reading: Reading) -> Reply | None:
    asked = reading.asks(cues.COMPARE)
    products = reading.products
    if len(products) == 1 and asked:
        before = (item for item in reading.previous[:1] if item not in products and item.kind == products[0].kind)
        products = (*before, *products)
    if not products and asked and not reading.rest:
        products = _of_kind(tools, reading) or reading.memory.group
    if len(products) < 2 or (reading.asks(cues.PRICE) and not asked) or not (asked or reading.asks(cues.EITHER)):
        return None
    if not asked and (reading.asks(NEEDED_BEFORE) or not cues.ONE_OR_OTHER.search(reading.spoken)):
        return None  # "a gaveta liga na impressora ou no computador?", "precisa de avaliação ou limpeza antes?"
    return compare(tools, reading, products[:COMPARED])


def _recommendation(tools: Toolbox, reading: Reading) -> Reply | None:
    """For whom each one is, in the pack's words, and which fits: what the customer needs, they know best."""
    products = reading.products if len(reading.products) > 1 else _of_kind(tools, reading) or reading.memory.group
    if not reading.asks(cues.RECOMMEND) or len(products) < 2 or (reading.rest and reading.material_answers()):
        return None
    phrases, locale, shown = tools.phrases, reading.locale, products[:COMPARED]
    lines = [
        phrases.say("attribute_line", locale, attribute=item.name, value=tools.pack.localize(item.summary, locale))
        for item in shown
    ]
    return Reply(
        phrases.say("recommend", locale, products="\n".join(lines)),
        intent="product_question",
        citations=cite(tools, shown),
        quick_replies=tuple(phrases.say("reply_product", locale, product=product.name) for product in shown[:3]),
        awaiting="which_product",
        remember=about(shown, "list"),
    )


def _of_kind(tools: Toolbox, reading: Reading) -> tuple[Product, ...]:
    """All products of the kind that is named, or as many as are asked for: those with a price first."""
    kind = "plan" if reading.asks(cues.PLANS) else "service" if reading.asks(cues.SERVICES) else None
    listed_ones = sorted(tools.catalog.list_products(kind), key=lambda item: not item.prices) if kind else []
    return tuple(listed_ones[: reading.quantity])


def compare(
    tools: Toolbox,
    reading: Reading,
    products: Sequence[Product],
    only_what_differs: bool = False,
    prices: bool = True,
) -> Reply:
    """Their prices and attributes side by side: what differs, a line each, and what all have alike in one."""
    phrases, locale = tools.phrases, reading.locale
    rows = [(phrases.say("compare_price", locale), [(item, tools.prices.brief(item, locale)) for item in products])]
    rows = rows if prices else []
    alike = []
    for key, values in compare_products(products).items():
        name = formats.capitalized(tools.catalog.attribute_name(key, locale))
        told = [(item, value_in_words(tools, value, locale)) for item, value in values if value is not None]
        if len(told) == len(products) and len({value for _, value in told}) == 1:
            alike.append(f"{name}: {told[0][1]}")
        else:
            rows.append((name, told))
    short = _short_names(tools, products)
    told_of = [(formats.capitalized(name), _compared_values(tools, cells, short, locale)) for name, cells in rows]
    lines = [phrases.say("compare_line", locale, attribute=name, values=values) for name, values in told_of]
    if alike and not only_what_differs:
        lines.append(phrases.say("compare_alike", locale, attributes="; ".join(alike)))
    names = formats.listing([product.name for product in products], locale)
    return Reply(
        phrases.say("compare", locale, products=names, lines="\n".join(lines)),
        intent="product_question",
        citations=cite(tools, products),
        quick_replies=tuple(phrases.say("reply_product", locale, product=product.name) for product in products[:3]),
        remember=about(products, "list"),
    )


def _compared_values(
    tools: Toolbox, cells: Sequence[tuple[Product, str]], names: Mapping[str, str], locale: Locale
) -> str:
    return " · ".join(
        tools.phrases.say("compare_value", locale, value=value, product=names[item.id]) for item, value in cells
    )


def _short_names(tools: Toolbox, products: Sequence[Product]) -> dict[str, str]:
    """Without the words with which the names of all begin, where what is left names each: "Essencial" of two plans."""
    split = [item.name.split() for item in products]
    shared = 0
    while len({tuple(name[: shared + 1]) for name in split}) == 1 and all(len(name) > shared + 1 for name in split):
        shared += 1
    short = {item.id: " ".join(name[shared:]) for item, name in zip(products, split, strict=True)}
    named = {item.id: tools.catalog.find_products(words(short[item.id])) for item in products}
    clear = all([mention.products for mention in named[item.id]] == [(item,)] for item in products)
    return short if clear else {item.id: item.name for item in products}


def price_part(tools: Toolbox, product: Product, locale: Locale) -> str:
    prices = tools.prices.full(product, locale)
    if len(prices) > 1:
        lines = "\n".join(tools.phrases.say("price_line", locale, price=price) for price in prices)
        return tools.phrases.say("product_prices", locale, prices=lines)
    return tools.phrases.say(
        "product_price", locale, price=prices[0] if prices else tools.prices.brief(product, locale)
    )


def buttons_after(tools: Toolbox, reading: Reading, product: Product) -> tuple[str, ...]:
    phrases, locale = tools.phrases, reading.locale
    other = tools.catalog.comparable(product)
    buttons = [phrases.say("reply_compare", locale, first=product.name, second=other.name)] if other else []
    buttons += [phrases.say("reply_contract", locale), phrases.say("reply_person", locale)]
    return tuple(button for button in buttons if len(button) <= 2 * MAX_BUTTON)
