"""Which products does "o segundo", "ele", "os dois" or "o outro" mean? Told from what the dialogue was about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agente.agents.local.cues import word_set
from agente.agents.tools.catalog import Catalog, Mention
from agente.packs.models import Product

MOST = 8  # products that are kept in mind, of each kind of memory
SHORT_CHOICE = 2  # words: "2", "opção 2"

_POSITIONS = {
    1: "primeiro primeira first primer primero primera",
    2: "segundo segunda second",
    3: "terceiro terceira third tercer tercero tercera",
    4: "quarto quarta fourth cuarto cuarta",
    5: "quinto quinta fifth",
    6: "sexto sexta sixth",
    -1: "ultimo ultima last",
}
_ORDINALS = {word: position for position, words in _POSITIONS.items() for word in words.split()}
_WEEKDAYS = frozenset({"segunda", "quarta", "quinta", "sexta"})  # ordinals only when something is to be chosen
_COUNTS = {
    word: count
    for count, words in {2: "dois duas two dos", 3: "tres three", 4: "quatro four cuatro"}.items()
    for word in words.split()
} | {"2": 2, "3": 3, "4": 4}
# "Pode ser as 2?" is a time, "as 2 juntas" is what was spoken of.
_TIME = word_set("as das")
_IN_ALL = word_set("junto juntos juntas custam saem ficam")
_ENDS = dict.fromkeys(("primeiros", "primeiras", "first", "primeros", "primeras"), 1) | dict.fromkeys(
    ("ultimos", "ultimas", "last"), -1
)
_ARTICLES = word_set("o a os as do da dos das no na pelo pela pro pra ao esse essa the el la los las del")
_OPTION = word_set("opcao option opcion numero number item")
_HE = word_set("ele ela dele dela nele nela it its")
# Of whom "ele" is where one of them is named before it: "o check-up do menino? ele tem 7 anos".
RELATIVES = word_set(
    "filho filha filhinho filhinha menino menina crianca bebe neto neta sobrinho sobrinha pai mae avo irmao irma",
    "tio tia marido esposa mulher esposo namorado namorada amigo amiga sogro sogra son daughter kid child husband wife",
    "father mother dad mom brother sister hijo hija nino nina padre madre hermano hermana esposo abuelo abuela",
)
AGE_OF = word_set("anos ano aninhos meses years months")
_WITH = word_set("com mais with plus con")
_THIS = word_set("esse essa desse dessa nesse nessa este deste neste aquele aquela daquele daquela this that ese")
_OF = word_set("do da de del of")
_THEY = word_set("cada eles elas deles delas esses essas desses dessas ambos ambas them both ellos ellas")
_OTHER = word_set("outro outra other otro otra")
_ONE = word_set("um uma cada one un una")
_ONE_ANOTHER = 4  # words at most before "outra"
_HAS = word_set("tem emite inclui possui vem has have include includes tiene incluye")
_RETURNS = word_set("voltando volta voltar retomando back returning volviendo volver")
_THING = word_set("plano planos plan produto modelo servico opcao pacote kit curso product model service one")
# After a word that points these still speak of what it points at; a noun ("esse boleto", "o outro dia") does not.
_VERBS = word_set(
    "emite emitem inclui incluem permite serve funciona vem aceita faz acompanha cobre dura roda suporta atende",
    "integra custa custam sai fica includes include works supports comes costs cost does has have is incluye sirve",
    "cuesta cuestan viene acepta mais menos e mas and y por para pra pro com em da de",
    "ai aqui ali la here there ahi",
    "junto juntos juntas together",
)


@dataclass(frozen=True, slots=True)
class Memory:
    """The products of the dialogue so far, out of the conversation's state."""

    previous: tuple[Product, ...]  # what the last replies were about
    offers: tuple[tuple[Product, ...], ...]  # what was listed last, as the customer saw it; one may be several together
    summed: tuple[Product, ...]  # what the last reply added up, each as often as it was counted
    basket: tuple[Product, ...]  # what was added up last, however long ago, likewise
    recent: tuple[Product, ...]  # whatever was talked about, the latest first
    listed: bool  # the last reply listed options
    choosing: bool  # a number alone is one of them
    about_products: bool  # the last reply was about products, so that "ele" is one of them

    @property
    def options(self) -> tuple[Product, ...]:
        """What was listed last: of those that were offered together, the one that the others are added to."""
        return tuple(offer[0] for offer in self.offers)

    @property
    def group(self) -> tuple[Product, ...]:
        """What "eles" are: the several products talked about, else those that one was chosen from."""
        return self.previous if len(self.previous) > 1 else self.options

    def together(self, products: Sequence[Product]) -> tuple[Product, ...]:
        """These as they were added up or offered together, each as often as it was counted; () if they never were."""
        known = (
            offer
            for offer in (self.summed, self.basket, *self.offers)
            if len(offer) > 1 and ids_of(offer) == ids_of(products)
        )
        return next(known, ())

    def asks_what_it_has(self, text_words: Sequence[str]) -> bool:
        """Whether "tem ...?" is asked of the one product that the last reply was about."""
        return self.about_products and len(self.previous) == 1 and not _HAS.isdisjoint(text_words)


