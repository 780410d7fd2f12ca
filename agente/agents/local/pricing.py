"""Prices, quantities, discounts and the wish to buy, in words."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from agente.agents.local import cues, discounts, price_cues, yearly
from agente.agents.local.buying import buy_several, names_several, without_refused
from agente.agents.local.clauses import clauses_of
from agente.agents.local.counting import amounts_alone, quantity_of, units_of
from agente.agents.local.differences import answer_difference
from agente.agents.local.features import wanted_in
from agente.agents.local.group_discounts import with_group
from agente.agents.local.instalments import with_instalments
from agente.agents.local.offers import offer, offering
from agente.agents.local.parts import with_named_part
from agente.agents.local.periods import periods_asked, prices_of_period, why_of_price
from agente.agents.local.products import about, asks_attribute, cite, listed
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.sums import asked_together
from agente.agents.local.sums_by_way import answer_sum_by_way, goes_on_by_way, ways_paid
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import Quote, best_discount, extremes, quote_price, sold_by_quantity
from agente.agents.tools.knowledge import without_yes_or_no
from agente.i18n import formats
from agente.knowledge.analysis import folded, singular, words
from agente.packs.models import Locale, Price, Product

# "A maquininha precisa comprar?" asks whether one has to.
_MUST_BUY = cues.cue(
    r"(?:precisa|preciso|tem que|tenho que|necessario|obrigatorio|obrigad[oa] a) (?:comprar|adquirir|contratar|levar)",
    r"(?:do (?:i|we) )?(?:have|need) to (?:buy|order)|(?:tengo|hay) que (?:comprar|contratar)",
)
_TELLS_WHERE = cues.cue(
    r"dad[oa]|informad[oa]|passad[oa]|calculad[oa]|definid[oa]|combinad[oa]|orcad[oa]|given|told|calculated|quoted|set"
    r"|se (?:da|calcula|informa|define|pasa)"
)


def answer_pricing(tools: Toolbox, reading: Reading) -> Reply | None:
    if explained := _told_by_label(tools, reading):
        return _tell_label(tools, reading, explained)
    if reading.asks(cues.DISCOUNT) and not _tells_what_is_taken_off(reading):
        told = with_group(tools, reading, _discount(tools, reading))
        # "Sim" to a discount is none to the price that was named.
        return replace(told, text=without_yes_or_no(told.text)) if told and reading.asks(cues.HAGGLES) else told
    if by_way := answer_sum_by_way(tools, reading):
        return by_way
    if again := discounts.answer_going_on(tools, reading):
        return again
    if _asks_by_way(tools, reading) and (by_way := discounts.priced_by_way(tools, reading)):
        return by_way
    if reading.asks(cues.CHEAPEST) or (reading.asks(cues.DEAREST) and not reading.asks(price_cues.DEARER)):
        if not reading.products and (labelled := _labelled(tools, reading)):
            return _prices(tools, reading, reading.previous[0], labelled)
        return _extreme(tools, reading)
    if reading.asks(cues.EXPENSIVE) and reading.memory.about_products and not reading.rest:
        return _cheaper(tools, reading)
    if apart := answer_difference(tools, reading):
        return apart
    if reading.asks(cues.COMPARE):
        return None
    if summed := asked_together(tools, reading):
        return with_instalments(tools, reading, summed) if reading.asks(price_cues.SPLIT) else summed
    return _purchase(tools, reading) or _price(tools, reading)


def _told_by_label(tools: Toolbox, reading: Reading) -> Product | None:
    """The product whose price says what becomes of it, asked of its name or of the amount: "os 120 abate?"."""
    if not reading.asks(price_cues.OF_AMOUNT):
        return None
    said = amounts_alone(reading.turn.text)
    known = {item.id for item in (*reading.products, *reading.memory.recent)}
    for item in sorted(tools.catalog.products, key=lambda item: item.id not in known):
        label = item.prices[0].label if len(item.prices) == 1 else None
        if label is None:
            continue
        told = folded(tools.pack.localize(label, reading.locale))
        if item.prices[0].amount in said or (price_cues.OF_AMOUNT.search(told) and item in reading.products):
            return item
    return None


def _tell_label(tools: Toolbox, reading: Reading, product: Product) -> Reply:
    price = product.prices[0]
    again = _prices(tools, reading, product)
    text = tools.phrases.say(
        "price_told",
        reading.locale,
        product=product.name,
        price=tools.prices.price(price, reading.locale, label=False),
        label=tools.pack.localize(price.label or "", reading.locale),
    )
    return again if text in reading.last_said else _with_product(Reply(text, intent="pricing"), tools, product)


def _price(tools: Toolbox, reading: Reading) -> Reply | None:
    if labelled := _labelled(tools, reading):
        product = (reading.products or reading.previous)[0]
        quantity = quantity_of(reading, product)
        if quantity and sold_by_quantity(product):
            return totals_of(tools, reading, product, quantity, labelled)
        return _prices(tools, reading, product, labelled)
    if reading.asks(cues.OWED) and len(reading.rest) <= 1 and any(item.prices for item in reading.previous):
        one = len(reading.previous) == 1
        return (
            _prices(tools, reading, reading.previous[0])
            if one
            else listed(tools, reading, "product_list", reading.previous, "pricing")
        )
    if paid := _asked_whether_paid(reading):
        return _prices(tools, reading, paid) if paid.prices else None
    if not reading.subject or not _asks_price(tools, reading):
        return None
    asks_else = reading.rest if not reading.products else set(reading.rest) - price_cues.PAYING_WORDS
    if asks_else and reading.material_answers(STRONG_COVERAGE):
        return None
    subject = _priced_where_asked(reading) or reading.subject
    if len(subject) > 1:
        return listed(tools, reading, "product_list", subject, "pricing")
    product = subject[0]
    if not product.prices:
        return _not_public(tools, reading, product)
    quantity = quantity_of(reading, product)
    if quantity and sold_by_quantity(product) and not reading.asks(cues.PER):
        return totals_of(tools, reading, product, quantity)
    reply = _prices(tools, reading, product)
    told = replace(reply, text=with_named_part(tools, reading, product, reply.text))
    return _with_way_of_paying(tools, reading, product, told)


def _priced_where_asked(reading: Reading) -> Sequence[Product]:
    """Of several only those that a question for the price names: "restauração é isso, né. quanto fica a limpeza?"."""
    parts = [reading.reread(clause.text) for clause in clauses_of(reading.turn.text)]
    asking = [part for part in parts if part.asks(cues.PRICE)]
    if len(reading.products) < 2 or len(asking) != 1 or len(asking) == len(parts) or asking[0].pointed:
        return ()
    return [item for item in asking[0].products if item in reading.products]


def _asks_by_way(tools: Toolbox, reading: Reading) -> bool:
    """ "E no Pix quanto fica?", of what has no price of its own for it."""
    ways = price_cues.ways_priced_apart(reading.spoken)
    asked_of = reading.products or reading.previous
    wants = any(reading.asks(cue) for cue in (cues.WISHED, cues.PURCHASE, cues.ACCEPTS))
    asks = reading.asks(cues.PRICE) or goes_on_by_way(reading) or (reading.products and not wants)
    units = {unit for item in asked_of for unit in units_of(item)}
    labels = {word for item in asked_of[:1] for price in item.prices for word in words(str(price.label or ""))}
    others = {singular(word) for word in set(reading.rest) - price_cues.PAYING_WORDS - labels} - units
    return bool(ways and asks) and not (others or _priced_for(tools, asked_of, ways))


def _priced_for(tools: Toolbox, products: Sequence[Product], ways: set[str]) -> bool:
    """Whether one of them has a price of its own for one of the ways of paying."""
    return any(ways_paid(tools, price) & ways for item in products for price in item.prices)


def _with_way_of_paying(tools: Toolbox, reading: Reading, product: Product, reply: Reply) -> Reply:
    """With what is told of paying "no Pix", where the product has no price of its own for it."""
    ways = price_cues.ways_priced_apart(reading.spoken)
    if not ways or _priced_for(tools, [product], ways):
        return reply
    told = discounts.by_way_of_paying(tools, reading, product)
    return replace(merged([reply, told]), quick_replies=reply.quick_replies) if told else reply


def _not_public(tools: Toolbox, reading: Reading, product: Product) -> Reply:
    """With why, where the description tells it; alone, where that tells how it becomes known: "é dado na avaliação"."""
    why = why_of_price(tools, product, reading.locale)
    if _TELLS_WHERE.search(folded(why)):
        told = why if product.name in why else f"{product.name}: {formats.uncapitalized(why)}"
        return _with_product(offer(tools, reading, Reply(told, intent="pricing"), " "), tools, product)
    called = offering(tools, reading, "price_not_public", "pricing", product=product.name)
    return _with_product(replace(called, text=f"{why} {called.text}".strip()), tools, product)


def _labelled(tools: Toolbox, reading: Reading) -> Sequence[Price]:
    """Those prices of the product in question whose label is asked for: "e à vista no Pix?", "kit no Pix"."""
    about_price = any(reading.asks(cue) for cue in (cues.PRICE, cues.CHEAPEST, cues.DEAREST)) or goes_on_by_way(reading)
    among = reading.products or reading.previous
    if reading.products:
        wants = any(reading.asks(cue) for cue in (cues.WISHED, cues.PURCHASE, cues.ACCEPTS))
        about_price = bool(price_cues.ways_of_paying(reading.spoken)) and not wants
    if not reading.rest or len(among) != 1 or not about_price:
        return ()
    asked = set(reading.rest)
    labelled = [price for price in among[0].prices if price.label is not None]
    return [price for price in labelled if asked <= set(words(tools.pack.localize(price.label or "", reading.locale)))]


def _asked_whether_paid(reading: Reading) -> Product | None:
    """The one product that is asked about, "a avaliação é paga?"."""
    if not reading.asks(price_cues.PAID) or not set(reading.rest) <= price_cues.PAID_WORDS:
        return None
    among = reading.at_hand
    return among[0] if len(among) == 1 else None


def _asks_price(tools: Toolbox, reading: Reading) -> bool:
    """Says so, or goes on after a product: "e o anual?", "e pra 20?"; or names a product after a talk of prices."""
    if (reading.asks(cues.INCLUDED) or reading.asks(cues.HOW_LONG)) and reading.rest:
        return False
    if reading.asks(price_cues.OWN_BILL) and not reading.products:
        return False  # what is theirs already: "quero saber da minha mensalidade"
    if reading.asks(cues.PRICE):
        return True
    if reading.topic == "attribute" and reading.asks(price_cues.HOW_MANY):
        return False  # "e qtas no Pro?", behind how many another one has
    if reading.asks(cues.ACCEPTS) and reading.rest:
        return False  # "ela aceita vale-refeição?"
    if reading.products:
        if any(tools.catalog.matching_attributes(item, reading.terms) for item in reading.products):
            return False  # "parcela o Pro em quantas vezes?"
        asks_else = reading.rest or reading.asks(cues.TELL) or reading.asks(cues.WORKS_WITH)
        goes_on = reading.topic == "price" and not asks_else
        return reading.sure_of("pricing") or goes_on
    if any(asks_attribute(tools, reading, item) for item in reading.previous):
        return False
    if reading.topic == "attribute" and reading.asks(cues.WHAT_IF):
        return False  # "e se passar de 100?"
    follows = periods_asked(reading) or reading.quantity is not None
    return bool(follows) or reading.sure_of("pricing")


def _prices(tools: Toolbox, reading: Reading, product: Product, labelled: Sequence[Price] = ()) -> Reply:
    phrases, locale = tools.phrases, reading.locale
    chosen, key = (labelled, "prices") if labelled else prices_of_period(reading, product)
    texts = [tools.prices.price(price, locale) for price in chosen]
    if len(texts) == 1 and key == "prices":
        text = phrases.say("price", locale, product=product.name, price=texts[0])
    else:
        lines = "\n".join(phrases.say("price_line", locale, price=price) for price in texts)
        text = phrases.say(key, locale, product=product.name, prices=lines)
    buttons = (phrases.say("reply_product", locale, product=product.name), phrases.say("reply_contract", locale))
    return _with_product(Reply(text, intent="pricing", quick_replies=buttons), tools, product)


def totals_of(
    tools: Toolbox, reading: Reading, product: Product, quantity: int, labelled: Sequence[Price] = ()
) -> Reply:
    """What so many cost."""
    phrases, locale = tools.phrases, reading.locale
    chosen = labelled or prices_of_period(reading, product)[0]
    quotes = [quote_price(product, price, quantity) for price in chosen]
    lines = "\n".join(_total_line(tools, quote, locale) for quote in quotes)
    text = phrases.say(
        "price_totals", locale, product=product.name, quantity=formats.number(quantity, locale), totals=lines
    )
    buttons = (phrases.say("reply_contract", locale), phrases.say("reply_person", locale))
    reply = Reply(text, intent="pricing", quick_replies=buttons, totals=frozenset(quote.total for quote in quotes))
    return _with_product(reply, tools, product)


def _total_line(tools: Toolbox, quote: Quote, locale: Locale) -> str:
    values = {
        "total": tools.prices.total(quote, locale),
        "quantity": formats.number(quote.quantity, locale),
        "price": formats.money(quote.price.amount, tools.pack.business.currency, locale),
    }
    if quote.percent:
        percent = formats.number(quote.percent, locale)
        return tools.phrases.say("price_total_discount_line", locale, **values, percent=percent)
    return tools.phrases.say("price_total_line", locale, **values)


def _tells_what_is_taken_off(reading: Reading) -> bool:
    """ "Fico 120 hoje e desconta depois, blz": said beside questions, none of which is about a discount."""
    clauses = clauses_of(reading.turn.text)
    asking = [clause.text for clause in clauses if clause.asks]
    told = [folded(clause.text) for clause in clauses if not clause.asks]
    named = any(cues.DISCOUNT.search(folded(text)) for text in asking)
    return bool(asking) and not named and any(cues.TAKEN_OFF.search(text) for text in told)


def _discount(tools: Toolbox, reading: Reading) -> Reply | None:
    """Only the pack's volume discounts; what its material says of other discounts comes first."""
    if ways := price_cues.ways_of_paying(reading.spoken):
        own = _priced_for(tools, reading.products or reading.previous, ways)
        told = None if own else discounts.priced_by_way(tools, reading) or discounts.by_way_of_paying(tools, reading)
        if told or (told := _paid_otherwise(tools, reading)):
            return told
    if reading.quantity is None and reading.rest and reading.material_answers():
        return None
    products = reading.products or reading.previous
    if len(products) == 1:
        product = products[0]
        if not product.volume_discounts:
            asks_more = reading.quantity or reading.rest
            if not asks_more and (told := discounts.by_way_of_paying(tools, reading, product)):
                return told
            if yearly.saving_line(tools, product, reading.locale):
                return yearly.told(tools, reading, products)
            reply = offering(tools, reading, "no_discount", "pricing", product=product.name)
            return _with_product(reply, tools, product)
        return _volume_discounts(tools, reading, product)
    having = [item for item in products or tools.catalog.products if item.volume_discounts and item.available]
    if having:
        return _all_discounts(tools, reading, having)
    if reading.material_answers():
        return None
    if otherwise := _paid_otherwise(tools, reading):
        return otherwise
    if not products:
        told = discounts.by_way_of_paying(tools, reading)
        return told or offering(tools, reading, "no_discounts", "pricing")
    names = formats.listing([item.name for item in products], reading.locale)
    return offering(tools, reading, "no_discount", "pricing", product=names)


