"""Is this in what is sold? "Faz ordem de serviço?", told by the sentence that names it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from agente.agents.local import cues, price_cues
from agente.agents.local.abbreviations import written_out
from agente.agents.local.belonging import comes_with
from agente.agents.local.clauses import PART_END, clauses_of
from agente.agents.local.cues import cue, word_set
from agente.agents.local.products import about, cite, price_part
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded, singular, words
from agente.packs.models import Locale, Product

SIDE_BY_SIDE = 2  # words of a thing that tell it: "nota de serviço"; one alone may be of another
MOST_TOLD = 2  # products; what more of them have is no feature of one

# Who has it, beside what is sold: who sells it, and no "minha filha".
_WHO: Final = word_set(
    "voces voce ele ela eles elas sistema programa software aplicativo app plano planos pacote pacotes aqui ai la que"
    " tambem ja mas e nele nela nao you it they system plan plans which that also ustedes ellos planes y pero tambien"
)
_HAVING: Final = regex(
    r"(?:^|\b(\w+) )(?:tem|faz(?:em)?|inclui|possui|vem com|calculam?|controlam?|emitem?|geram?|imprimem?|oferecem?"
    r"|permitem?|registram?|cadastram?|da pra (?:ter|fazer|controlar|calcular|emitir|gerar|abrir)"
    r"|has|have|do|does|includes?|calculates?|tracks?|issues?|offers?|supports?|tienen?|hacen?|incluyen?|calculan?"
    r"|controlan?|emiten?|ofrecen?) (?=(\w+(?: \w+)*))"
)
# What the customer does themselves.
_NEEDING: Final = regex(
    r"\b(?:preciso|precisamos|queria|quero|need to|want to|necesito|quiero|e)(?: (?:de|que))?"
    r" (?:abrir|fazer|emitir|controlar|calcular|gerar|registrar|ter|issue|track|calculate|have|hacer|calcular|tener)"
    r" (?=(\w+(?: \w+)*))"
)
_WORK_ORDER: Final = re.compile(r"\bOSs?\b")  # "preciso abrir OS"; "os" is an article
_THAT: Final = cue(r"(?:tem|faz(?:em)?|da pra|have|does|tienen?|hacen?) (?:isso|that|eso)")
# Whose it is, when or why: what the thing is stands before it.
_WHOSE: Final = regex(r" (?:d[ao]s?|pr[ao]s?|para|of (?:the|my)|for|de (?:l[ao]s|mis?)) ")
_END: Final = regex(
    r" ?\b(?:ou|or|o no|porque|quando|junto|tambem|also|because|tambien|e (?:emit\w+|faz\w*|tem|quanto|qual))\b.*$"
)
_ARTICLES: Final = regex(r"^(?:(?:[oa]s?|ums?|umas?|uns|an?|the|el|l[ao]s?|una?s?|algum|alguma) )+")
# "..., comissão de vendedores, ordens de serviço e ...": what stands behind a comma or an "e".
_ITEM: Final = re.compile(r"(?:, |(?:^| )(?:e|and|y|com|with|con|mais|plus|además) )(\w+(?: \w+)?)", re.IGNORECASE)
_WITHOUT: Final = cue(r"nao|sem|exceto|menos|not|no|without|except|sin")
# "O mais barato com OS", "com OS, qual o mais barato?"
_CONDITION: Final = (
    rf"(?:com|{price_cues.THAT_HAS}|with|that (?:has|does|includes)|con|que (?:tiene|tenga|incluye|incluya|hace|haga)) "
)
_COND_BEHIND: Final = regex(rf"(?:\bmais|\bmas|cheapest|most|lowest|men?or)\b.*?\b{_CONDITION}(\w+(?: \w+)*)")
_COND_BEFORE: Final = regex(
    rf"\b{_CONDITION}(\w+(?: \w+)*?) (?:qual|cual|which|what|o (?:plano )?mais|the cheapest|el mas)\b"
)
_ALL_OF: Final = regex(
    r"\b(?:tudo|everything|all|todo)(?: (?:o que|lo|que|tem|in|of|from|d[oae]l?s?|a|o|el|la|the)){0,4} "
)


def answer_has_it(tools: Toolbox, reading: Reading) -> Reply | None:
    """The sentence of what is sold that names the thing, and a yes where it names all of it."""
    asking = [clause for clause in clauses_of(reading.turn.text) if clause.asks]
    if len(asking) != 1:
        return None
    part = reading.reread(asking[0].text)
    if any(part.asks(each) for each in (cues.PRICE, cues.DISCOUNT, cues.COMPARE, cues.HOW_LONG)):
        return None
    found = [
        match[2]
        for text in _parts(part.turn.text)
        for match in _HAVING.finditer(text)
        if match[1] is None or match[1] in _WHO or tools.catalog.find_products([match[1]])
    ]
    if part.asks(_THAT):
        found = [match[1] for text in _parts(reading.turn.text) for match in _NEEDING.finditer(text)]
    elif part.material_answers(STRONG_COVERAGE):
        return None
    return next((reply for thing in found if (reply := _told(tools, reading, _END.sub("", thing)))), None)


def _parts(text: str) -> list[str]:
    written = text if text.isupper() else _WORK_ORDER.sub("ordem de serviço", text)
    return [" ".join(written_out(words(part))) for part in PART_END.split(written)]


def _told(tools: Toolbox, reading: Reading, thing: str) -> Reply | None:
    """What tells of it, one product or two that have it side by side; not what is sold by that name."""
    said = _ARTICLES.sub("", thing).split()
    if not said or not _terms(tools, said[:1]) or any(each.start == 0 for each in tools.catalog.find_products(said)):
        return None
    asked, whole = _terms(tools, said), _terms(tools, _WHOSE.split(" ".join(said), maxsplit=1)[0].split())
    if _is_attribute(tools, asked):
        return None
    # "Comissão das vendedoras" is a commission, whoever gets it.
    found = _naming(tools, asked[:SIDE_BY_SIDE], reading.locale) or _naming(tools, whole[:SIDE_BY_SIDE], reading.locale)
    if not found or len(found) > MOST_TOLD:
        return None
    products = [tools.catalog.get(each) for each in found]
    return _reply(tools, reading, [item for item in products if item], found, asked)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the cheapest is to have: those of `among` that have it, and what it can be added by."""

    among: Sequence[Product]
    having: Sequence[Product]
    addition: Product | None = None


