"""Sums of money in a message, each with its currency: "R$ 1.500", "10 a 15 mil". Whose they are is not told here."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from agente.kit.patterns import regex
from agente.leads.numerals import Number
from agente.leads.wording import Message, words

DEFAULT_CURRENCY: Final = "BRL"
PREFIX = regex(r"(r\$|us\$|u\$s|u\$|usd|brl|eur|cad|aud|clp|cop|uyu|€|£|\$|rs|mxn|ars)\s*$")
SUFFIX = regex(
    r"\s*(?:de )?(reais|reales|real|conto|contos|pila|pilas|paus?|pratas|mangos|dolares|dolar|dollars|usd|euros|euro"
    r"|eur|€"
    r"|pesos|brl|bucks|lucas?|palos?"
    r"|mxn|ars|cad|aud|clp|cop|uyu|r\$|libras|pounds|quid)(?![a-z])"
)
_BETWEEN = regex(
    r"\s*(?:reais |dolares |pesos |euros )?(?:por mes )?(a|ate|e|-|ou|to|and|or|y|hasta|o)\s*(?:uns )?(?:r\$"
    r"|us\$|\$|€)?\s*"
)
_STRETCH = regex(
    r"\s*(?:(?:reais|conto|contos|pila|pilas|mil|dolares|dollars|euros|reservad[oa]s?|por mes|a month),?)?[,.;]?\s*"
    r"(?:(?:vai|mas|but|pero|e|or|ou|maybe|perhaps|talvez|quem sabe|se (?:for|ficar|tiver) (?:bo[am]|bem feito)"
    r"|podendo|pode"
    r"|poderia|podemos|posso|could|can|might|botar|ser|dou|ir (?:pra|para)|ir|chegar|chega|stretch|go|up|to|a|ate|no"
    r"|maximo|maximum|max)"
    r"[ ,.]+)*(?:r\$|us\$|\$|€|£)?\s*"
)
_PAIRING = regex(r"\b(?:entre|between)\s*(?:uns )?(?:r\$|us\$|\$|€)?\s*$")
UNIT_AFTER = regex(
    r"\s*(?:%|x\b|a?\s*h\b|hs\b|(?:vezes|horas?|dias?|mes|meses|semanas?|anos?|pessoas|usuarios"
    r"|funcionarios|lojas|unidades|clientes|"
    r"users|people|employees|months|days|weeks|years|years|personas|usuarios|empleados|anos|km|m2|gb|mb"
    r"|pecas|camisetas|"
    r"colaboradores|licencas|vendedores|atendentes|alunos|pedidos|mensagens|leads|filiais|maquinas|quartos|convidados"
    r"|itens|produtos|metros|kg|kilos|parcelas|vagas|assentos|seats|por ?cento|percent)\b)"
)
# "um orçamento de 50 uniformes": a word that money is not followed by
THINGS_AFTER = regex(
    r" (?!(?:por|ao|a|no|na|mensa\w+|anua\w+|pra|para|e|ou|mais|menos|que|mas|per|month\w*|monthly|each"
    r"|max\w*|tops|total|de|do|da|com|sem|talvez|nao|ja|ai|eu|nessa|nesse|nesta|neste"
    r"|acho|reservad\w+|guardad\w+|separad\w+|aprovad\w+|parcelad\w+|dividid\w+|seria|somos|meu|minha|al|is|or|to|and|for|cada|fixo"
    r"|hoje|agora|inicial|em|en|in|estaria|esta|ta|tá"
    r"|pro|so|ate|tenho|pode|pois|se|o|the|my|como"
    r"|aproximadamente|mil|k|limpo|livre|disponive\w*|kkk\w*|rs|i|it|y|si|entre|preciso|obrigad\w+"
    r"|por favor|as|os|los|las|both|cash|at|if|with|contando|incluso|chorando|mensuales"
    r"|tambem|tbm|fixo|hein|viu|ne|ue|ta|each|all|ish|fechado|estourando|mensais)\b)[a-z]+"
)
PERIOD = regex(r" ?(?:/ ?m[eo]|por mes|ao mes|mensa|a month|per month|monthly|al mes|por ano|ao ano|anua)")
_CURRENCIES: Final = {
    "r$": "BRL", "rs": "BRL", "brl": "BRL", "reais": "BRL", "reales": "BRL", "real": "BRL", "conto": "BRL",
    "contos": "BRL",
    "pila": "BRL", "pau": "BRL", "paus": "BRL",
    "pilas": "BRL", "pratas": "BRL", "mangos": "BRL", "us$": "USD", "u$s": "USD", "u$": "USD",
    "usd": "USD", "dolares": "USD", "dolar": "USD", "dollars": "USD", "bucks": "USD", "€": "EUR", "eur": "EUR",
    "euro": "EUR", "euros": "EUR", "£": "GBP", "libras": "GBP", "pounds": "GBP", "quid": "GBP",
    **{code.lower(): code for code in ("MXN", "ARS", "CAD", "AUD", "CLP", "COP", "UYU")},
}  # fmt: skip
_TIMES: Final = {"pau": 1000, "paus": 1000, "luca": 1000, "lucas": 1000, "palo": 1_000_000, "palos": 1_000_000}
_CONTOS: Final = words("conto contos")
_FEW_CONTOS: Final = 20
_AND_HALF = regex(r" (?:e meio|y medio)\b")
_PESOS: Final = {"mexicanos": "MXN", "argentinos": "ARS", "colombianos": "COP", "chilenos": "CLP", "uruguayos": "UYU"}
_ENGLISH: Final = words("the my our we is can spend budget month per have up to and for")
_FARTHEST: Final = 5  # times as much or as little as the amount that lends its thousand
TOTAL_AFTER = regex(
    r"(?: ?(?:reais|pila|conto|contos|dolares|dollars|euros|usd))?,? (?:no total|ao todo|total|in total|en total"
    r"|all together"
    r"|altogether|pra tudo|tudo junto)\b"
)
REPLACED = regex(r"\b(?:nao|not|em vez de|ao inves de|instead of|no lugar de)\s*(?:e |eh |sao )?(?:uns )?(?:r\$\s*)?$")


@dataclass(frozen=True, slots=True)
class Amount:
    start: int
    end: int
    lower: Decimal
    upper: Decimal
    currency: str | None
    marked: bool  # says that it is money


def amounts_in(message: Message, numbers: Sequence[Number]) -> Iterator[Amount]:
    """Every amount of money or plain number, ranges as one."""
    joined: Number | None = None
    for number, following in pairwise([*_with_scale(message, _with_thousands(message, numbers)), None]):
        if number is None or number is joined:
            continue
        if following and _is_range(message, number, following):
            joined = following
            yield _amount(message, number, following)
        else:
            yield _amount(message, number, number)


def _with_thousands(message: Message, numbers: Sequence[Number]) -> list[Number]:
    """The same with "três e quinhentos" as 3,500; "entre três e quinhentos" stays a range."""
    found: list[Number] = []
    for number in numbers:
        last = found[-1] if found else None
        if last and _is_thousands(message, last, number):
            value = last.value * 1000 + number.value
            found[-1] = Number(last.start, number.end, value, 1000, figures=False)
        else:
            found.append(number)
    return found


def _is_thousands(message: Message, first: Number, then: Number) -> bool:
    alike = first.figures == then.figures and first.scale == then.scale == 1
    if not alike or first.value >= 10 or not 200 <= then.value < 1000:
        return False
    before = message.folded[max(0, first.start - 20) : first.start]
    return message.folded[first.end : then.start] == " e " and _PAIRING.search(before) is None


def _with_scale(message: Message, numbers: Sequence[Number]) -> list[Number]:
    """The same with the thousand that another amount lends: "me pediram vinte mil, eu só tenho doze"."""
    return [_scaled(message, number, numbers[:place], numbers[place + 1 :]) for place, number in enumerate(numbers)]


def _scaled(message: Message, number: Number, before: Sequence[Number], after: Sequence[Number]) -> Number:
    folded = message.folded
    lone = number.scale == 1 and number.value < 1000 and not SUFFIX.match(folded, number.end)
    if not lone or PREFIX.search(folded[max(0, number.start - 5) : number.start]) or is_counted(folded, number.end):
        return number
    for other in (*after[:1], *reversed(before)):
        value = number.value * other.scale
        hundreds = number.value >= 100 and (other.value < 100 * other.scale or PERIOD.match(folded, number.end))
        if other.scale < 1000 or hundreds or is_counted(folded, other.end):
            continue
        same = value == other.value  # "até 6 eu faço. seis mil"
        if same or (
            other.start < number.start and other.value <= value * _FARTHEST and value <= other.value * _FARTHEST
        ):
            return Number(number.start, number.end, value, other.scale, number.figures)
    return number


def is_counted(folded: str, end: int) -> bool:
    """Whether a number counts something else than money."""
    unit = UNIT_AFTER.match(folded, end) is not None
    return unit or (SUFFIX.match(folded, end) is None and THINGS_AFTER.match(folded, end) is not None)


def _is_range(message: Message, first: Number, second: Number) -> bool:
    between = _BETWEEN.fullmatch(message.folded, first.end, second.start)
    if _lent(first, second) >= second.value:
        return False
    if between is None:
        return _stretches(message, first, second)
    return (
        between[1] not in {"e", "and", "y"}
        or _PAIRING.search(message.folded[max(0, first.start - 20) : first.start]) is not None
    )


def _stretches(message: Message, first: Number, second: Number) -> bool:
    """ "Seis mil, mas pode chegar a sete", "100, maybe 120": the second is as far as they would go."""
    total = TOTAL_AFTER.match(message.folded, second.end) is not None
    denied = REPLACED.search(message.folded[max(0, first.start - 20) : first.start]) is not None
    if total or denied or second.value > 2 * _lent(first, second) or is_counted(message.folded, second.end):
        return False
    return _STRETCH.fullmatch(message.folded, first.end, second.start) is not None


def _lent(first: Number, second: Number) -> Decimal:
    """The value of a range's beginning, which may borrow the thousand said at its end."""
    scaled = first.value * second.scale
    return scaled if first.scale == 1 and scaled < second.value else first.value


