"""What does a product cost with more of something than comes with it? The plan, and the add-on for each one more."""

from collections.abc import Sequence
from dataclasses import replace

from agente.agents.local import cues, price_cues
from agente.agents.local.additions import addition_for, count_of
from agente.agents.local.capacity import among_alike, counting_attribute, enough
from agente.agents.local.counting import Count, alike, counts_of, reached_by, sold_by, units_of
from agente.agents.local.offers import offering
from agente.agents.local.periods import brief_price
from agente.agents.local.products import about, attribute_sentence, cite
from agente.agents.local.reading import Reading
from agente.agents.local.recommending import told_needs
from agente.agents.local.reply import Reply, merged
from agente.agents.local.sums import Part, counted_ids, reply_in_periods
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import quote_price
from agente.i18n import formats
from agente.knowledge.analysis import words
from agente.packs.models import Product

# "Com os adicionais", and not how many.
_WITH_ADDITIONS = cues.cue(
    r"com (?:todos )?(?:os |as )?(?:adicionais|extras|acrescimos)|con (?:los |todos los )?(?:adicionales|extras)",
    r"(?:with|plus) (?:the |all )?(?:extras|add ons|additions)",
)
MAX_GOING_ON = 6  # words: "e com 2 lojas, quanto fica?"
MAX_ORDINAL = 9  # words: "e se eu quiser abrir a quarta loja?"


def answer_extras(tools: Toolbox, reading: Reading) -> Reply | None:
    """The price of one product with so many of what its attributes count; those that fit where nothing can be added."""
    product = _extended(tools, reading) or _asked_of(reading)
    if product is None or not product.prices or reading.asks(cues.DISCOUNT) or not _wants_price(reading):
        return None
    counts = [*_counts(reading), *_told_before(tools, reading, product)]
    if len(counts) > 1 and reading.asks(price_cues.ONLY_THEY):
        return None
    needs = [(count, key) for count in counts if (key := _key_of(tools, product, count))]
    if not needs or all(not count.adds and count.number <= 1 for count, _ in needs):
        return None
    reply = _priced(tools, reading, product, needs)
    return replace(reply, remember={**reply.remember, "counted": needs[0][0].thing if len(needs) == 1 else None})


def _told_before(tools: Toolbox, reading: Reading, product: Product) -> list[Count]:
    """ "Com os adicionais": what they told that they need, of which this part of the message says nothing."""
    if not reading.asks(_WITH_ADDITIONS):
        return []
    said = {_key_of(tools, product, count) for count in _counts(reading)}
    needs = told_needs(tools, reading, [product])
    missing = {key: number for key, number in needs.items() if key not in said}
    things = {key: thing for key in missing for thing in words(key) if _key_of(tools, product, _of(thing)) == key}
    return [Count(missing[key], thing, 0, adds=False) for key, thing in things.items()]


def _of(thing: str) -> Count:
    return Count(1, thing, 0, adds=False)


def _counts(reading: Reading) -> list[Count]:
    """What the message counts; a number alone, of what was counted before it: "e 4?"."""
    counts, before = [*counts_of(reading), *reached_by(reading)], reading.turn.state.get("counted")
    alone = isinstance(before, str) and not (reading.products or reading.rest or any(count.thing for count in counts))
    return [replace(count, thing=str(before)) for count in counts] if alone else counts


def _priced(tools: Toolbox, reading: Reading, product: Product, needs: Sequence[tuple[Count, str]]) -> Reply:
    extra = [(count, key, more) for count, key in needs if (more := _missing(product, key, count)) > 0]
    parts = [Part(addon, more) for _, key, more in extra if (addon := addition_for(tools, product, key))]
    if len(parts) < len(extra):
        return _too_little(tools, reading, product, [(count, key) for count, key, _ in extra])
    included = "\n".join(dict.fromkeys(attribute_sentence(tools, product, key, reading.locale) for _, key in needs))
    if not parts:
        return alone(tools, reading, product, included)
    return with_extras(tools, reading, product, parts, included)


