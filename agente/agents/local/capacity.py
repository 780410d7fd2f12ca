"""For how many people, or things, is a product enough? From the attribute in which the catalogue counts them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from agente.agents.local import cues, price_cues
from agente.agents.local.additions import Extended, count_of, extended, with_fewest
from agente.agents.local.belonging import comes_with
from agente.agents.local.counting import PEOPLE, alike, counts_of, sold_by
from agente.agents.local.features import telling
from agente.agents.local.offers import offering
from agente.agents.local.periods import brief_price
from agente.agents.local.products import COMPARED, about, attribute_sentence, cite, compare, listed
from agente.agents.local.quantities import number_at
from agente.agents.local.reading import Reading
from agente.agents.local.references import MOST
from agente.agents.local.reply import Reply, merged
from agente.agents.local.sums import asks_sum_of
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.kit.patterns import regex
from agente.knowledge.analysis import words
from agente.leads.details import details_in
from agente.packs.models import Locale, Product

# "Tenho 3 lojas e quero 1 plano só": so many are needed, and one product for all of them.
_ONLY_ONE = cues.cue(
    r"(?:so|apenas|somente|only|just|solo) (?:1|uma?|one|una?)(?! (?:a )?mais| more| mas)(?: (?:_|plano|plan))?",
    r"(?:1|uma?|one|una?) (?:(?:_|plano|plan) )?(?:so|unic[oa]|apenas|only|single|solo)",
)
# "O Essencial aguenta as 4?", of those who were told of before.
_HOLDS_THEM = regex(
    r"\b(?:aguenta|serve|atende|suporta|comporta|cabe|da conta|holds?|enough|fits?|sirve|alcanza)"
    r" (?:(?:pra|para|p|de|for) )?(?:(?:as|os|nos|nois|us|the|all|los|las) )+(\w+)$"
)
_ONLY = cues.cue(r"so|apenas|somente|only|just|solo")
# "Usuários incluídos", "Caixas (PDV)": what an attribute's name says beside the thing that it counts.
_BESIDE_THE_THING = regex(r" ?\([^)]*\)|(?i:\b(?:inclu[ií]d[oa]s?|inclus[oa]s?|included)\b)")
_HAVE = cues.word_set("tenho have tengo")
_STAFF = cues.word_set(
    "funcionario funcionaria funcionarios funcionarias colaboradores colaboradoras vendedores vendedoras atendentes",
    "empregados empregadas balconistas employee employees empleado empleada empleados empleadas",
)
_ALL_TOLD = cues.cue(
    r"comigo|contando|incluindo|inclu[is]\w* eu|fora eu|no total|ao todo|somos|us(?:am|ar|aria|ariam|a)|acess\w+",
    r"eu (?:e|mais)|including|in total|altogether|we are|will use|use it|conmigo|contando|en total|usan|usaran",
)
_REMEMBERED = 4  # of the customer's messages, in which a need that still stands was told

Needs = Mapping[str, int]  # by the attribute that counts it, how much is needed


def answer_capacity(tools: Toolbox, reading: Reading) -> Reply | None:
    """What the product in question holds and, when that is too little, those like it that hold enough."""
    if reading.asks(cues.DISCOUNT):
        return None
    if covering := _with_features(tools, reading):
        return covering
    asked_of = reading.products or reading.previous
    if asks_sum_of(reading, reading.products):
        return None  # "o profissional + 1 maquininha e 3 leitores", behind a need
    goes_on = reading.topic == "capacity" and not reading.rest  # "e pra 4?"
    groups = [among_alike(tools, asked_of), *([] if reading.products else [tools.catalog.list_products("plan")])]
    listed_ones = _listed_ones(tools, reading, goes_on)
    counted = ((among, _needs(tools, reading, among, listed_ones, goes_on=goes_on)) for among in groups)
    among, needs = next((found for found in counted if found[1]), ((), {}))
    if not needs:
        return None
    which = goes_on or reading.asks(cues.PLANS) or reading.asks(price_cues.THAT_FITS)
    about_one = (
        len(asked_of) == 1 and (not which or reading.products) and not asked_of[0].attributes.keys().isdisjoint(needs)
    )
    told = _told(tools, reading, asked_of[0], needs) if about_one else None
    if about_one and told and _wants_only_one(reading, needs) and holds(asked_of[0], needs):
        return _one_is_enough(tools, reading, asked_of[0], told)
    if about_one and not which and holds(asked_of[0], needs):
        return told
    if max(needs.values()) == 1 and (one := _for_one(tools, reading, among, needs)):
        return one
    if yes := _yes_of_all(tools, reading, among, needs):
        return yes
    compared = _compared(tools, reading)
    among = reading.products if compared and any(holds(item, needs) for item in reading.products) else among
    fitting = enough(tools, reading, among, needs, asked_of[0] if about_one else None)
    more = _also_counted(tools, reading, among, needs)
    return merged([reply for reply in (compared, told, more, fitting) if reply])


def _with_features(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "O que serve pra 4 pessoas, com nota de serviço?": what holds both, and the cheapest with it added."""
    plans = [item for item in tools.catalog.plans if item.prices]
    named = [item for item in reading.products if any(comes_with(tools, item, plan) for plan in plans)]
    asks = reading.asks(price_cues.THAT_FITS) or reading.asks(cues.FITS) or reading.asks(cues.PRICE)
    if not named or len(named) < len(reading.products) or not asks:
        return None
    needs = _needs(tools, reading, plans, _listed_ones(tools, reading, goes_on=False), goes_on=False)
    features = [item for item in named if not _all_have_some(tools, reading, item, plans)] if needs else []
    return enough(tools, reading, plans, needs, features=features) if needs else None