def _paid_otherwise(tools: Toolbox, reading: Reading) -> Reply | None:
    """The prices of those in question that have one for a way of paying: what is known, whichever way is asked."""
    having = [
        item for item in reading.products or reading.previous if any(ways_paid(tools, price) for price in item.prices)
    ]
    if len(having) == 1:
        return _prices(tools, reading, having[0])
    return listed(tools, reading, "product_list", having, "pricing") if having else None


def _volume_discounts(tools: Toolbox, reading: Reading, product: Product) -> Reply:
    phrases, locale = tools.phrases, reading.locale
    quantity = quantity_of(reading, product)
    saving = None if quantity else yearly.saving_line(tools, product, locale)
    if quantity and best_discount(product, quantity) and product.prices:
        return totals_of(tools, reading, product, quantity)
    if quantity:
        first = min(product.volume_discounts, key=lambda discount: discount.from_quantity)
        tier = _tier(tools, product, first.from_quantity, first.percent, locale)
        told = phrases.say("discount_not_reached", locale, **tier)
        text = "\n".join([told, *_by_way(tools, product, locale)])
    else:
        lines = [
            phrases.say(
                "discount_line", locale, **_tier(tools, product, discount.from_quantity, discount.percent, locale)
            )
            for discount in product.volume_discounts
        ]
        told = "\n".join([*lines, *_by_way(tools, product, locale), *([saving[0]] if saving else [])])
        listed_discounts = phrases.say("discounts", locale, product=product.name, discounts=told)
        text = f"{listed_discounts}\n{phrases.say('discount_limit', locale)}"
    buttons = (phrases.say("reply_contract", locale), phrases.say("reply_person", locale))
    reply = Reply(text, intent="pricing", quick_replies=buttons, totals=saving[1] if saving else frozenset())
    return _with_product(reply, tools, product)