def remembered(catalog: Catalog, state: Mapping[str, Any]) -> Memory:
    topic = state.get("topic")
    return Memory(
        previous=_products(catalog, state.get("products")),
        offers=_offers(catalog, state.get("options")),
        summed=_products(catalog, state.get("summed")),
        basket=_products(catalog, state.get("basket")),
        recent=_products(catalog, state.get("recent")),
        listed=topic == "list",
        choosing=topic == "list" and not state.get("asked"),  # "2" is an answer to "how many are you?"
        about_products=topic in ("list", "price", "product", "attribute", "capacity"),
    )


def pointed_at(text_words: Sequence[str], named: set[int], memory: Memory, catalog: Catalog) -> list[Mention]:
    """What the words outside the products' names point at, in their order; one mention of several is an open choice."""
    if not (memory.previous or memory.options or memory.recent):
        return []
    if not named and not _RETURNS.isdisjoint(text_words):
        return _returned_to(text_words, memory, catalog)
    if memory.choosing and _is_short_choice(text_words) and (choice := _numbered(memory, text_words[-1])):
        return [Mention((product,), 0, len(text_words)) for product in choice]
    found: list[Mention] = []
    for position in range(len(text_words)):
        if position not in named and not found and not _is_named_behind(position, text_words, named):
            after_name = any(other < position for other in named)
            if after_name and _is_added(position, text_words, named):
                after_name = False
            found += _pointed_by(position, text_words, after_name, memory, catalog)
    return found


def narrowed(mentions: Sequence[Mention], text_words: Sequence[str], memory: Memory, catalog: Catalog) -> list[Mention]:
    """The same, where "esse leitor", which may be a name of others, is the one that the last reply was about."""
    last = memory.previous if memory.about_products and len(memory.previous) == 1 else ()

    def _may_be(product: Product, mention: Mention) -> bool:
        is_kind = mention.end - mention.start == 1 and catalog.is_kind_of(product, text_words[mention.start])
        return is_kind or product in mention.products

    return [
        Mention(last, mention.start, mention.end)
        if last and not _THIS.isdisjoint(text_words[: mention.start][-1:]) and _may_be(last[0], mention)
        else mention
        for mention in mentions
    ]


def _is_short_choice(text_words: Sequence[str]) -> bool:
    """ "2", "o 2", "opção dois"; not "e 2?", which is a quantity."""
    return len(text_words) == 1 or (len(text_words) == SHORT_CHOICE and text_words[0] in _OPTION | _ARTICLES)


def _pointed_by(
    position: int, text_words: Sequence[str], after_name: bool, memory: Memory, catalog: Catalog
) -> list[Mention]:
    word = text_words[position]
    before = text_words[position - 1] if position else ""
    after = text_words[position + 1] if position + 1 < len(text_words) else ""
    goes_on = not after or after in _VERBS or after in _THING or catalog.is_function_word(after)
    if before in _OPTION and (choice := _numbered(memory, word)):
        return [Mention((product,), position - 1, position + 1) for product in choice]
    if word in _ORDINALS and before in _ARTICLES and goes_on and (word not in _WEEKDAYS or memory.listed):
        return _mentions(position, _at(memory.offers, _ORDINALS[word]))
    one_another = not _ONE.isdisjoint(text_words[max(position - _ONE_ANOTHER, 0) : position])  # "de uma loja pra outra"
    if word in _OTHER and before in _ARTICLES and goes_on and not one_another:
        return _others(position, memory, catalog)
    if after_name:  # "o Pro ... ele": what was named in the message itself
        return []
    if word in _COUNTS and (ends := _ENDS.get(after) or _ENDS.get(before)):
        count = _COUNTS[word]
        return _mentions(position, memory.options[:count] if ends > 0 else memory.options[-count:])
    is_count = word in _COUNTS and before in _ARTICLES and goes_on and not _is_time(word, before, after)
    if is_count or (word in _THEY and (word != "cada" or goes_on)):
        count = _COUNTS.get(word, len(memory.group))
        group = memory.group if word not in _COUNTS or len(memory.group) >= count else memory.recent
        return _mentions(position, group[:count] if len(group) >= max(count, 2) else ())
    if word in _THIS and not goes_on and (called := _called(memory, after, catalog)):
        return [Mention((called,), position, position + 2)]
    if word in _HE and _is_somebody(position, text_words):
        return []
    if word in _HE or (word in _THIS and goes_on):
        return _mentions(position, memory.previous if memory.about_products and len(memory.previous) == 1 else ())
    return []