def _all_have_some(tools: Toolbox, reading: Reading, feature: Product, plans: Sequence[Product]) -> bool:
    """Whether what the customer calls it each plan has by its own words: "estoque" alone is no advanced one.

    It is meant where something else is asked that only it is told to do.
    """
    mentions = tools.catalog.find_products(reading.words)
    names = [reading.words[each.start : each.end] for each in mentions if feature in each.products]
    if any(feature == item for item, _ in tools.catalog.shared_with(tools.catalog.terms(reading.rest))):
        return False

    def has(plan: Product, name: Sequence[str]) -> bool:
        return comes_with(tools, feature, plan) or plan in telling(tools, name, reading.locale)

    return bool(names) and all(has(plan, name) for plan in plans for name in names)


def _compared(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Qual a diferença do Essencial pro Pro? Tenho 2 caixas": both are asked."""
    several = 1 < len(reading.products) <= COMPARED
    return compare(tools, reading, reading.products) if several and reading.asks(cues.COMPARE) else None


def _yes_of_all(tools: Toolbox, reading: Reading, among: Sequence[Product], needs: Needs) -> Reply | None:
    """ "O de vocês funciona pra várias lojas? tenho 3": yes, with the smallest that holds as many, and how many."""
    smallest = next((item for item in fitting_among(among, needs) if item.prices), None)
    if smallest is None or reading.products or not reading.asks(price_cues.FOR_MANY) or reading.asks(cues.WHICH):
        return None
    if reading.asks(cues.PRICE):
        return None
    price = brief_price(tools, reading, smallest)
    line = tools.phrases.say("capacity_yes", reading.locale, product=smallest.name, price=price)
    told = _told(tools, reading, smallest, needs)
    return replace(told, text=f"{line}\n{told.text}")


def _for_one(tools: Toolbox, reading: Reading, among: Sequence[Product], needs: Needs) -> Reply | None:
    """Who needs no more than one is told the smallest that has it, and not all that have: "1 loja com 1 caixa"."""
    smallest = next(iter(fitting_among(among, needs)), None)
    named = reading.products
    if smallest is None or not smallest.prices or (named and named != (smallest,)):
        return None
    price = brief_price(tools, reading, smallest)
    only_price = not (reading.asks(cues.WHICH) or reading.asks(price_cues.THAT_FITS))
    key = "capacity_yes" if named else "price" if only_price else "capacity_fits_one"
    line = tools.phrases.say(key, reading.locale, product=smallest.name, price=price)
    told = _told(tools, reading, smallest, needs)
    return replace(told, text=f"{line}\n{told.text}", intent="pricing", remember=about([smallest], "price"))


def _wants_only_one(reading: Reading, needs: Needs) -> bool:
    return max(needs.values()) > 1 and bool(reading.products) and reading.asks(_ONLY_ONE)


def _one_is_enough(tools: Toolbox, reading: Reading, product: Product, told: Reply) -> Reply:
    price = brief_price(tools, reading, product)
    line = tools.phrases.say("capacity_one", reading.locale, product=product.name, price=price)
    return replace(told, text=f"{line}\n{told.text}", intent="pricing", remember=about([product], "price"))


def among_alike(tools: Toolbox, asked_of: Sequence[Product]) -> Sequence[Product]:
    if len(asked_of) == 1:
        return [*asked_of, *tools.catalog.siblings(asked_of[0])]
    return tools.catalog.list_products("plan")


def _needs(tools: Toolbox, reading: Reading, among: Sequence[Product], listed_ones: int, goes_on: bool) -> Needs:
    """Of people, or of what is counted otherwise: "tenho 1 loja com 3 caixas, qual serve?", now or a little before."""
    of_people = reading.asks(cues.PEOPLE) or goes_on
    if not of_people and listed_ones in _counted(tools, reading, among).values():
        listed_ones = 0  # "we have 4 stores"
    if of_people or listed_ones:
        key = counting_attribute(tools, among, tuple(PEOPLE))
        counts = counts_of(reading)
        known = reading.quantity if any(count.number == reading.quantity for count in counts) else 0
        counted = next((count.number for count in counts if count.thing in PEOPLE), known)
        staff = own_staff(reading)
        people = max(counted or 0, listed_ones, staff + 1 if staff else 0)
        if any(count.adds and count.number == people for count in counts) or _adds_people(reading):
            return {}  # "mais 2 usuários" are not all that there are
        return {**_counted(tools, reading, among), key: people} if key and people else {}
    asks_which = reading.asks(cues.FITS) or reading.asks(price_cues.FOR_MANY) or _asks_how_many(reading)
    only_one = bool(reading.products) and reading.asks(_ONLY_ONE) and reading.asks(price_cues.NEEDS)
    if not (asks_which or only_one or reading.asks(cues.PRICE) or reading.asks(price_cues.THAT_FITS)):
        return {}
    told = _counted(tools, reading, among)
    if told and (asks_which or only_one or _asks_price_for(tools, reading, among)):
        return told
    if told or not reading.asks(price_cues.THAT_FITS):
        return {}
    return next((found for part in _needing(reading) if (found := _counted(tools, part, among))), {})


def own_staff(reading: Reading) -> int:
    """How many work for whoever writes, who is one more: "tenho 2 funcionárias"; 0 where all are told."""
    if reading.asks(_ALL_TOLD):
        return 0
    tokens = reading.spoken.split()
    told = (count for count in counts_of(reading) if count.thing in _STAFF and not count.adds)
    mine = (count for count in told if not _HAVE.isdisjoint(tokens[max(0, count.position - 2) : count.position]))
    return next((count.number for count in mine), 0)


def _adds_people(reading: Reading) -> bool:
    """ "O Essencial com 2 usuários adicionais": what they are sold as is named, and nobody is counted otherwise."""
    one_more = any(item.kind != "plan" and sold_by(item, "pessoas") for item in reading.products)
    return one_more and not any(count.thing in PEOPLE for count in counts_of(reading))


def _needing(reading: Reading) -> Iterator[Reading]:
    """What tells a need that may be meant: the whole message, and the last ones before it, the latest first."""
    if reading.message != reading.turn.text:
        whole = reading.reread(reading.message)
        if whole.asks(_ONLY) or whole.asks(price_cues.NEEDS):  # "é uma loja só com um caixa, qual serve?"
            yield whole
    before = [said.text for said in reversed(reading.turn.history) if said.role == "customer"][:_REMEMBERED]
    for text in before:
        if (part := reading.reread(text)).asks(price_cues.NEEDS):
            yield part


def _told_before(reading: Reading) -> int:
    """As many as they said that they are: "aguenta as 4?"."""
    found = _HOLDS_THEM.search(reading.spoken)
    number = number_at([found[1]], 0) if found else 0
    before = (details_in(said.text).team_size for said in reading.turn.history if said.role == "customer")
    return number if number and number in before else 0


def _listed_ones(tools: Toolbox, reading: Reading, goes_on: bool) -> int:
    """ "Eu, minha esposa e 3 funcionários" are five; 0 where nothing is asked that they would be counted for."""
    asks_for_them = (
        goes_on
        or any(reading.asks(cue) for cue in (cues.PEOPLE, price_cues.THAT_FITS, _HOLDS_THEM))
        or (reading.asks(cues.PRICE) and not reading.products)
    )
    return (details_in(_of_people(tools, reading)).team_size or _told_before(reading)) if asks_for_them else 0


def _of_people(tools: Toolbox, reading: Reading) -> str:
    """The message without what it counts of the catalogue's things: "3 caixas" and "3 leitores" work nowhere."""
    tokens, text = reading.spoken.split(), reading.turn.text
    for count in counts_of(reading):
        is_product = tokens[count.position + 1 : count.position + 2] == ["_"]
        if is_product or (count.thing not in PEOPLE and tools.catalog.counted_by_plans([count.thing])):
            thing = reading.words[count.position + 1]
            text = re.sub(rf"(?<!\w){reading.words[count.position]} {thing}(?!\w)", "", text, flags=re.IGNORECASE)
    return text


def _also_counted(tools: Toolbox, reading: Reading, among: Sequence[Product], needs: Needs) -> Reply | None:
    """ "Quantos usuários pode ter? São 8 caixas": how many of those come with each that holds the others."""
    asked = price_cues.HOW_MANY.search(reading.spoken)
    key = counting_attribute(tools, among, [asked[1]]) if asked else None
    holding = [product for product in among if holds(product, needs) and key in product.attributes]
    if key is None or key in needs or not holding:
        return None
    return Reply(
        "\n".join(attribute_sentence(tools, product, key, reading.locale) for product in holding),
        intent="product_question",
        citations=cite(tools, holding),
    )


def _counted(tools: Toolbox, reading: Reading, among: Sequence[Product]) -> Needs:
    """What the message counts that the products count too; "um" of it is no need beside more of something else."""
    needs: dict[str, int] = {}
    bare = []
    for count in counts_of(reading):
        key = counting_attribute(tools, among, alike(count.thing)) if count.thing else None
        if key:
            with_them = count.thing in _STAFF and count.number == own_staff(reading)
            needs[key] = max(count.number + with_them, needs.get(key, 0))
        elif price_cues.NEEDS.search(" ".join(reading.spoken.split()[: count.position + 1])):
            bare.append(count.number)
    if len(needs) == 1 and bare:  # "tem 1 caixa, e eu tenho 3"
        needs = {key: max(number, *bare) for key, number in needs.items()}
    more = {key: number for key, number in needs.items() if number > 1}
    asks_for_one = reading.asks(cues.PLANS) or reading.asks(price_cues.FOR_ONE)
    return more or (needs if asks_for_one else {})


def _asks_how_many(reading: Reading) -> bool:
    return reading.asks(price_cues.HOW_MANY) and reading.asks(price_cues.NEEDS)


def _asks_price_for(tools: Toolbox, reading: Reading, among: Sequence[Product]) -> bool:
    """ "So o preço, 1 loja e 2 caixas": nothing but what is needed is named."""
    keys = [counting_attribute(tools, among, [count.thing]) for count in counts_of(reading) if count.thing]
    if not reading.asks(cues.PRICE) or reading.products or reading.asks(cues.PLANS):
        return False
    names = {term for key in keys if key for term in tools.catalog.terms(words(key))}
    return tools.catalog.terms(set(reading.rest) - cues.OFFERED) <= names


def counting_attribute(tools: Toolbox, products: Sequence[Product], counted: Sequence[str]) -> str | None:
    """The attribute whose name speaks of what is counted and whose value is a number."""
    keys = [
        key
        for product in products
        for key in tools.catalog.counted_attributes(product, counted)
        if not isinstance(product.attributes[key], str | dict)
    ]
    return max(keys, key=keys.count, default=None)


def holds(product: Product, needs: Needs) -> bool:
    return all(count_of(product, key) >= number for key, number in needs.items())


def fitting_among(among: Sequence[Product], needs: Needs) -> list[Product]:
    holding = (product for product in among if holds(product, needs))
    return sorted(holding, key=lambda product: [count_of(product, key) for key in needs])


def _told(tools: Toolbox, reading: Reading, product: Product, needs: Needs) -> Reply:
    known = [key for key in needs if key in product.attributes]
    return Reply(
        "\n".join(attribute_sentence(tools, product, key, reading.locale) for key in known),
        intent="product_question",
        citations=cite(tools, [product]),
        remember=about([product]),
    )


def _so_many(tools: Toolbox, number: int, key: str, locale: Locale) -> str:
    """ "7 usuários" of "Usuários incluídos"; one, or of a name that is no plural, has the name behind it as it is."""
    name = formats.uncapitalized(tools.catalog.attribute_name(key, locale))
    counted, told = _BESIDE_THE_THING.sub("", name).strip(), formats.number(number, locale)
    is_plural = any(thing in PEOPLE or thing.endswith("s") for thing in words(counted)[:1])
    return f"{told} {counted}" if number > 1 and is_plural else f"{told} ({name})"


def _with_them(tools: Toolbox, staff: int, told: str, locale: Locale) -> str:
    """ "3 usuários (você e mais 2)", of those that are people."""
    number, thing, *_ = [*words(told), "", ""]
    if thing not in PEOPLE or number != str(staff + 1):
        return told
    return tools.phrases.say("needs_with_you", locale, needs=told, number=formats.number(staff, locale))


def enough(
    tools: Toolbox,
    reading: Reading,
    among: Sequence[Product],
    needs: Needs,
    asked_of: Product | None = None,
    features: Sequence[Product] = (),
) -> Reply:
    """Those of the products that hold all that is needed, the smallest first; and one with what can be added to it.

    `asked_of`: the one in question, which is told with its additions before a cheaper one.
    """
    locale = reading.locale
    told = [_so_many(tools, number, key, locale) for key, number in needs.items()]
    if (staff := own_staff(reading)) and staff + 1 in needs.values():
        told = [_with_them(tools, staff, each, locale) for each in told]
    needed = formats.listing([*told, *(item.name for item in features)], locale)
    holding = fitting_among(among, needs)
    fitting = [item for item in holding if all(comes_with(tools, feature, item) for feature in features)]
    unsure = len(counts_of(reading)) > 1 and reading.asks(price_cues.ONLY_THEY)  # "30 funcionários mas só 3 usam"
    wider = None if unsure else extended(tools, reading, among, needs, asked_of, features)
    if not (fitting or wider):
        return offering(tools, reading, "capacity_none", "product_question", needs=needed)
    ways = [wider] if wider else []
    if wider and reading.asks(price_cues.THAT_FITS) and not (fitting or asked_of):
        ways = _cheaper_and_nearest(tools, reading, among, needs, features, wider)
    lines = [each.line for each in ways]
    reply = listed(tools, reading, "capacity_fits", fitting, "product_question", lines, needs=needed)
    return _with_ways(tools, reply, fitting, ways)


def _cheaper_and_nearest(
    tools: Toolbox,
    reading: Reading,
    among: Sequence[Product],
    needs: Needs,
    features: Sequence[Product],
    cheapest: Extended,
) -> list[Extended]:
    """Where nothing holds enough by itself, the one that lacks least, and behind it the cheapest with more added."""
    nearest = with_fewest(tools, reading, among, needs, features)
    return [nearest, cheapest] if nearest and nearest.product != cheapest.product else [cheapest]


def _with_ways(tools: Toolbox, reply: Reply, fitting: Sequence[Product], ways: Sequence[Extended]) -> Reply:
    """The list, and what is remembered and cited of those in it that have additions."""
    if not ways:
        return replace(reply, remember=about(fitting, "capacity"))
    options = [*(each.ids for each in ways), *(product.id for product in fitting)]
    of_ways = {item.id: item for each in ways for item in (each.product, *each.additions)}
    return replace(
        reply,
        citations=(*cite(tools, [*of_ways.values()]), *reply.citations),
        totals=frozenset[Decimal]().union(*(each.amounts for each in ways)),
        remember=about(fitting or [each.product for each in ways], "capacity", options=options[:MOST]),
    )