def _by_way(tools: Toolbox, product: Product, locale: Locale) -> list[str]:
    """Its prices for a way of paying, which are discounts too."""
    prices = [tools.prices.price(price, locale) for price in product.prices if ways_paid(tools, price)]
    return [tools.phrases.say("price_line", locale, price=price) for price in prices]


def _all_discounts(tools: Toolbox, reading: Reading, products: Sequence[Product]) -> Reply:
    """For a quantity, what it would cost with each product's discount; else every product's discounts."""
    phrases, locale = tools.phrases, reading.locale
    lines: list[str] = []
    totals: set[Decimal] = set()
    for product in products:
        quantity = quantity_of(reading, product)
        if quantity and product.prices and best_discount(product, quantity):
            quote = quote_price(product, product.prices[0], quantity)
            totals.add(quote.total)
            lines.append(f"- {product.name}: {_total_line(tools, quote, locale).removeprefix('- ')}")
        else:
            tiers = [
                phrases.say("discount_tier", locale, **_tier(tools, product, tier.from_quantity, tier.percent, locale))
                for tier in product.volume_discounts
            ]
            lines.append(phrases.say("discount_product_line", locale, product=product.name, tiers=", ".join(tiers)))
    listed_discounts = phrases.say("discounts_all", locale, products="\n".join(lines))
    return Reply(
        f"{listed_discounts}\n{phrases.say('discount_limit', locale)}",
        intent="pricing",
        citations=cite(tools, products),
        totals=frozenset(totals),
        remember=about(products, "price"),
    )


