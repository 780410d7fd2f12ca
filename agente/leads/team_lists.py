"""How many people are told one by one? "Eu, meu irmão e mais quatro", "9 professoras, 2 merendeiras e o vigia"."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

from agente.kit.patterns import regex
from agente.leads.numerals import SMALL
from agente.leads.wording import Message, word_list, words

_COUNTS: Final = {word: value for word, value in SMALL.items() if value < 100}
_TOKEN = regex(r"[a-z]+|\d+|[^\sa-z\d]")
_MOST: Final = 300  # people of one kind: more are told as a whole
_MOST_ITEMS: Final = 20  # nobody tells more one by one, and what is tried at each word stays cheap
_LONGEST_TAIL: Final = 4  # words of what is said of one of them: "a menina do caixa", "o Davi na câmera"
_ME: Final = words("eu comigo mim me myself yo")
_OWN: Final = words("meu minha meus minhas nosso nossa nossos nossas my our mi mis nuestro nuestra")
_ONE_OF_THEM: Final = words("o a pro pra um uma outro outra the la el un una one seu dona")
_OF_THEM: Final = words(
    "os as uns umas the los las meus minhas mis my nossos nossas outros outras otros mais pros pras"
)
_AND: Final = words("e y and mais plus")
_CLOSING: Final = frozenset(".!?;:")
_COMMAS: Final = frozenset(",+&")
_NO_PEOPLE_AFTER: Final = frozenset({"%", "h", "x", "º", "ª", "/", ":", "$", "k", "-"})
_WHERE: Final = words("da do de das dos na no nas nos en del of in at from on")
_INCLUDED: Final = words("included inclusa incluso incluida incluido")
_RELATED: Final = word_list("relatives")
_PARTNERS: Final = words("socio socia socios socias partner partners cofundador cofundadora cofounder comparsa")
_PEOPLE: Final = word_list("people")
_TRADE = regex(
    r"[a-z]{2,}(?:dor|dora|dores|doras|tor|tora|tores|toras|eir[oa]s?|istas?|antes?|entes?|log[oa]s?|ari[oa]s?|ers?|[tsv]ors"
    r"|anic[oa]s?|cultor|cultores|grafos?)"
)
# `things` is what is sold, owned, served or told in figures besides, and what only ends like a trade.
_THINGS: Final = word_list("things")
_WORKING: Final = regex(
    r"\b(?:somos|somo|semo|quantos|sao|seremos|seriamos|seriam|tocamos|trabalhamos|trabalham?|equipe|time|team|equipo"
    r"|quadro|funcionarios|temos|tenho|tem|tamo|estamos|usuario|usar|usa|usam|usaria|usariam|pessoal|escritorio|we are"
    r"|we're|it's|it is|we have|trabajamos|trabaja|trabajan|com|con|with|has|vao|agora|hoje|a gente e)"
    r"(?: (?:so|em|formad[oa]|de|com|por|hoje|hj|atualmente|aqui|ai|tem|e|eh|sao|is|just|only|of|vao|seria|seriam|nos"
    r"|ta|aca|uns|umas|solo))*[:,]? ?$"
)
# What they do together, right behind the list: "eu e minha mãe temos um salão"
_AT_WORK: Final = regex(
    r"(?:(?:que|so|hoje|aqui|juntos|juntas|sozinhos|a gente|nao|ja|todos|tudo|we|hoy) ){0,3}(?:temos|tocamos|toca"
    r"|trabalh\w+"
    r"|cuidamos|fazemos|atendemos|damos conta|tamo dando|estamos dando|abrimos|montamos|vendemos|produzimos|revezamos"
    r"|run|own|tenemos|trabajamos)\b"
)
_PRIVATE: Final = regex(
    r"\b(?:crianca|criancas|kids|em casa|familia|gat[oa]|cachorr[oa]|sogr[oa]|moro|moramos|bebe|menin[oa] de|viagem"
    r"|viajar|hotel|quartos?|reserva\w*|passagens|hospeda\w*|festa|casamento|aniversario|formatura|ingressos?|passeio"
    r"|mesa|jantar|almoco|aula|aulas|curso|cruzeiro|resort|table|booking|trip|flight|holiday|voo|pacote|guests?"
    r"|apartamento|apto|condominio|plano familia|conta de luz|reclam\w+|cancela\w*)\b"
)
_WITH_ME: Final = regex(r"\b(?:trabalho|trampo|atuo|toco|cuido|i work|trabajo)(?: [a-z]+){0,4}? (?:com|with|con) $")
_WE_ARE: Final = regex(r"\b(?:somos|somo|semo|seremos|sao|temos|tamo|estamos|are|hoje|agora)(?: [a-z]+)? $")
_NOT_THEIRS: Final = regex(
    r"\b(?:entre|between|depois|later|luego)(?: [a-z]+)? $"
    r"|\b(?:voces|vcs|vc|voce|you|ustedes|comprei|compramos|bought)\b"
)
_DAYTIMES: Final = words("manha tarde noite morning evening")
_NEAR: Final = 40  # characters from an answer's beginning
_BEFORE: Final = 45  # characters that are looked at in front of a list


class _Kind(Enum):
    ME = auto()
    KNOWN = auto()  # told by a word for people
    PROPER = auto()  # by their name
    PLACED = auto()  # a number of a place: "8 na cozinha"
    BARE = auto()  # only a number
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    capital: bool


_COUNTED: Final = (_Kind.KNOWN, _Kind.PLACED)


class _Item(NamedTuple):
    kind: _Kind
    people: int
    working: bool = False  # by what they do: a partner, a trade


def listed_people(message: Message, asked: bool) -> int | None:
    """The sum of the first list of people of theirs; None where none is told one by one.

    `asked`: the agent's last message asked how many they are.
    """
    tokens = [
        _Token(match.group(), match.start(), message.text[match.start()].isupper())
        for match in _TOKEN.finditer(message.folded)
    ]
    place = 0
    while place < len(tokens):
        items, stop = _list_at(tokens, place)
        start = tokens[place].start
        end = tokens[stop].start if stop < len(tokens) else len(message.folded)
        if len(items) > 1 and _is_team(message, items, start, end, asked and start < _NEAR):
            before = message.folded[max(0, start - _BEFORE) : start]
            with_me = _WITH_ME.search(before) is not None and not _has(items, _Kind.ME)
            return _sum(items) + with_me
        place = stop if len(items) > 1 else place + 1
    return None


def _sum(items: Sequence[_Item]) -> int:
    """Whoever gives the sum besides counts once: "4 vidas: eu, minha sócia e os dois estagiários"."""
    total = sum(item.people for item in items)
    sums_up = any(item.kind in (_Kind.BARE, _Kind.OTHER) and 2 * item.people == total for item in (items[0], items[-1]))
    return total // 2 if sums_up and len(items) > 2 else total


def _is_team(message: Message, items: Sequence[_Item], start: int, end: int, asked: bool) -> bool:
    before = message.folded[max(0, start - _BEFORE) : start]
    with_me = _has(items, _Kind.ME) or _WITH_ME.search(before) is not None
    if all(item.kind is _Kind.BARE for item in items):
        return False  # "entre 10 e 12", "vinte e cinco"
    if _NOT_THEIRS.search(before) or (items[0].kind is _Kind.BARE and not _WE_ARE.search(before)):
        return False  # "entre 8 e 10 vendedores", "tenho 17, minha mãe ..."
    working = _WORKING.search(before) is not None
    if asked:
        return with_me or working or (items[0].people > 1 and any(item.kind in _COUNTED for item in items))
    if _has(items, _Kind.OTHER) or not (with_me or working):
        return False
    # "Eu e o contador" may be any two; with more people, or partners, they are a team.
    at_work = any(item.working and (item.people > 1 or len(items) > 2) for item in items)
    if _PRIVATE.search(message.folded) and not at_work:
        return False
    return working or at_work or _AT_WORK.match(message.folded, end) is not None


def _has(items: Sequence[_Item], kind: _Kind) -> bool:
    return any(item.kind is kind for item in items)


def _list_at(tokens: Sequence[_Token], place: int) -> tuple[list[_Item], int]:
    """The items of the list that begins at a word, and where it ends."""
    items: list[_Item] = []
    joined: list[bool] = []  # whether an "and" stands before each
    stop, with_and = place, False
    while len(items) < _MOST_ITEMS and (found := _item_at(tokens, place, first=not items)) is not None:
        items.append(found[0])
        joined.append(with_and)
        stop = found[1]
        following = _next_item(tokens, stop)
        if following is None:
            break
        place, with_and = following
    if len(items) > 1 and not joined[-1] and not _sure_without_and(items):
        items.pop()  # "eu e minha irmã, a Trapos & Cia": what follows a comma only is something else
        joined.pop()
    return (items if any(joined) or _sure_without_and(items) else items[:1]), stop


def _sure_without_and(items: Sequence[_Item]) -> bool:
    """ "Four partners, two paralegals", "eu, uma sócia, um estagiário"."""
    return all(item.kind in _COUNTED or (item.kind is _Kind.ME and not place) for place, item in enumerate(items))


def _named(tokens: Sequence[_Token], place: int) -> tuple[_Item, int] | None:
    """Somebody by their name alone: "eu, Neto e as duas do caixa"."""
    word = _text(tokens, place)
    if place >= len(tokens) or not tokens[place].capital or len(word) < 2 or word in _THINGS:
        return None
    return _Item(_Kind.PROPER, 1), place + 1


def _item_at(tokens: Sequence[_Token], place: int, *, first: bool) -> tuple[_Item, int] | None:
    word = _text(tokens, place)
    if word in _ME:
        return _me(tokens, place)
    if word == "nos" and (count := _COUNTS.get(_text(tokens, place + 1))):  # "só nós dois e a secretária"
        return _Item(_Kind.ME, count), place + 2
    counted = place + (word in _OF_THEM)
    if 0 < (count := _count(_text(tokens, counted))) <= _MOST:
        return _counted(tokens, counted, count)
    if word in _OWN or word in _ONE_OF_THEM:
        return _one(tokens, place, own=word in _OWN)
    return None if first else _named(tokens, place)


def _me(tokens: Sequence[_Token], place: int) -> tuple[_Item, int] | None:
    """In English and Spanish "me" is one of them only beside the others: "me, my husband and two cleaners"."""
    following = _text(tokens, place + 1)
    if following in _INCLUDED:
        return _Item(_Kind.ME, 0), place + 2
    beside = following in {"and", ","} or (place > 0 and _text(tokens, place - 1) == "and")
    if tokens[place].text == "me" and not beside:
        return None
    return _Item(_Kind.ME, 1), place + 1 + (following in {"mesmo", "mesma"})


def _counted(tokens: Sequence[_Token], place: int, count: int) -> tuple[_Item, int] | None:
    noun = _text(tokens, place + 1)
    if noun in _THINGS or noun in _NO_PEOPLE_AFTER or noun.isdigit():
        return None
    if noun in _WHERE:
        return None if _text(tokens, place + 2) in _DAYTIMES else (_Item(_Kind.PLACED, count), place + 1)
    if _is_person(noun):
        return _Item(_Kind.KNOWN, count, _is_working(noun)), place + 2
    if noun.isalpha() and noun not in _AND:
        return _Item(_Kind.OTHER, count), place + 2
    return _Item(_Kind.BARE, count), place + 1


def _one(tokens: Sequence[_Token], place: int, *, own: bool) -> tuple[_Item, int] | None:
    noun = _text(tokens, place + 1)
    if not noun.isalpha() or noun in _THINGS or noun in _AND or len(noun) < 2:
        return None
    if _is_person(noun):
        return _Item(_Kind.KNOWN, 1, _is_working(noun)), place + 2
    if own:
        return None  # "minha loja"
    return _Item(_Kind.PROPER if tokens[place + 1].capital else _Kind.OTHER, 1), place + 2


def _next_item(tokens: Sequence[_Token], place: int) -> tuple[int, bool] | None:
    """Where the next item begins, and whether an "and" stands before it; None at the end of the list."""
    if _text(tokens, place) == "(":
        place = next((place + step + 1 for step in range(_LONGEST_TAIL) if _text(tokens, place + step) == ")"), place)
    if _text(tokens, place) in _WHERE or (place < len(tokens) and tokens[place].capital):
        place = next(
            (place + step for step in range(1, _LONGEST_TAIL + 1) if _ends(_text(tokens, place + step))), place
        )
    word = _text(tokens, place)
    if word in _OWN or (word.isdigit() and _is_person(_text(tokens, place + 1))):
        return place, False  # "3 advogados 1 estagiario", "eu minha mulher meus dois meninos"
    start, with_and = place, False
    while (word := _text(tokens, start)) in _AND or word in _COMMAS:
        with_and = with_and or word not in {","}
        start += 1
    return (start, with_and) if start > place else None


def _ends(word: str) -> bool:
    return not word or word in _CLOSING or word in _COMMAS or word in _AND


def _count(word: str) -> int:
    return int(word) if word.isdigit() and len(word) < 5 else _COUNTS.get(word, 0)


def _is_person(word: str) -> bool:
    return word in _RELATED or word in _PEOPLE or _is_working(word)


def _is_working(word: str) -> bool:
    """A partner, or somebody by their trade, which its ending tells."""
    return word in _PARTNERS or (word not in _THINGS and word not in _RELATED and _TRADE.fullmatch(word) is not None)


def _text(tokens: Sequence[_Token], place: int) -> str:
    return tokens[place].text if 0 <= place < len(tokens) else ""
