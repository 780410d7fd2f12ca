"""What do the numbers of a message count? "3 planos" are so many of what is sold, "2 lojas" are something else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from agente.agents.local.cues import word_set
from agente.agents.local.quantities import number_at
from agente.agents.local.reading import Reading
from agente.guardrails.checks.numerals import parse
from agente.kit.patterns import regex
from agente.knowledge.analysis import singular, words
from agente.packs.models import Locale, Product

REMEMBERED = 64  # parts of messages: a dozen answerers look at the same numbers

PEOPLE = word_set(
    "usuarios pessoas funcionarios colaboradores alunos lugares convidados users people employees seats guests",
    "students usuarios personas empleados alumnos invitados",
    "usuarias funcionarias colaboradoras vendedores vendedoras atendentes balconistas empregados empregadas socios",
    "socias sellers clerks empleadas colaboradores vendedoras",
)
# Where they sell or serve, by the trade too: "3 padarias" are so many shops.
PLACES = word_set(
    "loja lojas filial filiais padaria padarias panificadoras confeitaria confeitarias docerias sorveterias",
    "pizzaria pizzarias hamburguerias lanchonete lanchonetes restaurante restaurantes cafeterias churrascarias",
    "papelaria papelarias livraria livrarias farmacia farmacias drogaria drogarias barbearia barbearias salao saloes",
    "otica oticas clinica clinicas consultorio consultorios academia academias lavanderia lavanderias sapatarias",
    "joalherias relojoarias perfumarias tabacarias peixarias floriculturas mercearias mercadinhos mercados",
    "supermercados minimercados boutiques butiques quiosque quiosques petshops oficinas",
    "shop shops store stores branch branches bakery bakeries salon salons pharmacy pharmacies bookstores restaurants",
    "cafes clinics gyms tienda tiendas sucursal sucursales panaderia panaderias peluquerias ferreterias librerias",
    "zapaterias joyerias lavanderias heladerias farmacias gimnasios",
)
_PLACES_TOO = word_set("unidades units sedes locales")  # of a business; of what is sold they are pieces
_ONE = word_set("1 um uma one un una")
_ADDS = word_set("mais more plus otro otra otros otras outro outra outros outras mas another")
_MORE = (["a", "mais"], ["de", "mas"])
_ASKING = word_set("quanto cuanto")  # "preciso de 18. quanto a mais?"
_ADDED = word_set("extra extras adicional adicionais adicionales additional more")
# Of these so many are as many of the product itself; "juntos" counts nothing.
_OF_ITSELF = word_set(
    "unidades licencas assinaturas contas pecas copias pares planos produtos itens juntos juntas deles delas",
    "units licenses subscriptions accounts pieces copies pairs plans products items",
    "unidades licencias suscripciones cuentas piezas pares planes productos juntos juntas",
)
# "A quarta loja": with it there are four.
_WHICH_ONE = {
    word: number
    for number, names in {
        2: "segunda segundo second",
        3: "terceira terceiro third tercera tercer",
        4: "quarta quarto fourth cuarta cuarto",
        5: "quinta quinto fifth",
        6: "sexta sexto sixth",
        7: "setima setimo seventh septima septimo",
        8: "oitava oitavo eighth octava octavo",
        9: "nona nono ninth novena noveno",
        10: "decima decimo tenth",
    }.items()
    for word in names.split()
}
# "O plano já tem 3": so many come with it.
_HAVING = word_set("tem inclui traz has includes tiene incluye trae")
_WITH_PLUS = re.compile(r"\+ ?(\w+)")
_ORDINAL = re.compile(r"(?<![\w,.])([2-9]|[1-9]\d)(?:[aoªº]|st|nd|rd|th)(?!\w)")
_ENDINGS = word_set("a o st nd rd th")
_DENIED = word_set("nao not")
_IS_INSTEAD = word_set("sao somos e eh")
_NAMES = regex(r"(?:_ )*_(?! _)")  # each as one, of however many words
_AMOUNT = re.compile(
    r"(?:^|[.!?;,] |\b(?:os|los|esses|estes|essas|esos|the|dos|nos|R\$|r\$) ?)(\d{2,6}(?:[.,]\d{2})?)(?![\w%])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Count:
    """`thing` is what stands behind the number, "" when that is a product's name or no noun; `position` is its own."""

    number: int
    thing: str
    position: int
    adds: bool  # so many beside those that are there already: "mais 2 usuários"


