"""What is added up in the talk: things come in and go out, in any turn, until the customer hears what is left of it.

"Tira a migração", "quanto fica sem o módulo?", "são duas impressoras, você somou uma só", "e com a maquininha?".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from agente.agents.local import cues, price_cues
from agente.agents.local.added_names import PLUS
from agente.agents.local.clauses import SENTENCE_END
from agente.agents.local.counting import counts_of, units_of
from agente.agents.local.periods import PERIODS, brief_price
from agente.agents.local.products import about, cite, listed
from agente.agents.local.reading import Reading
from agente.agents.local.references import ids_of
from agente.agents.local.reply import Reply
from agente.agents.local.sums import LEAST, Part, are_alternatives, quantities_of, reply_in_periods
from agente.agents.local.sums_by_way import sum_by_way
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.kit.patterns import regex
from agente.knowledge.analysis import singular, words
from agente.packs.models import Product

_ARTICLES = r"(?: (?:o|a|os|as|de|d[aeo]s?|com|mais|ess[ae]s?|tal|aquel[ae]|um|uma|the|that|el|la|l[ao]s|es[ae]|del))*$"
# What stands before the name of that which goes out.
_OUT = (
    r"(?:tir(?:a|e|ar|ando|o|amos|asse|aria|ei)|remov\w+|retir\w+|exclu\w+|descart\w+|dispens\w+|cort(?:a|e|ar|ando)"
    r"|esque(?:ce|ca|cer)|deixa(?:r|ndo)? (?:de )?(?:fora|lado)"
    r"|drop|take (?:out|off)|leave out|forget|quit\w+|saca|saque|sacar|olvid\w+)"
)
_TAKES_OUT = regex(rf"\b{_OUT}{_ARTICLES}")
# Of what it comes to; "funciona sem a gaveta?" takes nothing out.
_LESS = r"(?:sem|menos|fora|without|minus|less|sin)"
_WITHOUT = regex(rf"\b{_LESS}{_ARTICLES}")
_ONLY_WITHOUT = regex(
    rf"^(?:(?:e|y|and|mas|but|ta|ok|agora|entao|so|tudo|isso|all|todo|quero|want|quiero) )*{_LESS}{_ARTICLES}"
)
_NOT = (
    r"(?:nao|nem|no|not|don t|dont) (?:(?:mais|eu|vou|te|lhe|i|we) )*"
    r"(?:quero|queremos|queria|preciso|precisamos|precisar|querer|pedi|falei(?: d[aeo])?|coloca|bota|poe|soma|conta"
    r"|inclui|want|need|asked for|include|add|quiero|necesito|incluyas?|sumes?)"
)
_NOT_WANTED = regex(rf"\b{_NOT}{_ARTICLES}")
# And behind it: "a migração não", "o módulo pode tirar".
_OUT_BEHIND = regex(
    r"^(?:(?:eu|ja|a gente|i|yo) )*(?:(?:pode (?:tirar|remover|deixar (?:de )?fora)|tira|fora|sai|can go)"
    r"(?: (?:fora|da conta|dai|ai|entao|por favor))*$|nao(?: (?:quero|precis\w+))?(?: (?:mais|nao))?$"
    r"|nao (?:quero|preciso)\b|no (?:lo|la) quiero)"
)
# "Não quero a gaveta de plástico": one of another sort may be wanted.
_OF_A_SORT = regex(r"^(?:d[aeo]|com|sem|of|with|without|del?|con|sin) \w")
# Whether any of it may be there.
_GOES = regex(rf"\b(?:{_OUT}|{_LESS}|{_NOT}|nao|fora|sai|pode|can go|no)\b")
_SENTENCES = re.compile(r"[.!?;\n]+")
# "Fica quanto", "vai pra quanto": what it comes to, in whatever words.
_COMES_TO = cues.cue(
    r"(?:fica|ficaria|vai|vao|sobe|subiria|desce|cai|da|daria|sai|sairia|passa) (?:(?:pra|para|em|por|a) )?quanto",
    r"quanto (?:que )?(?:fica|ficaria|da|daria|vai|iria|sobe|sai|sairia|seria)|(?:o|the|el) total|n?a conta|na soma",
    r"how much (?:is|would|does) (?:it|that)|comes? to|cuanto (?:queda|quedaria|da|seria|sale)",
)
# "E se eu pegar mais uma", "põe também", "e com": it comes in.
_TAKES_IN = cues.cue(
    r"(?:se )?(?:eu |a gente )?(?:pegar|levar|colocar|botar|por|incluir|adicionar|somar|juntar|acrescentar)",
    r"(?:poe|ponha|bota|bote|coloca|coloque|inclui|inclua|adiciona|adicione|acrescenta|acrescente|soma|some|junta|junte)",
    r"(?:e|mas|ai|and|y) (?:com|mais|with|plus|con)|add|include|agrega|agregue|sumale|incluye|tambem|tb",
)
_COUNTED_WRONG = cues.cue(
    r"(?:falei|disse|pedi|quero|queria|preciso de|sao|eram|seriam) (?:[0-9]+|uma?|d(?:oi|ua)s|tres|quatro|cinco)",
    r"(?:so|apenas|somente|only|solo) (?:[0-9]+|uma?|d(?:oi|ua)s|tres|quatro|cinco)",
    r"somou|contou|calculou|na verdade|there are|i (?:said|asked for|need)|counted",
    r"(?:son|dije|pedi) (?:[0-9]+|un[oa]?|dos|tres|cuatro|cinco)|sumaste|contaste",
)
# "Se eu quiser tirar depois", "não tira agora", "dá pra tirar?": nothing goes out yet.
_NOT_YET = cues.cue(
    r"depois|mais tarde|mais (?:pra|para) frente|futuramente|mes que vem|ano que vem|nao (?:tira|retira|remove)\w*",
    r"(?:da (?:pra|para)|posso|podemos|consigo|tem como) (?:\w+ )?(?:tirar|remover|retirar|diminuir)",
    r"later|next (?:month|year)|can (?:i|we) (?:remove|drop)|don t (?:remove|drop)|despues|mas adelante",
    r"el mes que viene|(?:puedo|se puede) (?:quitar|sacar)|no (?:quites?|saques?)",
)
# "Com os 3 equipamentos", "com isso tudo": with what was added up.
_WITH_THOSE = regex(
    r"\b(?:com|mais|e|with|plus|con|y) (?:(?:[oa]s|ess[ae]s|aquel[ae]s|the|those|l[oa]s|es[oa]s) ([0-9]) \w+"
    r"|(?:tudo )?isso(?: tudo)?|ess[ae]s(?: ai)?|el[ae]s|all that|those|todo eso)\b"
    r"|\b(?:som|junt|add|sum)\w* (?:tudo )?(?:isso|ess[ae]s|el[ae]s|that|eso)(?: tudo)? (?:com|mais|e|to|with|con)\b"
)
# "A mais fica quanto?": beside the plan that is paid already.
_ONLY_MORE = cues.cue(
    r"a mais (?:\w+ ){0,3}quanto|quanto (?:\w+ ){0,3}a mais|how much (?:\w+ ){0,2}(?:more|extra)",
    r"cuanto (?:\w+ ){0,2}(?:mas|extra)",
)
MAX_TOTAL_WORDS = 18  # "então com a loja e os 2 usuários quanto dá por mês no total?"
# What "o total das 4 coisas por mês" says besides.
BESIDE = cues.word_set(
    "mes ano anual mensal coisa item produto equipamento junto conta month year monthly yearly",
    "thing product mensual cosa",
)


def answer_changed(tools: Toolbox, reading: Reading) -> Reply | None:
    """The sum without what the customer does not want in it, or with as many as they say it should be.

    Of a part that asks for the sum, without all that the whole message takes out.
    """
    gone = taken_out(reading)
    whole = reading if gone or reading.message == reading.turn.text else reading.reread(reading.message)
    if not gone and whole is not reading and _asks_total(reading) and (gone := taken_out(whole)):
        reading = whole
    parts = _without(reading, gone) if gone else _counted_anew(reading)
    return _told(tools, reading, parts, gone) if parts else None


def answer_basket(tools: Toolbox, reading: Reading) -> Reply | None:
    """The last sum with what comes into it, or the same again."""
    if not reading.memory.basket:
        return None
    if more := _only_more(reading):
        told = _told(tools, reading, more, ())
        return replace(told, remember={key: value for key, value in told.remember.items() if key != "summed"})
    parts = _with_new(reading) or _with_those(reading) or _asked_again(reading)
    return _told(tools, reading, parts, ()) if parts else None


def taken_out(reading: Reading) -> list[Product]:
    """What the message says that it wants no more, or without which something is asked; each sentence by itself."""
    if not (reading.products or reading.denied) or not _GOES.search(reading.spoken):
        return []
    sentences = [text for text in _SENTENCES.split(reading.turn.text) if text.strip()]
    parts = [reading] if len(sentences) < LEAST else [reading.reread(text) for text in sentences]
    return [item for part in parts for item in _gone(part)]


def _gone(reading: Reading) -> list[Product]:
    if reading.asks(_NOT_YET):
        return []
    tokens = reading.spoken.split()
    denied = [(mention.products[0], mention.start) for mention in reading.denied]
    pairs = [*denied, *zip(reading.products, reading.places, strict=False)]
    return [product for product, place in pairs if _goes_out(reading, tokens, place)]


def _goes_out(reading: Reading, tokens: Sequence[str], place: int) -> bool:
    before = " ".join(tokens[:place])
    behind = " ".join(tokens[place:]).lstrip("_ ")
    if _TAKES_OUT.search(before) or _OUT_BEHIND.search(behind):
        return True
    if _WITHOUT.search(before):
        return _asks_total(reading) or _ONLY_WITHOUT.search(before) is not None
    return _NOT_WANTED.search(before) is not None and not _OF_A_SORT.match(behind)


def _without(reading: Reading, gone: Sequence[Product]) -> list[Part]:
    left = [part for part in _meant(reading, gone) if part.product not in gone]
    return _recounted(reading, left) if reading.asks(_COUNTED_WRONG) else left


def _meant(reading: Reading, gone: Sequence[Product]) -> list[Part]:
    """What the message adds up, with as many of each as it says; else what was added up, with what comes in besides."""
    asked = _asking_of_money(reading)
    named = [item for item in asked.products if item not in gone and not asked.pointed]
    held = _holding(reading, gone)
    comes_in = _asks_total(asked) or (held and (asked.asks(_TAKES_IN) or asked.asks(cues.WANT)))
    if not named or are_alternatives(named) or not comes_in:
        return held
    counted = zip(asked.products, quantities_of(asked, asked.products)[0], strict=True)
    parts = [Part(item, many) for item, many in counted if item in named]
    if not held or _is_sum_of_its_own(asked, named, gone, held):
        return parts
    return [*held, *(part for part in parts if part.product.id not in {each.product.id for each in held})]


def _is_sum_of_its_own(asked: Reading, named: Sequence[Product], gone: Sequence[Product], held: Sequence[Part]) -> bool:
    """Whether what is named begins another sum: with a plus, or with a plan that replaces none."""
    if PLUS.search(asked.turn.text):
        return True
    names_plan = any(item.kind == "plan" for item in named)
    if not names_plan or any(item.kind == "plan" for item in gone):
        return False  # "esquece o Profissional, quero o Essencial": the rest stays
    return len(named) >= LEAST or not {part.product.id for part in held}.issuperset(ids_of(named))


def _asking_of_money(reading: Reading) -> Reading:
    """The sentences that ask what it comes to; the whole message where none does by itself."""
    sentences = SENTENCE_END.split(reading.turn.text)
    asking = [text for text in sentences if _asks_total(reading.reread(text))] if len(sentences) > 1 else []
    return reading.reread(" ".join(asking)) if asking else reading


def _asks_total(reading: Reading) -> bool:
    return any(reading.asks(cue) for cue in (price_cues.ADD_UP, cues.PRICE, _COMES_TO))


def _holding(reading: Reading, gone: Sequence[Product]) -> list[Part]:
    """The last sum that has it, else the latest offer of several together; what was asked without it, as it stands."""
    memory = reading.memory
    sums = [each for each in (memory.basket, *memory.offers) if len(each) >= LEAST]
    having = next((each for each in sums if not ids_of(gone).isdisjoint(ids_of(each))), None)
    if having is None and memory.basket and _asks_total(reading):
        having = memory.basket
    return _parts(having or ())


def _with_new(reading: Reading) -> list[Part]:
    """What was added up and what the message adds: no plan, for which a sum of its own begins."""
    named = [item for item in reading.products if item.available]
    basket = reading.memory.basket
    if not named or any(item.kind == "plan" for item in named) or all(item in basket for item in named):
        return []
    if not (_asks_total(reading) and (reading.asks(_TAKES_IN) or reading.asks(price_cues.ADDS) or reading.pointed)):
        return []
    if len(named) >= LEAST and reading.asks(price_cues.ADD_UP):
        return []  # "a gaveta e o leitor juntos"
    quantities, _ = quantities_of(reading, named)
    new = {item.id: Part(item, many) for item, many in zip(named, quantities, strict=True)}
    return [*(part for part in _parts(basket) if part.product.id not in new), *new.values()]


def _with_those(reading: Reading) -> list[Part]:
    """ "Soma o plano anual com os 3 equipamentos", of which the message names the plan."""
    basket = reading.memory.basket
    found = _WITH_THOSE.search(reading.spoken)
    if found is None or not _asks_total(reading) or (found[1] and int(found[1]) != len(ids_of(basket))):
        return []
    whole = reading.reread(reading.message)
    named = [item for item in (reading.products or whole.products) if item not in basket]
    if are_alternatives([*named, *basket]) or whole.pointed:
        return []
    return [*map(Part, named), *_parts(basket)] if named else []


def _only_more(reading: Reading) -> list[Part]:
    """ "Já pago o plano. A mais fica quanto?", behind a sum of it with what is added."""
    basket = reading.memory.basket
    added = [item for item in basket if item.kind != "plan"]
    if reading.products or not reading.asks(_ONLY_MORE) or not added or len(added) == len(basket):
        return []
    return _parts(added)


def _counted_anew(reading: Reading) -> list[Part]:
    """ "São duas impressoras, você somou uma só"."""
    basket = reading.memory.basket
    if not basket or reading.pointed or not reading.asks(_COUNTED_WRONG):
        return []
    if ("?" in reading.turn.text and not _asks_total(reading)) or _counts_others(reading):
        return []
    parts = _parts(basket)
    anew = _recounted(reading, parts)
    return anew if anew != parts else []


def _counts_others(reading: Reading) -> bool:
    """Whether it counts what is no product of the sum: "preciso de duas lojas e quero 2 leitores"."""
    named = {place - 1 for place in reading.places}
    return any(count.number > 1 and count.thing and count.position not in named for count in counts_of(reading))


def _recounted(reading: Reading, parts: Sequence[Part]) -> list[Part]:
    """As many of each as the message says, right before its name."""
    numbers = {count.position: count.number for count in counts_of(reading)}
    pairs = zip(reading.products, reading.places, strict=False)
    told = {item.id: numbers[place - 1] for item, place in pairs if place - 1 in numbers}
    return [Part(part.product, told.get(part.product.id, part.quantity)) for part in parts]


def _asked_again(reading: Reading) -> list[Part]:
    """ "E o total de tudo?", "com a loja e os 2 usuários, quanto dá?", "e no anual?", behind something else."""
    memory = reading.memory
    if reading.products or len(memory.basket) < LEAST or len(reading.words) > MAX_TOTAL_WORDS:
        return []
    added = _named_before(reading)
    if memory.about_products and ids_of(memory.previous) - ids_of(memory.basket) - ids_of(added):
        return []  # something newer is spoken of
    asks = reading.asks(price_cues.ADD_UP) or (reading.asks(_COMES_TO) and _names_those(reading))
    by_period = reading.asks(cues.WHAT_IF) and any(reading.asks(cue) for _, cue in PERIODS)
    known = _words_of(memory.basket) | BESIDE
    saying = [word for word in reading.rest if not price_cues.ADD_UP.search(word) and singular(word) not in known]
    return [*_parts(memory.basket), *map(Part, added)] if (asks or by_period) and not saying else []


def _named_before(reading: Reading) -> list[Product]:
    """What the message names in another part: "e a maquininha, quanto é? soma tudo"."""
    if reading.message == reading.turn.text or not reading.asks(price_cues.ADD_UP):
        return []
    named = reading.reread(reading.message)
    others = [item for item in named.products if item not in reading.memory.basket and not named.pointed]
    return [] if are_alternatives([*others, *reading.memory.basket]) else others


def _names_those(reading: Reading) -> bool:
    return not _words_of(reading.memory.basket).isdisjoint(map(singular, reading.rest))


def _words_of(products: Sequence[Product]) -> set[str]:
    """What each may be called by: a word of its name, or the unit that it is sold by."""
    names = {singular(word) for item in products for word in words(item.name)}
    return names.union(*(units_of(item) for item in products))


def _told(tools: Toolbox, reading: Reading, parts: Sequence[Part], gone: Sequence[Product]) -> Reply:
    reply = _summed(tools, reading, parts)
    if not gone:
        return reply
    names = formats.listing([item.name for item in gone], reading.locale)
    without = tools.phrases.say("basket_without", reading.locale, names=names)
    return replace(reply, text=f"{without}\n{reply.text}", intent="pricing")


def _summed(tools: Toolbox, reading: Reading, parts: Sequence[Part]) -> Reply:
    """What they come to; side by side, where that is no one number."""
    products = [part.product for part in parts]
    if len(parts) == 1 and parts[0].quantity == 1:
        price = brief_price(tools, reading, products[0])
        line = tools.phrases.say("price", reading.locale, product=products[0].name, price=price)
        remember = about(products, "price", summed=[products[0].id])
        return Reply(line, intent="pricing", citations=cite(tools, products), remember=remember)
    summed = sum_by_way(tools, reading, parts) or reply_in_periods(tools, reading, parts)
    return summed or listed(tools, reading, "product_list", products, "pricing")


def _parts(products: Sequence[Product]) -> list[Part]:
    return [Part(item, products.count(item)) for place, item in enumerate(products) if item not in products[:place]]