def _is_named_behind(position: int, text_words: Sequence[str], named: set[int]) -> bool:
    """ "Esse do estoque": what is pointed at says its name."""
    return text_words[position] in _THIS and position + 2 in named and text_words[position + 1] in _OF


def _is_added(position: int, text_words: Sequence[str], named: set[int]) -> bool:
    """ "O Pro com ele": what is named right before it is added to something else."""
    behind = position - 2 in named and text_words[position - 1] in _WITH
    return behind and text_words[position] in _HE


def _is_somebody(position: int, text_words: Sequence[str]) -> bool:
    """Whether "ele" is a person: one was named before it, or it has an age ("ele tem 7 anos")."""
    aged = not AGE_OF.isdisjoint(text_words[position + 3 : position + 4]) and text_words[position + 2].isdecimal()
    return aged or not RELATIVES.isdisjoint(text_words[:position])


def _called(memory: Memory, noun: str, catalog: Catalog) -> Product | None:
    """ "Esse módulo", of the one that the last reply was about, where it is one of that kind."""
    last = memory.previous if memory.about_products and len(memory.previous) == 1 else ()
    return next((product for product in last if catalog.is_kind_of(product, noun)), None)


def _is_time(word: str, before: str, after: str) -> bool:
    return word.isdecimal() and before in _TIME and after not in _IN_ALL


def _mentions(position: int, products: Sequence[Product]) -> list[Mention]:
    return [Mention((product,), position, position + 1) for product in products]


def _returned_to(text_words: Sequence[str], memory: Memory, catalog: Catalog) -> list[Mention]:
    """ "Voltando ao plano": the latest product with such a word in its name or category, else the latest."""
    start = next(position for position, word in enumerate(text_words) if word in _RETURNS)
    for position in range(start + 1, len(text_words)):
        for product in memory.recent:
            if catalog.calls_it(product, text_words[position]):
                return [Mention((product,), position, position + 1)]
    return []


def _others(position: int, memory: Memory, catalog: Catalog) -> list[Mention]:
    """What is left of the options without the one talked about; of the products like it when there were none."""
    if len(memory.previous) != 1:
        return []
    last = memory.previous[0]
    among = memory.options if last in memory.options else catalog.siblings(last)
    others = [product for product in among if product.id != last.id]
    return [Mention(tuple(others[:MOST]), position, position + 1)] if others else []


def _numbered(memory: Memory, word: str) -> Sequence[Product]:
    number = int(word) if word.isdecimal() and len(word) < 3 else _COUNTS.get(word, 0)
    return _at(memory.offers, number) if number else ()


def _at(offers: Sequence[Sequence[Product]], position: int) -> Sequence[Product]:
    """The products of the offer at that place, each of them once."""
    found = offers[-1:] if position < 0 else offers[position - 1 : position]
    return [product for offer in found for place, product in enumerate(offer) if product not in offer[:place]]


def _offers(catalog: Catalog, known: object) -> tuple[tuple[Product, ...], ...]:
    listed = known[:MOST] if isinstance(known, list) else []
    offers = (_products(catalog, each if isinstance(each, list) else [each]) for each in listed)
    return tuple(offer for offer in offers if offer)


def ids_of(products: Sequence[Product]) -> set[str]:
    return {product.id for product in products}


def _products(catalog: Catalog, ids: object) -> tuple[Product, ...]:
    known = ids if isinstance(ids, list) else []
    return tuple(product for product_id in known[:MOST] if (product := catalog.get(str(product_id))))
