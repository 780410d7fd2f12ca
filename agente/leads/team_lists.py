"""How many people are told one by one? "Eu, meu irmão e mais quatro", "9 professoras, 2 merendeiras e o vigia"."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

from agente.kit.patterns import regex
from agente.leads.numerals import SMALL, is_spanish
from agente.leads.wording import Message, word_list, words

_COUNTS: Final = {word: value for word, value in SMALL.items() if value < 100}
_OF_THE = regex(r"\bdos [A-Z]")  # "Sindicato dos Feirantes"
_WORD_AFTER = regex(r" ([a-z]+)\b")
_TOKEN = regex(r"[a-z]+|\d+|[^\sa-z\d]")
_MOST: Final = 300  # people of one kind: more are told as a whole
_MOST_ITEMS: Final = 20  # nobody tells more one by one, and what is tried at each word stays cheap
_LONGEST_TAIL: Final = 4  # words of what is said of one of them: "a menina do caixa", "o Davi na câmera"
_ME: Final = words("eu comigo mim me myself yo i")
_OWN: Final = words("meu minha meus minhas nosso nossa nossos nossas my our mi mis nuestro nuestra")
_ONE_OF_THEM: Final = words("o a pro pra um uma outro outra otro otra the la el un una one seu dona")
_OF_THEM: Final = words(
    "os as uns umas the los las meus minhas mis my our nossos nossas outros outras otros mais pros pras"
)
_US: Final = words("nos nosotros nosotras us")
_AND: Final = words("e y and mais plus")
_CLOSING: Final = frozenset(".!?;:")
_COMMAS: Final = frozenset(",+&")
_NO_PEOPLE_AFTER: Final = frozenset({"%", "h", "x", "º", "ª", "/", ":", "$", "k", "-"})
_WHERE: Final = words("da do de das dos na no nas nos en del of in at from on")
_ANOTHER: Final = words("ele ela he she her him")
_VERBS: Final = words("sou somos e eh sao is are was pode vai ta esta estava fica foi quer tem")
_DOING: Final = words("fico cuido toco faco atendo ajudo no na que") | {"", ",", "."}
_SINGLE: Final = words("um uma one una")
_DEPARTMENTS: Final = words(
    "cozinha salao escritorio administracao adm administrativo recepcao manutencao producao campo loja balcao limpeza"
    " entrega"
    " vendas rh financeiro matriz filial sala cocina oficina office kitchen floor bar caixa"
)
_WHO: Final = words("que who that")
_AGES: Final = words("velho velha novo nova velhos velhas novos novas")
_PAIRS: Final = words("pais padres parents avos")  # "meus pais" are two
_ARE: Final = words("somos sao son are :")
_INCLUDED: Final = words("included inclusa incluso incluida incluido")
_RELATED: Final = word_list("relatives")
_PARTNERS: Final = words("socio socia socios socias partner partners cofundador cofundadora cofounder comparsa")
_PEOPLE: Final = word_list("people")
_ANYBODY: Final = words(  # says nothing of what they do
    "pessoa pessoas people girl girls guy guys boys lads lad lady ladies cara caras chica chicas chico chicos homem"
    " homens hombre"
    " hombres mulheres mujeres menina meninas menino meninos mina minas moca mocas moco mocos muchacha muchachas"
    " muchacho"
    " muchachos rapaz rapazes senhora senhoras senora senoras guri guris guria gurias pibe pibes vivente viventes"
    " garotos garotas"
    " personal colega colegas usuario usuarios"
)
_GIVEN_NAMES: Final = word_list("given_names")
_TRADE = regex(
    r"[a-z]{2,}(?:dor|dora|dores|doras|tor|tora|tores|toras|eir[oa]s?|istas?|ists?|antes?|entes?|log[oa]s?|ari[oa]s?"
    r"|ers?|[tsv]ors"
    r"|anic[oa]s?|cultor|cultores|grafos?)"
)
# `things` is what is sold, owned, served or told in figures besides, and what only ends like a trade.
_THINGS: Final = word_list("things") | (word_list("trades") - word_list("people"))
_WORKING: Final = regex(
    r"\b(?:somos|somo|semo|quantos|sao|seremos|seriamos|seriam|tocamos|trabalhamos|trabalham?|equipe|time|team|equipo"
    r"|quem (?!decide|fala|manda|responde|assina|escreve|paga|resolve|contrata)(?:[a-z]+ ){1,3}(?:e|eh|sou|sao|seria"
    r"|seriam)|(?<![a-z] )sou|(?<=mesmo )sou|atendo|atendemos|toco|crew|tripulacao|manejamos|usariam|operam"
    r"|quadro|funcionarios|temo|temos|tenho|tem|tamo|estamos|usuario|usar|usa|usam|usaria|usariam|pessoal|escritorio"
    r"|we are"
    r"|we're|it's|it is|we have|trabajamos|trabaja|trabajan|com|con|with|has|vao|agora|hoje|a gente e)"
    r"(?: (?:so|em|formad[oa]|de|com|por|hoje|hj|atualmente|aqui|ai|tem|e|eh|sao|is|just|only|of|vao|seria|seriam|nos"
    r"|ta|aca|uns|umas|solo|pequen[oa]|small|comigo))*[:,]? ?$"
)
# What they do together, right behind the list: "eu e minha mãe temos um salão"
_AT_WORK: Final = regex(
    r"(?:(?:que|so|hoje|aqui|juntos|juntas|sozinhos|a gente|nao|ja|todos|tudo|we|hoy) ){0,3}(?:temos|tocamos|toca"
    r"|trabalh\w+|mexe(?:mos)?|atendem|cuidam|(?:queremos|vamos) (?:abrir|montar)|manejamos"
    r"|cuidamos|fazemos|atendemos|damos conta|tamo dando|estamos dando|abrimos|montamos|vendemos|produzimos|revezamos"
    r"|run|own|tenemos|trabajamos)\b"
)
_PRIVATE: Final = regex(
    r"\b(?:crianca|criancas|kids|em casa|familia|gat[oa]|cachorr[oa]|sogr[oa]|moro|moramos|bebe|menin[oa] de|viagem"
    r"|viajar|hotel|quartos?|reserva\w*|passagens|hospeda\w*|festa|casamento|aniversario|formatura|ingressos?|passeio"
    r"|mesa|jantar|almoco|aula|aulas|curso|cruzeiro|resort|table|booking|trip|flight|holiday|voo|pacote|guests?"
    r"|apartamento|apto|condominio|plano familia|conta de luz|reclam\w+|cancela\w*)\b"
)
# Whatever else is told of, these are at work: "pra trabalhar somos eu, meu marido e duas meninas da limpeza"
_AT_WORK_BEFORE: Final = regex(
    r"\b(?:trabalh\w+|trabaj\w+|equipe|equipo|crew|team|staff|funcionari\w+|tripulacao|quadro|work\w*"
    r"|quem (?:ia |vai )?[a-z]+)\b"
)
_RUNNING: Final = regex(
    r"(?:[a-z]+ )?(?:run|own|manage|tocamos|trabalh\w+|cuidamos|cuidam|atendemos|atendem|trabajamos|manejamos"
    r"|atendemos)\b"
)
# What follows is somebody they look for, not whom they have.
_WANTED: Final = regex(
    r"\b(?:precis\w+|quer\w*|procur\w+|busc\w+|contrat\w+|need\w*|looking|want\w*|necesit\w+|hir\w+|vaga\w*|falta\w*"
    r"|falei|atendid[oa]|reclam\w+|para|pra|pro|for)\b"
)
# "My husband and I run the place with one housekeeper"
_HELPED: Final = regex(r"(?:[a-z0-9]+ ){1,7}?(?:with|com|con) ")
_WITH_ME: Final = regex(
    r"\b(?:trabalho|trampo|atuo|toco|cuido|montando|abrindo|planto|crio|i work|trabajo)(?: [a-z0-9]+){0,4}? (?:com"
    r"|with|con) $"
)
_MORE: Final = regex(r"(?:mais|outr[oa]s|two more|three more) ")
_WITH_MORE: Final = regex(r"\b(?:com|with|con) $")
_WE_ARE: Final = regex(r"\b(?:somos|somo|semo|seremos|sao|temos|tamo|estamos|are|hoje|agora)(?: [a-z]+)? $")
_NOT_THEIRS: Final = regex(
    r"\b(?:entre|between|depois|later|luego)(?: [a-z]+)? $"
    r"|\b(?:voces|vcs|vc|voce|you|ustedes|comprei|compramos|bought|mor(?:a|o|amos|ando)|vivo|vivemos)\b"
)
_SERVED: Final = regex(r"\d+ ([a-z]+)(?:,| e| y| and| mais)+ $")
_NO_PLACES: Final = words("manha tarde noite morning evening total todo geral")
_OF_TILLS: Final = words("( de registradoras eletronicos pdv pdvs abertos")
_NEAR: Final = 40  # characters from an answer's beginning
_BEFORE: Final = 45  # characters that are looked at in front of a list


class _Kind(Enum):
    ME = auto()
    KNOWN = auto()  # told by a word for people
    PROPER = auto()  # by their name
    PLACED = auto()  # a number of a place: "8 na cozinha"
    TILL = auto()  # "2 caixas": people where others are told beside them
    BARE = auto()  # only a number
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    capital: bool


_COUNTED: Final = (_Kind.KNOWN, _Kind.PLACED)


class _Item(NamedTuple):
    kind: _Kind
    people: int
    working: bool = False  # by what they do: a partner, a trade
    kin: bool = False
    start: int = 0
    end: int = 0


class Told(NamedTuple):
    """How many people a message tells of, and where it tells of them."""

    people: int
    start: int
    end: int
    summed: bool = False  # out of several that are told one by one


def listed_people(message: Message, asked: bool) -> Told | None:
    """The sum of the first list of people of theirs; None where none is told one by one.

    `asked`: the agent's last message asked how many they are.
    """
    tokens = _tokens(message)
    place = 0
    while place < len(tokens):
        items, stop = _list_at(tokens, place, asked)
        start = tokens[place].start
        end = tokens[stop].start if stop < len(tokens) else len(message.folded)
        with_me = _is_with_me(message, start) and not _has(items, _Kind.ME)
        alone_with_me = with_me and len(items) == 1 and items[0].kind is _Kind.KNOWN
        if (len(items) > 1 or alone_with_me) and _is_team(message, items, start, end, asked and start < _NEAR):
            helpers = _helpers(message, tokens, stop, end)
            return Told(_sum(items) + with_me + helpers, items[0].start, items[-1].end, summed=True)
        # "Somos a Guardiã Segurança, 140 vigilantes e 6 no escritório": a company's name begins no list.
        place = stop if len(items) > 1 and items[0].kind is not _Kind.PROPER else place + 1
    return None


def _tokens(message: Message) -> list[_Token]:
    spanish = is_spanish(message) and _OF_THE.search(message.text) is None
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(message.folded):
        written, text = message.text[match.start() : match.end()], match.group()
        if text == "dos" and not spanish:
            text = "de"
        elif written == "más":
            text = "mais"
        tokens.append(_Token(text, match.start(), match.end(), written[0].isupper()))
    return tokens


def _helpers(message: Message, tokens: Sequence[_Token], stop: int, end: int) -> int:
    """Those told behind what the others do: "my husband and I run the place with one housekeeper"."""
    if not _AT_WORK.match(message.folded, end) or not (helped := _HELPED.match(message.folded, end)):
        return 0
    place = next((place for place in range(stop, len(tokens)) if tokens[place].start >= helped.end()), len(tokens))
    items, _ = _list_at(tokens, place, asked=False)
    return sum(item.people for item in items) if items and all(item.kind is _Kind.KNOWN for item in items) else 0


def _sum(items: Sequence[_Item]) -> int:
    """Whoever gives the sum besides counts once: "4 vidas: eu, minha sócia e os dois estagiários"."""
    total = sum(item.people for item in items)
    sums_up = any(item.kind in (_Kind.BARE, _Kind.OTHER) and 2 * item.people == total for item in (items[0], items[-1]))
    # "Somos duas sócias, a Nayara e eu"
    named = 2 * items[0].people == total and all(item.kind in (_Kind.PROPER, _Kind.ME) for item in items[1:])
    named = named and items[0].kind is _Kind.KNOWN
    return total // 2 if (sums_up or named) and len(items) > 2 else total


def _is_team(message: Message, items: Sequence[_Item], start: int, end: int, asked: bool) -> bool:
    before = without_served(_before(message, start))
    if _is_no_team(items, before, asked):
        return False
    beside = _is_with_me(message, start)
    with_me = beside or _has(items, _Kind.ME)
    working = beside or (with_me and _are_mates(items)) or _WORKING.search(before) is not None
    if asked:
        return with_me or working or (items[0].people > 1 and any(item.kind in _COUNTED for item in items))
    staff = _are_staff(items) and not _WANTED.search(before) and not message.is_question(start)
    unknown = _has(items, _Kind.OTHER) and not (working and _has(items, _Kind.ME))
    if unknown or not (with_me or working or staff):
        return False
    whole = start > 0 and not before.strip() and end >= message.sentence(start)[1]  # "Eu e um estagiário."
    at_work = staff or _are_at_work(items, working=working, whole=whole)
    busy = _AT_WORK_BEFORE.search(before) or _RUNNING.match(message.folded, end)
    if _PRIVATE.search(message.folded) and not (at_work or busy):
        return False
    alone = whole and _has(items, _Kind.ME) and all(item.kind in (_Kind.KNOWN, _Kind.ME) for item in items)
    return working or at_work or alone or _AT_WORK.match(message.folded, end) is not None


def _is_no_team(items: Sequence[_Item], before: str, asked: bool) -> bool:
    if all(item.kind in (_Kind.BARE, _Kind.TILL) for item in items):
        return True  # "entre 10 e 12", "vinte e cinco"
    if items[0].kind is _Kind.PROPER and not _has(items, _Kind.ME):
        return True  # "somos a Guardiã Segurança, 140 vigilantes", "somos Milagros y Fede"
    counts = asked or _WE_ARE.search(before) is not None
    # "entre 8 e 10 vendedores", "tenho 17, minha mãe ..."
    return _NOT_THEIRS.search(before) is not None or (items[0].kind is _Kind.BARE and not counts)


def _are_at_work(items: Sequence[_Item], *, working: bool, whole: bool) -> bool:
    """ "Eu e o contador" may be any two; with more people, or partners, they are a team."""
    trades = any(item.working and (item.people > 1 or len(items) > 2 or whole) for item in items)
    return trades or (working and _has(items, _Kind.PLACED))


def _are_mates(items: Sequence[_Item]) -> bool:
    """ "Eu e mais sete", "me and four girls": several who are no family."""
    several = [item for item in items if item.people > 1 and item.kind is not _Kind.ME and not item.kin]
    return bool(several) and (items[0].kind is _Kind.ME or any(item.kind is _Kind.KNOWN for item in several))


def _before(message: Message, start: int) -> str:
    """The nearest words before, of the same sentence."""
    return message.folded[max(message.sentence(start)[0], start - _BEFORE) : start]


def _is_with_me(message: Message, start: int) -> bool:
    """Whether whoever is told there works with the customer: "trabalho com minha irmã", "com mais dois sócios"."""
    more = _MORE.match(message.folded, start)
    return (_WITH_MORE if more else _WITH_ME).search(_before(message, start)) is not None


def _are_staff(items: Sequence[_Item]) -> bool:
    """ "Three attorneys and two paralegals": several trades with their numbers, nobody else."""
    told = [item for item in items if item.kind is not _Kind.ME]
    all_work = all(item.working or item.kind is _Kind.PLACED for item in told)
    return len(told) > 1 and all_work and told[0].kind in (_Kind.KNOWN, _Kind.TILL) and told[0].people > 1


def without_served(before: str) -> str:
    """Without whom they serve, told in the same breath: "são 380 alunos e 26 professores"."""
    served = _SERVED.search(before)
    return before[: served.start()] if served and served[1] in _THINGS else before


def _has(items: Sequence[_Item], kind: _Kind) -> bool:
    return any(item.kind is kind for item in items)


def _list_at(tokens: Sequence[_Token], place: int, asked: bool) -> tuple[list[_Item], int]:
    """The items of the list that begins at a word, and where it ends."""
    items: list[_Item] = []
    joined: list[bool] = []  # whether an "and" stands before each
    stop, with_and = place, False
    while len(items) < _MOST_ITEMS and (found := _item_at(tokens, place, first=not items, asked=asked)) is not None:
        item, stop = found
        items.append(item._replace(start=tokens[place].start, end=tokens[stop - 1].end))
        joined.append(with_and)
        following = _next_item(tokens, stop)
        if following is None:
            break
        place, with_and = following
    if len(items) > 1 and not joined[-1] and not (_sure_without_and(items) and _ends_in_person(items, tokens, stop)):
        items.pop()  # "eu e minha irmã, a Trapos & Cia": what follows a comma only is something else
        joined.pop()
    return (items if any(joined) or _sure_without_and(items) else items[:1]), stop


def _ends_in_person(items: Sequence[_Item], tokens: Sequence[_Token], stop: int) -> bool:
    """Not "somos 8 na chapa, eu sou o Luan", but "três doceiras, eu fico nas vendas"."""
    return items[-1].kind is not _Kind.ME or _text(tokens, stop) in _DOING


def _sure_without_and(items: Sequence[_Item]) -> bool:
    """ "Four partners, two paralegals", "eu, uma sócia, um estagiário"."""
    return all(item.kind in _COUNTED or item.kind is _Kind.ME for item in items)


def _named(tokens: Sequence[_Token], place: int) -> tuple[_Item, int] | None:
    """Somebody by their name alone: "eu, Neto e as duas do caixa"."""
    word = _text(tokens, place)
    if place >= len(tokens) or not tokens[place].capital or len(word) < 2 or word in _THINGS:
        return None
    return _Item(_Kind.PROPER, 1), place + 1


def _item_at(tokens: Sequence[_Token], place: int, *, first: bool, asked: bool) -> tuple[_Item, int] | None:
    word, following = _text(tokens, place), _text(tokens, place + 1)
    counted = place + (word in _OF_THEM)
    if word in _US and (count := _count(following)):
        return _us(tokens, place, count)
    if 0 < (count := _count(_text(tokens, counted))) <= _MOST:
        return _counted(tokens, counted, count)
    if word in _ME:
        return _me(tokens, place)
    if first and word in _ANOTHER and (following in _AND or following == ","):
        return _Item(_Kind.ME, 1), place + 1  # whom they write for: "é ele, meu tio e dois ajudantes"
    if not first and word in _SINGLE and following in _WHERE:
        return _Item(_Kind.PLACED, 1), place + 1  # "três no balcão e uma na cozinha"
    if word in _OWN or word in _ONE_OF_THEM:
        return _one(tokens, place)
    return _turned(tokens, place, asked) or _without_article(tokens, place, first=first, asked=asked)


def _without_article(tokens: Sequence[_Token], place: int, *, first: bool, asked: bool) -> tuple[_Item, int] | None:
    word = _text(tokens, place)
    if word in _RELATED and (asked or not first):  # "mãe, tia Zefa, eu"
        return _Item(_Kind.KNOWN, 1), place + 1
    if first and not (_text(tokens, place - 1) in _ARE or (asked and word in _GIVEN_NAMES)):
        return None
    return _named(tokens, place)


def _us(tokens: Sequence[_Token], place: int, count: int) -> tuple[_Item, int] | None:
    """ "Só nós dois e a secretária", "nós quatro irmãs"; not "nos dois auditórios"."""
    noun = _text(tokens, place + 2)
    if _is_person(noun):
        return _Item(_Kind.ME, count), place + 3
    ends = not noun.isalpha() or noun in _AND or noun in _WHERE
    return (_Item(_Kind.ME, count), place + 2) if ends else None


def _turned(tokens: Sequence[_Token], place: int, asked: bool) -> tuple[_Item, int] | None:
    """The number behind: "garçom 6, cozinha 4, caixa 1", "na loja 3, no escritório 2"."""
    placed = asked and _text(tokens, place) in _WHERE
    place += placed
    word, count = _text(tokens, place), _count(_text(tokens, place + 1))
    people = placed or word in _PEOPLE or (asked and (_is_person(word) or word in _DEPARTMENTS))
    if not people or not 0 < count <= _MOST or not _ends(_text(tokens, place + 2)):
        return None
    return _Item(_Kind.KNOWN, count, _is_working(word)), place + 2


def _me(tokens: Sequence[_Token], place: int) -> tuple[_Item, int] | None:
    """In English and Spanish "me" is one of them only beside the others: "me, my husband and two cleaners"."""
    following = _text(tokens, place + 1)
    if following in _INCLUDED:
        return _Item(_Kind.ME, 0), place + 2
    beside = following in {"and", "plus", ","} or (place > 0 and _text(tokens, place - 1) in {"and", "plus"})
    if tokens[place].text in {"me", "i"} and not beside:
        return None
    return _Item(_Kind.ME, 1), place + 1 + (following in {"mesmo", "mesma"})


def _counted(tokens: Sequence[_Token], place: int, count: int) -> tuple[_Item, int] | None:
    noun = _text(tokens, place + 1)
    if noun == "of" and _text(tokens, place + 2) in _US:
        return _Item(_Kind.ME, count), place + 3  # "the two of us"
    if noun in _THINGS or noun in _NO_PEOPLE_AFTER or noun.isdigit():
        return None
    if noun == "caixas":
        return None if _text(tokens, place + 2) in _OF_TILLS else (_Item(_Kind.TILL, count, working=True), place + 2)
    if noun in _WHERE:
        return None if _text(tokens, place + 2) in _NO_PLACES else (_Item(_Kind.PLACED, count), place + 1)
    if (person := _person_at(tokens, place + 1)) is not None:
        word = _text(tokens, person)
        return _Item(_Kind.KNOWN, count, _is_working(word), word in _RELATED), person + 1
    if noun.isalpha() and noun not in _AND:
        return _Item(_Kind.OTHER, count), place + 2
    return _Item(_Kind.BARE, count), place + 1


def _one(tokens: Sequence[_Token], place: int) -> tuple[_Item, int] | None:
    place += _text(tokens, place + 1) in _OWN  # "o meu irmão"
    own = _text(tokens, place) in _OWN
    noun = _text(tokens, place + 1)
    if not noun.isalpha() or noun in _THINGS or noun in _AND or noun in _ME or len(noun) < 2:
        return None
    if (person := _person_at(tokens, place + 1)) is not None:
        word = _text(tokens, person)
        return _Item(_Kind.KNOWN, 1 + (own and word in _PAIRS), _is_working(word)), person + 1
    if own:
        return None  # "minha loja"
    return _Item(_Kind.PROPER if tokens[place + 1].capital else _Kind.OTHER, 1), place + 2


def _person_at(tokens: Sequence[_Token], place: int) -> int | None:
    """Where the word for a person stands, behind one word of praise at most: "paid staff", "part-time editor"."""
    if _is_person(_text(tokens, place)):
        return place
    word = _text(tokens, place)
    hyphened = _text(tokens, place + 1) == "-"
    if hyphened and _is_person(_text(tokens, place + 2)):
        return place + 2  # "two part-timers"
    described = place + (3 if hyphened else 1)
    links = (_AND, _WHERE, _THINGS, _WHO, _OWN, _ONE_OF_THEM, _OF_THEM, _VERBS)
    plain = word.isalpha() and not any(word in other for other in links)
    return described if plain and _is_person(_text(tokens, described)) else None


def _next_item(tokens: Sequence[_Token], place: int) -> tuple[int, bool] | None:
    """Where the next item begins, and whether an "and" stands before it; None at the end of the list."""
    place = _behind_tail(tokens, place)
    word = _text(tokens, place)
    if word in _OWN or (word.isdigit() and _is_person(_text(tokens, place + 1))):
        return place, False  # "3 advogados 1 estagiario", "eu minha mulher meus dois meninos"
    if word in {"o", "a"} and place + 1 < len(tokens):  # "eu a Simone o meu irmão a sogra e o motoca"
        following = tokens[place + 1]
        told = following.capital or following.text in _RELATED or following.text in _OWN
        return (place, False) if told else None
    besides = place + (word == ",")
    if _text(tokens, besides) in {"fora", "besides"} and _text(tokens, besides + 1) in _ME:
        return besides + 1, True  # "dois garçons, fora eu"
    start, with_and = place, False
    while (word := _text(tokens, start)) in _AND or word in _COMMAS:
        with_and = with_and or word not in {","}
        start += 1
    return (_behind_place(tokens, start), with_and) if start > place else None


def _behind_place(tokens: Sequence[_Token], place: int) -> int:
    """ "... e o vigia, na filial 3 vendedoras"."""
    if _text(tokens, place) not in _WHERE:
        return place
    counts = (place + step for step in (2, 3) if _count(_text(tokens, place + step)))
    return next((count for count in counts if _is_person(_text(tokens, count + 1))), place)


def _behind_tail(tokens: Sequence[_Token], place: int) -> int:
    """Behind what is said of one of them: "a menina (do caixa)", "o Davi na câmera", "minha filha mais velha"."""
    if _text(tokens, place) == "(":
        place = next((place + step + 1 for step in range(_LONGEST_TAIL) if _text(tokens, place + step) == ")"), place)
    if _text(tokens, place) in {"mais", "mas"} and _text(tokens, place + 1) in _AGES:
        place += 2
    word = _text(tokens, place)
    if word.isalpha() and not _ends(word) and _text(tokens, place + 1) in {",", "e", "y", "and"}:
        return place + 1  # "dois advogados plenos, um júnior"
    if word in _WHERE or word in _WHO or (place < len(tokens) and tokens[place].capital):
        steps = range(1, _LONGEST_TAIL + 1)
        return next((place + step for step in steps if _ends(_text(tokens, place + step))), place)
    return place


def _ends(word: str) -> bool:
    return not word or word in _CLOSING or word in _COMMAS or word in _AND


def _count(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 5 else _COUNTS.get(word, 0)


def _is_person(word: str) -> bool:
    return word in _RELATED or word in _PEOPLE or _is_working(word)


def _is_working(word: str) -> bool:
    """A partner, or somebody by their trade, which its ending tells."""
    return (
        word in _PARTNERS
        or (word in _PEOPLE and word not in _ANYBODY)
        or (word not in _THINGS and word not in _RELATED and _TRADE.fullmatch(word) is not None)
    )


def is_worker_at(message: Message, start: int) -> bool:
    """Whether the next word tells somebody by their trade."""
    word = _WORD_AFTER.match(message.folded, start)
    return word is not None and _is_working(word[1])


def _text(tokens: Sequence[_Token], place: int) -> str:
    return tokens[place].text if 0 <= place < len(tokens) else ""