def wanted_in(tools: Toolbox, reading: Reading, plans: Sequence[Product]) -> Wanted | None:
    """Of "o mais barato com ordem de serviço", "o mais barato que tem isso"; None where no such thing is named."""
    named = [item for item in reading.products if item in plans]
    among = named if len(named) > 1 else plans
    if reading.asks(price_cues.WITH_IT):
        return _told_before(tools, reading, among)
    asking = [text for text in _parts(reading.turn.text) if cues.CHEAPEST.search(text)]
    found = [match[1] for text in asking for match in (_COND_BEHIND.search(text), _COND_BEFORE.search(text)) if match]
    things = [said for each in found if (said := _ARTICLES.sub("", _END.sub("", each)).split())]
    things = [said for said in things if not said[0].isdecimal() and _terms(tools, said)]
    return _wanted(tools, reading, among, things[0]) if things else None


def _told_before(tools: Toolbox, reading: Reading, among: Sequence[Product]) -> Wanted:
    """The feature or attribute that was told last, or the product that comes with some plans."""
    if isinstance(ids := reading.turn.state.get("having"), list):
        return Wanted(among, [item for item in among if item.id in ids])
    key = reading.turn.state.get("attribute") if reading.topic == "attribute" else None
    if isinstance(key, str):
        return Wanted(among, [item for item in among if item.attributes.get(key)])
    spoken_of = (item for item in (*reading.previous, *reading.memory.recent) if item.kind != "plan")
    told = next(spoken_of, None)
    return Wanted(among, [item for item in among if told and comes_with(tools, told, item)])


def _wanted(tools: Toolbox, reading: Reading, among: Sequence[Product], said: Sequence[str]) -> Wanted:
    asked = _terms(tools, said)
    addition = next(
        (
            item
            for mention in tools.catalog.find_products(list(said))
            for item in mention.products
            if item not in among and any(comes_with(tools, item, plan) for plan in among)
        ),
        None,
    )
    described = telling(tools, said, reading.locale)

    def has(plan: Product) -> bool:
        own = any(
            value is True and set(asked) <= tools.catalog.attribute_terms(plan, key)
            for key, value in plan.attributes.items()
        )
        return own or plan in described or (addition is not None and comes_with(tools, addition, plan))

    return Wanted(among, [plan for plan in among if has(plan)], addition)