def _tier(tools: Toolbox, product: Product, quantity: int, percent: Decimal, locale: Locale) -> dict[str, str]:
    """Of what it is so many: nobody has three of one plan but as subscriptions."""
    counted = "subscriptions" if product.kind == "plan" else "units"
    many = tools.phrases.say(counted, locale, quantity=formats.number(quantity, locale))
    return {"quantity": many, "percent": formats.number(percent, locale)}


def _extreme(tools: Toolbox, reading: Reading) -> Reply | None:
    """The cheapest or dearest of those that were named, of those listed last, or of the kind that was named."""
    if reading.rest and reading.material_answers(STRONG_COVERAGE):
        return None
    dearest = reading.asks(cues.DEAREST)
    kind = "plan" if reading.asks(cues.PLANS) else "service" if reading.asks(cues.SERVICES) else None
    several = _alternatives(tools, reading) if kind is None else ()
    plans = tools.catalog.list_products(kind or "plan")
    among = reading.products if len(reading.products) > 1 else several or plans
    if not dearest and wanted_in(tools, reading, plans):
        return None  # of those that have it none is known: the cheapest of all would be no answer
    found = extremes(among, dearest)
    if not found:
        return offering(tools, reading, "no_public_prices", "pricing")
    phrases, locale = tools.phrases, reading.locale
    lines = [
        phrases.say(
            "dearest" if dearest else "cheapest", locale, product=product.name, price=tools.prices.price(price, locale)
        )
        for product, price in found
    ]
    products = [product for product, _ in found]
    if len(products) == 1 and (reading.asks(cues.PURCHASE) or reading.asks(cues.WISHED)):
        return buy(tools, reading, products[0])
    buttons = tuple(phrases.say("reply_product", locale, product=product.name) for product in products[:3])
    return Reply(
        "\n".join(lines),
        intent="pricing",
        citations=cite(tools, products),
        quick_replies=buttons,
        remember=about(products, "price"),
    )