def _extended(tools: Toolbox, reading: Reading) -> Product | None:
    """What the talk was about, when what is named is only added to it: "mais uma loja, 4 lojas, quanto fica?"."""
    if len(reading.products) != 1 or len(reading.previous) != 1 or not reading.memory.about_products:
        return None
    product, addition = reading.previous[0], reading.products[0]
    counted = [count for count in counts_of(reading) if count.number > 1 and sold_by(addition, count.thing)]
    keys = [key for count in counted if (key := _key_of(tools, product, count))]
    return product if any(addition_for(tools, product, key) == addition for key in keys) else None


def _asked_of(reading: Reading) -> Product | None:
    if len(reading.products) == 1:
        return reading.products[0]
    ordinal = bool(reached_by(reading))
    most = MAX_ORDINAL if ordinal else MAX_GOING_ON
    told = reading.topic in ("price", "product") or (ordinal and reading.topic == "attribute")
    goes_on = not reading.products and told and len(reading.words) <= most
    return reading.previous[0] if goes_on and len(reading.previous) == 1 else None


def _wants_price(reading: Reading) -> bool:
    if reading.products or reading.asks(cues.PEOPLE):
        return any(reading.asks(cue) for cue in (cues.PRICE, price_cues.ADD_UP, cues.WANT, cues.WHAT_IF))
    return True


def _key_of(tools: Toolbox, product: Product, count: Count) -> str | None:
    """The attribute in which the product counts such things."""
    if not count.thing:
        return None
    units = [unit for item in tools.catalog.products if sold_by(item, count.thing) for unit in units_of(item)]
    return counting_attribute(tools, [product], [*alike(count.thing), *units])


def _missing(product: Product, key: str, count: Count) -> int:
    return count.number if count.adds else int(count.number - count_of(product, key))


def with_extras(tools: Toolbox, reading: Reading, product: Product, parts: Sequence[Part], included: str) -> Reply:
    """What they come to, behind what is `included`; a purchase, where that is what is wanted."""
    every = [Part(product), *parts]
    summed = reply_in_periods(tools, reading, every)
    if summed is None:
        return _side_by_side(tools, reading, product, parts, included)
    if not summed.price or not reading.asks(cues.WANT) or reading.asks(cues.PRICE):
        remember = about([product], "price", summed=counted_ids(every))
        return replace(summed, text=f"{included}\n{summed.text}", remember=remember)
    names = formats.listing([product.name, *(part.product.name for part in parts)], reading.locale)
    wanted = offering(tools, reading, "purchase_product", "purchase_interest", product=names, price=summed.price)
    return replace(summed, text=wanted.text, intent=wanted.intent, awaiting=wanted.awaiting)


def _side_by_side(tools: Toolbox, reading: Reading, product: Product, parts: Sequence[Part], included: str) -> Reply:
    """What is paid by the year and what by the month make no one total."""
    price = brief_price(tools, reading, product)
    lines = [tools.phrases.say("product_line", reading.locale, product=product.name, price=price)]
    quotes = [(part, quote_price(part.product, part.product.prices[0], part.quantity)) for part in parts]
    for part, quote in quotes:
        name = f"{formats.number(part.quantity, reading.locale)} × {part.product.name}"
        total = tools.prices.together([quote], reading.locale)
        lines.append(tools.phrases.say("product_line", reading.locale, product=name, price=total))
    return Reply(
        "\n".join([included, *lines]),
        intent="pricing",
        citations=cite(tools, [product, *(part.product for part in parts)]),
        totals=frozenset(quote.total for _, quote in quotes),
        remember=about([product], "price"),
    )


def _too_little(tools: Toolbox, reading: Reading, product: Product, lacking: Sequence[tuple[Count, str]]) -> Reply:
    """What it costs and includes, and those like it that hold enough."""
    told = "\n".join(
        attribute_sentence(tools, product, each, reading.locale) for each in dict.fromkeys(key for _, key in lacking)
    )
    own = alone(tools, reading, product, told)
    among = among_alike(tools, [product])
    needs = {key: int(count_of(product, key)) * count.adds + count.number for count, key in lacking}
    return merged([own, enough(tools, reading, among, needs, product)])


def alone(tools: Toolbox, reading: Reading, product: Product, told: str) -> Reply:
    """Its price, and what it holds."""
    price = brief_price(tools, reading, product)
    line = tools.phrases.say("price", reading.locale, product=product.name, price=price)
    return Reply(
        f"{line}\n{told}", intent="pricing", citations=cite(tools, [product]), remember=about([product], "price")
    )