def telling(tools: Toolbox, said: Sequence[str], locale: Locale) -> list[Product]:
    """Those whose own words tell of the thing, and those that have all of these: "tem tudo do Essencial"."""
    found = _naming(tools, _terms(tools, said)[:SIDE_BY_SIDE], locale)
    naming = [item for each in found if (item := tools.catalog.get(each))]
    return [*naming, *with_all_of(tools, naming, locale)]


def _is_attribute(tools: Toolbox, asked: Sequence[str]) -> bool:
    """Whether one of the attributes is called so: its value tells more."""
    return any(
        set(asked) <= tools.catalog.attribute_terms(item, key)
        for item in tools.catalog.list_products()
        for key in item.attributes
    )


def _naming(tools: Toolbox, named: Sequence[str], locale: Locale) -> dict[str, str]:
    """The text in which each product that has it names it, by the product's id."""
    found: dict[str, str] = {}
    for product in tools.catalog.list_products():
        for text in (tools.pack.localize(text, locale) for text in (product.summary, product.description) if text):
            if product.id not in found and _stands_in(tools, named, text):
                found[product.id] = text
    return found


def _stands_in(tools: Toolbox, named: Sequence[str], text: str) -> bool:
    """Whether it names them in their order, with one between them at most: "nota fiscal de serviço".

    One word alone stands for itself only as one of several that the text lists.
    """
    if len(named) == 1:
        return any([*tools.catalog.singular_terms_of(item)[:1]] == named for item in _ITEM.findall(text))
    told = tools.catalog.singular_terms_of(text)
    places = [place for place, term in enumerate(told) if term == named[0]]
    return any(set(named[1:]) <= set(told[place + 1 : place + 1 + SIDE_BY_SIDE]) for place in places)


def _terms(tools: Toolbox, said: Iterable[str]) -> list[str]:
    """In their order; "ordens" is stemmed as "ordem" is only in the singular."""
    return tools.catalog.terms_in_order(map(singular, said))


def _reply(
    tools: Toolbox, reading: Reading, products: Sequence[Product], found: Mapping[str, str], asked: Sequence[str]
) -> Reply:
    say, locale = tools.phrases.say, reading.locale
    also = [item for item in with_all_of(tools, products, locale) if item not in products]
    lines = []
    for item in products:
        lines.append(say("product", locale, product=item.name, summary=found[item.id]))
        lines += [price_part(tools, item, locale)] if len(products) == 1 and item not in reading.previous else []
    if also:
        lines.append(say("feature_also", locale, products=formats.listing([item.name for item in also], locale)))
    text = "\n".join(lines)
    told = {term for sentence in found.values() for term in tools.catalog.singular_terms_of(sentence)}
    of_these = not reading.products or any(item in (*products, *also) for item in reading.products)
    if (
        set(asked) <= told
        and of_these
        and not reading.asks(cues.WHICH)
        and not any(_WITHOUT.search(folded(each)) for each in found.values())
    ):
        text = say("feature_yes", locale, told=text)
    return Reply(
        text,
        intent="product_question",
        citations=cite(tools, [*products, *also]),
        remember=about([products[0]], having=[item.id for item in (*products, *also)]),
    )


def with_all_of(tools: Toolbox, products: Sequence[Product], locale: Locale) -> list[Product]:
    """Those that have all that one of them has, and those that have all of these: "tem tudo do Essencial e mais"."""
    found = list(products)
    having = [(item, all_of(tools, item, locale)) for item in tools.catalog.list_products()]
    while more := [item for item, had in having if item not in found and had & {each.id for each in found}]:
        found += more
    return found[len(products) :]


def all_of(tools: Toolbox, product: Product, locale: Locale) -> set[str]:
    """The ids of those whose all it says to have."""
    texts = (folded(tools.pack.localize(text, locale)) for text in (product.summary, product.description) if text)
    behind = [text[match.end() :].split() for text in texts for match in _ALL_OF.finditer(text)]
    mentions = (mention for said in behind for mention in tools.catalog.find_products(said) if mention.start == 0)
    return {item.id for mention in mentions for item in mention.products}