def _cheaper(tools: Toolbox, reading: Reading) -> Reply:
    """The cheapest of what the talk was about, when that is another one; and a person, who may find a way."""
    phrases, locale = tools.phrases, reading.locale
    asked_of = reading.products or reading.previous
    # Plans are steps of one thing; another product of the same category is no cheaper way to it.
    comparable = reading.memory.group or asked_of[0].kind == "plan"
    among = extremes(_alternatives(tools, reading)) if comparable else []
    found = [pair for pair in among if len(asked_of) > 1 or pair[0] not in asked_of]
    lines = [
        phrases.say("cheapest", locale, product=product.name, price=tools.prices.price(price, locale))
        for product, price in found
    ]
    text = "\n".join([phrases.say("expensive", locale), *lines])
    products = [product for product, _ in found] or asked_of
    reply = Reply(text, intent="pricing", citations=cite(tools, products), remember=about(products, "price"))
    return offer(tools, reading, reply)


def _alternatives(tools: Toolbox, reading: Reading) -> Sequence[Product]:
    """Those talked about, else the one talked about and those like it; none when the talk was of something else."""
    memory = reading.memory
    if memory.group or not (memory.about_products and memory.previous):
        return memory.group
    return (*memory.previous, *tools.catalog.siblings(memory.previous[0]))


