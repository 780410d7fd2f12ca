"""What does a customer want beside what comes with a plan? "Mais 2 usuários", "cada loja a mais", "os 2 a mais"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agente.agents.local import cues, price_cues
from agente.agents.local.additions import count_of
from agente.agents.local.belonging import against_it
from agente.agents.local.buying import buy_several
from agente.agents.local.capacity import among_alike, counting_attribute, enough
from agente.agents.local.counting import PEOPLE, Count, counts_of, quantity_of, sold_by, units_of
from agente.agents.local.extras import alone, with_extras
from agente.agents.local.hearing import Heard
from agente.agents.local.owned import own_plan
from agente.agents.local.periods import brief_price
from agente.agents.local.products import about, attribute_sentence, cite, listed
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.sums import Part, add_up, reply_in_periods
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import extremes
from agente.kit.once import once
from agente.kit.patterns import regex
from agente.leads.details import details_in
from agente.leads.form import fields_for
from agente.packs.models import Product

MAX_GOING_ON = 6  # words that need not say what is asked: "e com mais 2 usuários?"
# "Cada usuário a mais", "mais essa loja": one more of it, however many they are.
_ONE_MORE = regex(
    r"\b(?:(?:mais|plus|another|one more|mas|otr[oa]|outr[oa])(?: (?:ess[ae]|est[ae]|[oa]|the|this|el|la|outr[oa]))?"
    r" (\w{3,})|(\w{3,}) (?:(?:a|de) mais|extras?|adiciona(?:l|is|les)|de mas))\b"
)
_EACH = cues.cue(r"cada|each|per|(?:preco|valor|custo) d[aeo]s?")
_EACH_ONE = cues.cue(r"(?:cada|each|per) \w+ (?:(?:a|de) mais|extra|adiciona(?:l|is)|more|de mas)")
# "Já põe os 2 usuários pra mim": what is told to be added is wanted.
_PUTS = cues.cue(
    r"(?:poe|ponha|bota|bote|coloca|coloque|inclui|inclua|adiciona|adicione|acrescenta|acrescente|libera|libere|ativa"
    r"|ative|contrata|contrate)(?! (?:que|se)\b)",
    r"(?:pode|podem|quero|vou|vamos|queria|preciso) (?:ja )?"
    r"(?:por|botar|colocar|incluir|adicionar|acrescentar|liberar|ativar)",
    r"(?:please )?(?:add|put|include)|(?:agrega|agregue|anade|anada|pon|ponga|incluye|quiero (?:agregar|anadir))",
)
_MAY = cues.cue(
    r"posso|podemos|da (?:pra|para)|deixa|permite|aceita|tem como|consigo|can (?:i|we)|allows?|puedo|se puede"
)
# "Dá pra pôr mais um no Essencial?" asks whether it may be, before what it costs.
_MAY_ADD = cues.cue(
    r"(?<!nao )(?:posso|podemos|da (?:pra|para|p)|tem como|consigo)(?: eu)?"
    r" (?:por|botar|colocar|incluir|adicionar|acrescentar|ter|contratar|pagar)",
    r"can (?:i|we) (?:add|put|have|include)|(?<!no )(?:puedo|se puede) (?:agregar|anadir|poner|tener|incluir)",
)
_WITH = cues.cue(r"com|mais|with|plus|con|mas")
# "... a mais, os usuários e o módulo": named as one of those that are summed.
_LISTED_THING = regex(
    r"\b(?:com|mais|e|a mais|adiciona(?:l|is)|extras?|_|with|and|con|y) (?:[oa]s|the|l[oa]s|ess[ae]s|aqueles) (\w{3,})"
)
_LEFT_OUT = cues.cue(
    r"falt(?:ou|aram|ava)|esqueceu|esqueceram|(?:ficou|ficaram|deixou) (?:de )?fora|nao (?:somou|contou|incluiu)",
    r"left out|forgot|missing|did(?:n t| not) (?:include|add|count)|falto|faltaron|olvid\w+|no (?:sumo|incluyo|conto)",
)
_NEEDS = cues.cue(r"preciso|precisamos|precisava|need|necesit\w+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`number` is None where only one more is spoken of, and of none in particular: "cada usuário a mais"."""

    addition: Product
    number: int | None


