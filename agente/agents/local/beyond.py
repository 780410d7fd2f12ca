"""What does it cost beyond what a plan includes? "15 não dá, preciso de 18 usuários, quanto a mais?"."""

from collections.abc import Iterator, Sequence

from agente.agents.local import cues, price_cues
from agente.agents.local.additions import addition_for, count_of
from agente.agents.local.capacity import counting_attribute
from agente.agents.local.clauses import PART_END, clauses_of
from agente.agents.local.counting import Count, alike, counts_of, sold_by, units_of
from agente.agents.local.knowledge import quoting
from agente.agents.local.products import about, attribute_sentence, cite, last_told
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import quote_price
from agente.i18n import formats
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded, words
from agente.packs.models import Product

_HOW_MUCH_MORE = cues.cue(
    r"quanto (?:\w+ ){0,3}(?:a|de) mais|(?:a|de) mais (?:\w+ ){0,2}quanto|(?:quanto|qual) (?:\w+ )?(?:o )?acrescimo",
    r"how much (?:\w+ ){0,3}(?:more|extra)|cuanto (?:\w+ ){0,2}(?:mas|de mas|extra)",
)
# "Se passar, cobra a mais?", "se passar das 100 notas"; "se eu passar pro Pro" is a change of plans.
_IF_PASSED = regex(
    r"\b(?:(?:se|caso|quando) (?:eu |a gente |nos )?(?:passar\w*|ultrapass\w+|exced\w+|estour\w+)"
    r"|if (?:i|we) (?:go over|exceed|pass)|(?:si|cuando) (?:me |nos )?(?:pas[oe]|pasamos|super[oe]|exced\w+))"
    r"(?: (?:(?:[oa]s?|the|el|la|d[aoe]s?|del?) (?:l[ao]s )?)?(?:[0-9]+ )?(?:limites? de |limit of )?(\w+)|$)"
)
_WHAT_THEN = cues.word_set(
    "cobra cobram pago paga pagamos pagaria tem fica custa acontece quanto vem bloqueia bloqueiam deixa limite",
    "limites disso isso que charge pay cost happens what how limit that cobran pagan cuanto limite eso",
)
_PERIODS = cues.word_set("mes meses month months ano year")
_OF_A_LIMIT = cues.cue(r"limites?|passar|ultrapass\w+|exced\w+|go over|exceed|superar|supero")


def answer_if_passed(tools: Toolbox, reading: Reading) -> Reply | None:
    """What the material says of passing so many as come with a plan, by a heading that names them."""
    found = _IF_PASSED.search(reading.spoken)
    passed = found[1] if found else None
    if found is None or (passed and passed not in _WHAT_THEN and not _keys_named(tools, [passed])):
        return None
    keys = _keys_named(tools, reading.reread(reading.message).words) + last_told(reading.turn.state)
    return of_passing(tools, reading, list(dict.fromkeys(keys)))


def of_passing(tools: Toolbox, reading: Reading, names: Sequence[str]) -> Reply | None:
    """What the material says of passing so many of one of what is named so."""
    named = [tools.catalog.terms(words(name)) for name in names]
    for told in tools.told_in(reading.locale):
        heading = folded(told.passage.heading)
        if _OF_A_LIMIT.search(heading) and any(terms & tools.catalog.terms(heading.split()) for terms in named):
            return quoting(tools, reading, told.passage, told.passage.text)
    return None


def _keys_named(tools: Toolbox, said: Sequence[str]) -> list[str]:
    """The attributes in which plans count what is named."""
    return tools.catalog.counted_by_plans(word for word in said if word not in _PERIODS)


def answer_beyond_included(tools: Toolbox, reading: Reading) -> Reply | None:
    """So many of what is sold for one more, by what the plan lacks, and what these cost."""
    if not reading.asks(_HOW_MUCH_MORE) or reading.asks(cues.DISCOUNT) or _asks_else(tools, reading):
        return None
    plan = _plan(reading)
    told = reading if counts_of(reading) else reading.reread(reading.message)  # "preciso de 8 usuários, quanto a mais?"
    found = _needed(tools, told, plan) if plan else None
    if plan is None or found is None:
        return None
    key, number = found
    addition, more = addition_for(tools, plan, key), int(number - count_of(plan, key))
    if addition is None or not addition.prices or more < 1:
        return None
    quote = quote_price(addition, addition.prices[0], more)
    line = tools.phrases.say(
        "beyond_included",
        reading.locale,
        number=formats.number(number, reading.locale),
        product=f"{formats.number(more, reading.locale)} × {addition.name}",
        price=tools.prices.together([quote], reading.locale),
    )
    before = reading.memory.summed if plan in reading.memory.summed else (plan,)
    ids = [item.id for item in before if item != addition] + [addition.id] * more
    return Reply(
        f"{attribute_sentence(tools, plan, key, reading.locale)}\n{line}",
        intent="pricing",
        citations=cite(tools, [plan, addition]),
        totals=frozenset({quote.total}),
        remember=about([plan], "price", summed=ids),
    )


def _plan(reading: Reading) -> Product | None:
    among = reading.at_hand
    return among[0] if len(among) == 1 and among[0].kind == "plan" else None


def _needed(tools: Toolbox, reading: Reading, plan: Product) -> tuple[str, int] | None:
    """The attribute that counts what is lacking, and how many there are to be."""
    counts = [count for count in counts_of(reading) if not count.adds]
    for count in counts:
        key = _key_of(tools, plan, count.thing)
        if key and count.number > count_of(plan, key):
            return key, count.number
    needed = [count.number for count in counts if _is_needed(reading, count)]
    if len(needed) != 1:
        return None
    keys = _spoken_of(tools, reading, plan, {count.number for count in counts})
    key = next((key for key in keys if 0 < count_of(plan, key) < needed[0]), None)
    return (key, needed[0]) if key else None


def _is_needed(reading: Reading, count: Count) -> bool:
    """Whether it is said to be needed, and counts nothing that is named: "preciso de 18"."""
    before = " ".join(reading.spoken.split()[: count.position + 1])
    return any(found.end() >= len(before) - len(str(count.number)) for found in price_cues.NEEDS.finditer(before))


def _spoken_of(tools: Toolbox, reading: Reading, plan: Product, numbers: set[int]) -> Iterator[str]:
    """What a number alone may count: what is named, what was told last, or what comes with it in such a number."""
    yield from (key for word in reading.words if (key := _key_of(tools, plan, word)))
    yield from (key for key in last_told(reading.turn.state) if key in plan.attributes)
    yield from (key for key in plan.attributes if count_of(plan, key) in numbers)


def _key_of(tools: Toolbox, plan: Product, thing: str) -> str | None:
    if not thing:
        return None
    units = [unit for item in tools.catalog.products if sold_by(item, thing) for unit in units_of(item)]
    return counting_attribute(tools, [plan], [*alike(thing), *units])


def _asks_else(tools: Toolbox, reading: Reading) -> bool:
    """Whether another question stands beside it; "e os usuários?" is the same one."""
    asking = [clause.text for clause in clauses_of(reading.turn.text) if clause.asks]
    last = [[part for part in PART_END.split(text) if part.strip()][-1] for text in asking]
    others = [part for text in last if not (part := reading.reread(text)).asks(_HOW_MUCH_MORE)]
    return not all(_only_names_counted(tools, part) for part in others)


def _only_names_counted(tools: Toolbox, part: Reading) -> bool:
    counted = {word for word in part.words if tools.catalog.counted_by_plans([word])}
    return bool(counted) and set(part.rest) <= counted