def _purchase(tools: Toolbox, reading: Reading) -> Reply | None:
    reading = without_refused(reading)
    wants = (
        reading.asks(cues.PURCHASE)
        or reading.asks(cues.WANT)
        or (reading.sure_of("purchase_interest") and not reading.asks(cues.PRICE) and "?" not in reading.turn.text)
    )
    if "?" in reading.turn.text and cues.ONE_OR_OTHER.search(reading.spoken):
        return None
    asks = any(reading.asks(cue) for cue in (cues.HOW, cues.HOW_LONG, cues.WORKS_WITH, _MUST_BUY))
    if not wants or asks or reading.asks(price_cues.WANTS_NONE) or (reading.rest and not reading.products):
        return None
    if names_several(reading):
        return buy_several(tools, reading, reading.products)
    if len(reading.subject) > 1:
        return listed(tools, reading, "which_to_buy", reading.subject, "purchase_interest")
    if not reading.subject:
        return offering(tools, reading, "purchase_interest", "purchase_interest")
    product = reading.subject[0]
    return buy(tools, reading, product) if product.available else None


def buy(tools: Toolbox, reading: Reading, product: Product) -> Reply:
    """The way to a contract, with the price that was asked for."""
    chosen, key = prices_of_period(reading, product)
    price = tools.prices.brief(product, reading.locale)
    if len(chosen) < len(product.prices) and key == "prices":
        price = tools.prices.side_by_side(chosen, reading.locale)
    reply = offering(tools, reading, "purchase_product", "purchase_interest", product=product.name, price=price)
    return replace(_with_product(reply, tools, product), price=price)


def _with_product(reply: Reply, tools: Toolbox, product: Product) -> Reply:
    topic = "price" if reply.intent == "pricing" else "product"
    return replace(reply, citations=cite(tools, [product]), remember=about([product], topic))