def answer_more(tools: Toolbox, reading: Reading) -> Reply | None:
    """The plan that is theirs, or was talked about, with what is wanted beside it; without one the additions alone."""
    chosen = _chosen_for(tools, reading)
    wanted = chosen or wanted_more(tools, reading) or _listed_too(tools, reading)
    if not wanted or reading.asks(cues.DISCOUNT) or not (chosen or _asks(reading)):
        return None
    plan = _plan(tools, reading, wanted)
    if plan is None and reading.products and reading.asks(cues.WISHED) and not reading.asks(cues.PRICE):
        return _buy(tools, reading, wanted)
    if plan is None:
        many = any(each.number and each.number > 1 for each in wanted)
        return None if reading.products and many else _by_themselves(tools, reading, wanted)
    for each in wanted:
        if key := against_it(tools, each.addition, plan):
            return _not_for(tools, reading, plan, each, key)
    if not _is_of_all(reading, wanted, plan):
        return _by_themselves(tools, reading, wanted)
    beside = _beside(tools, reading, plan, wanted)
    if any(each.number is None for each in beside):  # a sum without them would be a false total
        every = [plan, *(each.addition for each in (*wanted, *beside))]
        return listed(tools, reading, "product_list", every, "pricing")
    keys = [key for each in wanted if (key := _key_of(tools, plan, each.addition))]
    included = [attribute_sentence(tools, plan, key, reading.locale) for key in keys]
    if any(each.number is None for each in wanted) or reading.asks(_EACH):
        included = [_price_line(tools, reading, each.addition) for each in wanted]
    parts = [Part(each.addition, each.number or 1) for each in (*wanted, *beside)]
    reply = with_extras(tools, reading, plan, parts, "\n".join(dict.fromkeys(included)))
    if reading.asks(_MAY_ADD) and reply.intent == "pricing":
        reply = replace(reply, text=tools.phrases.say("feature_yes", reading.locale, told=reply.text))
    return replace(reply, remember={**reply.remember, "counted": min(units_of(wanted[0].addition), default=None)})