def _amount(message: Message, first: Number, last: Number) -> Amount:
    folded = message.folded
    prefix = PREFIX.search(folded[max(0, first.start - 5) : first.start])
    if prefix and prefix[1] == "rs" and folded[max(0, first.start - 6) : first.start].strip()[:-2][-1:].isalpha():
        prefix = None
    suffix = SUFFIX.match(folded, last.end)
    mark = (prefix or suffix or [None, None])[1]
    lower = _lent(first, last) if first is not last else last.value
    times = _TIMES.get(mark or "", 1)
    if mark in _CONTOS and last.value < _FEW_CONTOS:  # "uns 7 conto"; "uma marmita de 25 conto" is as it says
        times = 1000
    half = (
        Decimal(times) / 2 if times > 1 and suffix and _AND_HALF.match(folded, suffix.end()) else 0
    )  # "dois pau e meio"
    currency = _currency(message, mark, suffix)
    return Amount(first.start, last.end, lower * times + half, last.value * times + half, currency, mark is not None)


def _currency(message: Message, mark: str | None, suffix: re.Match[str] | None) -> str | None:
    if mark == "pesos" and suffix:
        country = message.folded[suffix.end() :].split(maxsplit=1)
        return _PESOS.get(country[0].strip(".,!?")) if country else None
    if mark in {"luca", "lucas", "palo", "palos"}:
        return None
    if mark == "$" or mark is None:
        english = len(message.words & _ENGLISH) >= 2
        return "USD" if english and mark == "$" else DEFAULT_CURRENCY
    return _CURRENCIES.get(mark, DEFAULT_CURRENCY)