def alike(thing: str) -> Sequence[str]:
    """All words that count the same as a word: people and places of business have many."""
    if thing in PEOPLE:
        return tuple(PEOPLE)
    return (thing, *PLACES) if thing in PLACES or thing in _PLACES_TOO else (thing,)


def counts_of(reading: Reading) -> Sequence[Count]:
    """The numbers that count something, "uma loja" too, in their order."""
    return _counts(reading.spoken, reading.turn.text, reading.locale)


@lru_cache(maxsize=REMEMBERED)
def _counts(spoken: str, text: str, locale: Locale) -> Sequence[Count]:
    tokens = spoken.split()
    added = set(_WITH_PLUS.findall(text.lower()))
    found = []
    for position, word in enumerate(tokens):
        number = 1 if word in _ONE else number_at(tokens, position)
        if not number or (word == "dos" and locale != "es"):
            continue
        behind = [*tokens[position + 1 : position + 4], "", "", ""]
        if behind[0] in _DENIED and behind[1] in _IS_INSTEAD:
            continue  # "17 não, são 14"
        before = tokens[position - 1] if position else ""
        alone = behind[:2] in _MORE  # "os 2 a mais"
        more = behind[1:3] in _MORE and behind[0] not in _ASKING
        adds = before in _ADDS or word in added or behind[1] in _ADDED or more or alone
        found.append(Count(number, "" if alone else behind[0].strip("_"), position, adds))
    return tuple(found)


def named_at(reading: Reading, products: Sequence[Product]) -> dict[int, Product]:
    """The products by where their names begin in what is spoken; none when there are more names there, or fewer."""
    starts = [match.start() for match in _NAMES.finditer(reading.spoken)]
    return dict(zip(starts, products, strict=True)) if len(starts) == len(products) else {}


def reached_by(reading: Reading) -> list[Count]:
    """How many there are with "a quarta loja"."""
    tokens = reading.spoken.split()
    named = [
        Count(_WHICH_ONE[word], tokens[position + 1], position, adds=False)
        for position, word in enumerate(tokens[:-1])
        if word in _WHICH_ONE
    ]
    written = set(_ORDINAL.findall(reading.turn.text.lower()))  # "a 2ª loja", "o 6o usuário"
    figures = [
        Count(int(word), tokens[position + 2], position, adds=False)
        for position, word in enumerate(tokens[:-2])
        if word in written and tokens[position + 1] in _ENDINGS
    ]
    return [*named, *figures]


def amounts_alone(text: str) -> set[Decimal]:
    """Numbers that stand for an amount by themselves: "os 120", "R$ 120,00", "120 é ..."."""
    return {parse(match[1]) for match in _AMOUNT.finditer(text)}


def quantity_of(reading: Reading, product: Product) -> int | None:
    """How many of the product are asked for; None when the message's number counts what it is not sold by.

    "O plano com 2 lojas" is one plan, and two of it would be a false total.
    """
    if reading.quantity is None:
        return None
    count = next((count for count in counts_of(reading) if count.number == reading.quantity), None)
    if count and _is_had(reading, count):
        return None
    thing = count.thing if count else ""
    if not thing or thing in _OF_ITSELF or singular(thing) in units_of(product):
        return reading.quantity
    counts_other = thing in PEOPLE or (thing.endswith("s") and thing in reading.rest)
    return None if counts_other else reading.quantity


def _is_had(reading: Reading, count: Count) -> bool:
    """Whether the number tells what a product has: "o Pro já tem 3", and no "tem 3 leitores?"."""
    tokens = reading.spoken.split()
    before = tokens[count.position - 2 : count.position]
    return (
        len(before) == 2
        and before[-1] in _HAVING
        and before[0] in ("_", "ja", "already", "ya")
        and not _is_named(tokens, count)
    )


def _is_named(tokens: list[str], count: Count) -> bool:
    return tokens[count.position + 1 : count.position + 2] == ["_"]


def sold_by(product: Product, thing: str) -> bool:
    """Whether a price of the product is for one of such things: "R$ 79,90 por loja"."""
    return not units_of(product).isdisjoint(map(singular, alike(thing)))


def units_of(product: Product) -> set[str]:
    """The units of its prices, of one word each and in every language."""
    named: list[list[str]] = []
    for price in product.prices:
        texts = price.unit.values() if isinstance(price.unit, dict) else [price.unit or ""]
        named += [words(text) for text in texts]
    return {singular(unit[0]) for unit in named if len(unit) == 1}