def answer_left_out(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Faltou os 2 usuários na conta": the last sum with them."""
    summed = reading.memory.summed
    if not summed or not reading.asks(_LEFT_OUT):
        return None
    counted = [Wanted(item, count.number) for count in counts_of(reading) if (item := _counted(tools, reading, count))]
    named = [Wanted(item, 1) for item in reading.products if not reading.pointed and item.kind != "plan"]
    found = {each.addition.id: Part(each.addition, each.number or 1) for each in (*named, *counted)}
    if all(summed.count(part.product) >= part.quantity for part in found.values()):
        return None
    parts = {item.id: Part(item, summed.count(item)) for item in summed} | found
    return reply_in_periods(tools, reading, list(parts.values()))


def answer_put(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Então já põe os 2 usuários pra mim": a purchase."""
    wanted = (wanted_more(tools, reading) if _puts(reading) else []) or _put(tools, reading)
    plan = _plan(tools, reading, wanted) if wanted else None
    if not wanted or (plan and any(against_it(tools, each.addition, plan) for each in wanted)):
        return None
    return _buy(tools, reading, wanted)


def without_added(tools: Toolbox, reading: Reading) -> Reading:
    """The same, where "mais 2 usuários" are not how many there are of the customer's people."""

    def hear() -> Heard:
        heard = reading.hear()
        sizes = fields_for(tools.pack.qualification, "team_size") & heard.told.keys()
        if not sizes or (heard.asked and heard.asked.name in sizes):
            return heard
        added = {each.number for each in (wanted_more(tools, reading) or _put(tools, reading))}
        return replace(heard, told={k: v for k, v in heard.told.items() if k not in sizes or v not in added})

    return replace(reading, hear=once(hear))


def wanted_more(tools: Toolbox, reading: Reading) -> list[Wanted]:
    """What the message wants more of, each thing once."""
    counts = counts_of(reading)
    counted = [
        Wanted(item, count.number) for count in counts if count.adds and (item := _counted(tools, reading, count))
    ]
    found = {each.addition.id: each for each in reversed([*counted, *_named(tools, reading)])}
    things = (one or other for one, other in _ONE_MORE.findall(reading.spoken))
    for item in (item for thing in things if (item := _sold_by(tools, thing))):
        found.setdefault(item.id, Wanted(item, quantity_of(reading, item)))
    # "Mais uma loja, 4 lojas no total" tells how many there will be.
    in_all = [count.thing for count in counts if count.thing and count.number > 1 and not count.adds]
    wanted = [each for each in reversed(found.values()) if not any(sold_by(each.addition, thing) for thing in in_all)]
    return wanted or _more_of_those(tools, reading)


def _more_of_those(tools: Toolbox, reading: Reading) -> list[Wanted]:
    """ "São 2 usuários e nós somos 3, dá pra pôr mais um?": of what the message counts beside it."""
    bare = next((each for each in counts_of(reading) if each.adds and _names_nothing(tools, each)), None)
    whole = reading.reread(reading.message)
    counted = [each.thing for each in counts_of(whole) if each.thing and not each.adds] if bare else []
    item = next((item for thing in counted if (item := _sold_by(tools, thing))), None)
    return [Wanted(item, bare.number)] if bare and item else []


def _names_nothing(tools: Toolbox, count: Count) -> bool:
    return not count.thing or tools.catalog.is_function_word(count.thing)


def _named(tools: Toolbox, reading: Reading) -> list[Wanted]:
    """Those with a name; beside a plan, which makes a sum, only one that cannot be added to it."""
    pairs = [] if reading.pointed else list(zip(reading.products, reading.places, strict=False))
    plans = [item for item in reading.products if item.kind == "plan"]
    return [
        Wanted(item, _number_before(reading, place) or quantity_of(reading, item))
        for item, place in pairs
        if _is_addition(tools, item) and all(against_it(tools, item, plan) for plan in plans)
    ]


def _beside(tools: Toolbox, reading: Reading, plan: Product, wanted: Sequence[Wanted]) -> list[Wanted]:
    """What else is named with the plan: "com a loja a mais, os usuários e esse módulo"; as many as were offered."""
    known = [each.addition for each in wanted]
    named = [item for item in reading.products if item.kind != "plan" and against_it(tools, item, plan) is None]
    found = {item.id: Wanted(item, 1) for item in named if item not in known}
    offered = next((offer for offer in (reading.memory.summed, *reading.memory.offers) if plan in offer), ())
    for thing in _LISTED_THING.findall(reading.spoken):
        item = _sold_by(tools, thing)
        if item and item not in known and against_it(tools, item, plan) is None:
            number = offered.count(item) or _people_lacking(tools, reading, plan, item)
            found[item.id] = Wanted(item, number or None)
    return list(found.values())


def _listed_too(tools: Toolbox, reading: Reading) -> list[Wanted]:
    """Of a sum of what is named, all that is added to the plan, where not all of it has a name."""
    plans = [item for item in reading.products if item.kind == "plan"]
    if len(plans) != 1 or not reading.asks(price_cues.ADD_UP):
        return []
    found = _beside(tools, reading, plans[0], ())
    unnamed = [each for each in found if each.addition not in reading.products]
    return found if unnamed and all(each.number for each in found) else []


def _people_lacking(tools: Toolbox, reading: Reading, plan: Product, addition: Product) -> int:
    """How many more than come with the plan they are, where the addition is one of them more."""
    key = _key_of(tools, plan, addition)
    before = (details_in(said.text).team_size for said in reversed(reading.turn.history) if said.role == "customer")
    people = next((size for size in before if size), 0)
    if key is None or key != counting_attribute(tools, [plan], tuple(PEOPLE)):
        return 0
    return max(0, people - int(count_of(plan, key)))


def _number_before(reading: Reading, place: int) -> int | None:
    return next((count.number for count in counts_of(reading) if count.position == place - 1), None)


def _counted(tools: Toolbox, reading: Reading, count: Count) -> Product | None:
    """What is sold for one more of what is counted; of "os 2 a mais" what was added before."""
    if count.thing:
        return _sold_by(tools, count.thing)
    if reading.spoken.split()[count.position + 1 : count.position + 2] == ["_"]:
        return None
    memory = reading.memory
    before = [*memory.summed, *(item for offer in memory.offers for item in offer[1:]), *memory.previous]
    return next((item for item in before if _is_addition(tools, item)), None)


def _sold_by(tools: Toolbox, thing: str) -> Product | None:
    return next(
        (item for item in tools.catalog.list_products() if sold_by(item, thing) and _is_addition(tools, item)), None
    )


def _is_addition(tools: Toolbox, product: Product) -> bool:
    """Whether it is one more of what plans count."""
    units = units_of(product)
    return product.kind != "plan" and any(
        tools.catalog.counted_attributes(plan, units) for plan in tools.catalog.list_products("plan") if plan != product
    )


def _asks(reading: Reading) -> bool:
    """For its price, or for the thing itself; how it is done the material tells."""
    asked = (cues.PRICE, price_cues.MONEY, price_cues.ADD_UP)
    if any(reading.asks(cue) for cue in asked):
        return True
    if reading.asks(cues.HOW):
        return False
    wished = (cues.WISHED, cues.PURCHASE, cues.WHAT_IF, cues.ASKED, _PUTS, _MAY, _NEEDS)
    if reading.asks(_WITH) and any(item.kind == "plan" for item in reading.products):
        return True  # "esse Essencial com os 2 usuários a mais"
    goes_on = reading.memory.about_products and len(reading.words) <= MAX_GOING_ON
    return goes_on or any(reading.asks(cue) for cue in wished)


def _is_of_all(reading: Reading, wanted: Sequence[Wanted], plan: Product) -> bool:
    """Whether the plan's price is asked too; "preço do usuário extra" is asked of that alone."""
    many = any(each.number and each.number > 1 for each in wanted)
    if not many and not reading.asks(price_cues.ADD_UP) and reading.asks(_EACH_ONE):
        return False  # "quanto sai cada um a mais?", behind a sum of two
    if plan in reading.products or any(each.number for each in wanted):
        return True
    return reading.asks(price_cues.ADD_UP) or not reading.asks(_EACH)


def _plan(tools: Toolbox, reading: Reading, wanted: Sequence[Wanted]) -> Product | None:
    """The plan that is named or talked about, else the one that they said is theirs."""
    additions = [each.addition for each in wanted if _is_addition(tools, each.addition)]

    def plans(products: Sequence[Product]) -> list[Product]:
        found = [item for item in products if item not in additions and all(_key_of(tools, item, a) for a in additions)]
        return list({item.id: item for item in found}.values())

    if cheapest := _superlative(tools, reading):
        return cheapest
    for known in (plans(reading.products), plans(reading.memory.summed), plans(reading.previous)):
        if len(known) == 1:
            return known[0]
    recent = plans(reading.memory.recent)
    return own_plan(reading) or (recent[0] if len(recent) == 1 else None)


def _superlative(tools: Toolbox, reading: Reading) -> Product | None:
    """ "Tô no mais básico"."""
    if reading.products and not all(_is_addition(tools, item) for item in reading.products):
        return None
    if not (reading.asks(cues.CHEAPEST) or reading.asks(cues.DEAREST)):
        return None
    found = extremes(tools.catalog.list_products("plan"), reading.asks(cues.DEAREST))
    return next((item for item, price in found if price.period == "month"), None)


def _key_of(tools: Toolbox, plan: Product, addition: Product) -> str | None:
    """The plan's attribute that counts what the addition is one more of."""
    return next(iter(tools.catalog.counted_attributes(plan, units_of(addition))), None)


def _chosen_for(tools: Toolbox, reading: Reading) -> list[Wanted]:
    """What the plan, that we asked for and are told, is to have beside it."""
    kept = reading.turn.state.get("adding")
    pairs = kept.items() if isinstance(kept, dict) else ()
    adding = [Wanted(item, number) for each, number in pairs if (item := tools.catalog.get(str(each)))]
    names_plan = len(reading.products) == 1 and reading.products[0].kind == "plan" and not reading.asks(cues.HOW)
    return adding if names_plan or _superlative(tools, reading) else []


def _by_themselves(tools: Toolbox, reading: Reading, wanted: Sequence[Wanted]) -> Reply:
    """The price of one, and of as many as are wanted; and which plan they are for, where a total may be asked."""
    lines = []
    for each in wanted:
        lines.append(_price_line(tools, reading, each.addition))
        lines += [attribute_sentence(tools, each.addition, key, reading.locale) for key in each.addition.attributes]
    many = [Part(each.addition, each.number) for each in wanted if each.number and each.number > 1]
    summed = add_up(tools, reading, many) if many else None
    reply = Reply(
        "\n".join([*lines, *(summed.lines if summed else ())]),
        intent="pricing",
        citations=cite(tools, [each.addition for each in wanted]),
        quick_replies=(tools.phrases.say("reply_contract", reading.locale),),
        totals=summed.amounts if summed else frozenset(),
        remember=about([each.addition for each in wanted], "price"),
    )
    if reading.asks(_EACH) and not reading.asks(price_cues.ADD_UP):
        return reply
    asked = tools.phrases.say("added_to_which", reading.locale)
    adding = {each.addition.id: each.number for each in wanted}
    return replace(reply, text=f"{reply.text}\n\n{asked}", remember={**reply.remember, "adding": adding})


def _price_line(tools: Toolbox, reading: Reading, product: Product) -> str:
    price = brief_price(tools, reading, product)
    return tools.phrases.say("price", reading.locale, product=product.name, price=price)


def _not_for(tools: Toolbox, reading: Reading, plan: Product, each: Wanted, key: str) -> Reply:
    """Why it cannot be added to that plan, and what holds as much: another plan with it, or a bigger one."""
    told = attribute_sentence(tools, each.addition, key, reading.locale)
    counting = _key_of(tools, plan, each.addition) or ""
    held = attribute_sentence(tools, plan, counting, reading.locale)
    own = alone(tools, reading, plan, f"{held}\n{told}")
    needs = {counting: int(count_of(plan, counting)) + (each.number or 1)}
    return merged([own, enough(tools, reading, among_alike(tools, [plan]), needs, plan)])


def _put(tools: Toolbox, reading: Reading) -> list[Wanted]:
    """ "Os 2 usuários", of which it was spoken before."""
    counts = counts_of(reading) if _puts(reading) else []
    return [Wanted(item, count.number) for count in counts if (item := _counted(tools, reading, count))]


def _puts(reading: Reading) -> bool:
    return reading.asks(_PUTS) and not (
        reading.asks(cues.PRICE) or reading.asks(price_cues.ADD_UP) or reading.asks(_MAY)
    )


def _buy(tools: Toolbox, reading: Reading, wanted: Sequence[Wanted]) -> Reply:
    return buy_several(tools, reading, [each.addition for each in wanted], [each.number or 1 for each in wanted])
