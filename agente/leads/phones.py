"""Telephone numbers, Brazilian ones by their own rules, others when they begin with a plus. Always E.164."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import phonenumbers

from agente.kit.patterns import regex
from agente.leads.wording import Message, words

AREA_CODES: Final = words(
    "11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 61 62 63",
    "64 65 66 67 68 69 71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99",
)
DIGIT_WORDS: Final = {
    "zero": "0", "cero": "0", "um": "1", "uma": "1", "uno": "1", "one": "1", "dois": "2", "duas": "2", "dos": "2",
    "two": "2", "tres": "3", "three": "3", "quatro": "4", "cuatro": "4", "four": "4", "cinco": "5", "five": "5",
    "dez": "10", "seis": "6", "meia": "6", "six": "6", "sete": "7", "siete": "7", "seven": "7", "oito": "8",
    "ocho": "8",
    "eight": "8", "nove": "9", "nueve": "9", "nine": "9", "onze": "11", "doze": "12", "treze": "13", "quatorze": "14",
    "catorze": "14", "quinze": "15", "dezesseis": "16", "dezessete": "17", "dezoito": "18", "dezenove": "19",
}  # fmt: skip
TENS: Final = {"vinte": "2", "trinta": "3", "quarenta": "4", "cinquenta": "5", "sessenta": "6", "setenta": "7",
                "oitenta": "8", "noventa": "9"}  # fmt: skip
SPOKEN_WORDS: Final = frozenset(DIGIT_WORDS) | frozenset(TENS)
_LEAST_SPOKEN = 8  # digits; fewer are a quantity
_LEAST_DIGITS, _MOST_DIGITS = 8, 16

# What may be a number or several, with what stands around them; the atoms of it are never cut apart.
_RUN = regex(r"(?<![a-z0-9$#_@])(?<![0-9][.,])(?:\+ ?)?\(?[0-9][0-9 ().\-/x+]{6,80}")
_ATOM = regex(r"[^ /]+")
_LONGEST_WINDOW = 7  # atoms: "+ 55 11 9 8888 77 77"
_NORTH_AMERICAN = regex(r"\(?([2-9][0-9]{2})\)?[ .-]{1,2}([2-9][0-9]{2})[ .-]([0-9]{4})")
_DATE = regex(
    r"(?<![0-9])(?:[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:19|20)?[0-9]{2}|(?:19"
    r"|20)[0-9]{2}([/.-])[0-9]{1,2}\2[0-9]{1,2})(?![0-9.])"
    r"(?!-[0-9]{4})"
)
_MONEY_BEFORE = regex(r"[$€£]\s*$")
_LINKED = regex(r"(?:wa\.me/|api\.whatsapp\.com/send\?phone=|tel:)\+?([0-9]{10,15})")
_SPOKEN_TOKEN = regex(r"[a-z]+|[0-9]+|[^\sa-z0-9]")
_SKIPPED = frozenset({",", "-", "ddd", "e", ".", "tracinho", "traco", "espaco", "(", ")"})
OTHER_NUMBER = regex(
    r"\b(?:pedido|pedidos|protocolo|cep|nf|nf-?e|nota fiscal|nota|danfe|rastreio|rastreamento|codigo|cod"
    r"|boleto|cpf|cnpj|ref"
    r"|referencia|pis|rg|cnh|matricula|cartao|ordem|os|conta|agencia|chamado|ticket|order|tracking|invoice|protocol"
    r"|contrato|inscricao|renavam|serie|imei|chave|barras|lote|processo|apolice|id|sku|banco|nsu|cid|ie|voo|reserva"
    r"|cadastro|codigo do cliente|numero do cliente|cliente n|unidade consumidora|uc|medidor|hidrometro"
    r"|linha digitavel|ean|isbn|carteirinha|prontuario|guia|bilhete|localizador|cupom|senha|token|orden"
    r"|factura|sinistro|placa|chassi|nascimento|nasci|data|valor|preco|patrimonio|registro|instalacao"
    r"|compra)"
    r"(?:\W{0,4}(?:e|eh|de|do|da|numero|num|nr|no|n[o°º]?|is|number|es|era|fiscal|d[oa]s? \w+|com|final"
    r"|barras|rastreio|ativacao|acesso)){0,3}"
    r"\W{0,4}$"
)
_TOLL_FREE = regex(r"0?(?:800|300|500|900)[0-9]{7}|400[0-9]{5}")


@dataclass(frozen=True, slots=True)
class Phone:
    start: int
    end: int
    number: str  # E.164; "" when the area code is missing and `local` has the rest
    local: str = ""  # 8 or 9 digits that want an area code


def phones_in(message: Message, asked: bool, taken: list[tuple[int, int]]) -> list[Phone]:
    """All telephone numbers of a message outside the places that something else has taken, in order."""
    found: list[Phone] = []
    if message.has_digits:
        found += _typed(message, asked)
    if len(message.words & SPOKEN_WORDS) >= 2:
        found += _spoken(message, asked)
    free: list[Phone] = []
    occupied = list(taken)
    for phone in sorted(found, key=lambda phone: phone.start):
        if not any(phone.start < end and start < phone.end for start, end in occupied):
            free.append(phone)
            occupied.append((phone.start, phone.end))
    return free


def brazilian(digits: str) -> str | None:
    """E.164 of the digits of a Brazilian number with its area code; the ninth digit is added to an old mobile."""
    if len(digits) in {12, 13} and digits.startswith("55"):
        digits = digits[2:]
    if digits.startswith("0"):
        digits = digits.lstrip("0")
        if len(digits) in {12, 13}:  # 0 15 11 98888-7777: the carrier's code stands between
            digits = digits[2:]
    if digits[:2] not in AREA_CODES:
        return None
    rest = digits[2:]
    if len(rest) == 8 and rest[0] in "6789":
        rest = "9" + rest
    if (len(rest) == 9 and rest[0] == "9") or (len(rest) == 8 and rest[0] in "2345"):
        return None if len(set(rest[1:])) == 1 and rest[1] in "01" else f"+55{digits[:2]}{rest}"
    return None


def subscriber(digits: str) -> str | None:
    """A Brazilian number without its area code, the ninth digit added, or None."""
    if len(digits) == 8 and digits[0] in "6789":
        return "9" + digits
    if (len(digits) == 9 and digits[0] == "9") or (len(digits) == 8 and digits[0] in "2345"):
        return digits
    return None


def foreign(digits: str) -> str | None:
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    if number.country_code == 55 or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _typed(message: Message, asked: bool) -> Iterator[Phone]:
    folded = message.folded
    for match in _LINKED.finditer(folded):
        if number := brazilian(match[1]) or foreign(match[1]):
            yield Phone(match.start(), match.end(), number)
    for run in _RUN.finditer(folded):
        before = folded[max(0, run.start() - 45) : run.start()]
        if not OTHER_NUMBER.search(before) and not _MONEY_BEFORE.search(before):
            yield from _in_run(folded, run, asked)


def _in_run(folded: str, run: re.Match[str], asked: bool) -> Iterator[Phone]:
    """The numbers of a run, each the longest group of neighbouring atoms that is one."""
    dateless = _DATE.sub(lambda date: " " * len(date.group()), run.group())
    atoms = [(run.start() + atom.start(), run.start() + atom.end()) for atom in _ATOM.finditer(dateless)]
    position = 0
    while position < len(atoms):
        for last in range(min(position + _LONGEST_WINDOW, len(atoms)) - 1, position - 1, -1):
            start, end = atoms[position][0], atoms[last][1]
            phone = None if folded[end : end + 1].isalnum() else _phone(folded[start:end], start, end, asked)
            if phone is not None:
                yield phone
                position = last
                break
        position += 1


def _phone(raw: str, start: int, end: int, asked: bool) -> Phone | None:
    if not _LEAST_DIGITS <= sum(map(raw.count, "0123456789")) <= _MOST_DIGITS:
        return None
    end -= len(raw) - len(raw.rstrip(" -.(+x"))
    if (number := _number(raw)) is not None:
        return Phone(start, end, number)
    local = subscriber(re.sub(r"[^0-9]", "", raw))
    return Phone(start, end, "", local) if local and _shaped_local(raw, asked) else None


def _shaped_local(piece: str, asked: bool) -> bool:
    return asked or re.fullmatch(r"9? ?[0-9]{4,5}[- .][0-9]{4}[-. ]*", piece) is not None


def _number(raw: str) -> str | None:
    if grouped := _NORTH_AMERICAN.fullmatch(raw.strip()):
        return foreign("1" + "".join(grouped.groups()))
    digits = re.sub(r"[^0-9x]", "", raw)
    digits = re.sub(r"^0xx", "0", digits)
    if "x" in digits:
        return None
    international = raw.lstrip(" (").startswith("+")
    if international or (digits.startswith("00") and len(digits) > 12):
        digits = digits.lstrip("0") if not international else digits
        if not digits.startswith("55"):
            return foreign(digits)
        return brazilian("55" + digits[2:].lstrip("0")) if len(digits) > 11 else None
    if _TOLL_FREE.fullmatch(digits):
        return None
    return brazilian(digits)


def spoken_digits(message: Message) -> Iterator[tuple[int, int, str]]:
    """Runs of at least eight digits that are said in words (some may be figures): start, end, digits."""
    run: list[str] = []
    start = end = 0
    worded = 0
    tens = ""
    for match in _SPOKEN_TOKEN.finditer(message.folded):
        token = match.group()
        digits = DIGIT_WORDS.get(token) or (token if token.isascii() and token.isdigit() else "")
        if not digits and token not in TENS:
            if token in _SKIPPED and run:
                continue
            if len("".join(run)) + len(tens) >= _LEAST_SPOKEN and worded >= 4:
                yield start, end, "".join(run) + tens
            run, worded, tens = [], 0, ""
            continue
        if not run and not tens:
            start = match.start()
        worded += not token.isdigit()
        if token in TENS:
            run.append(tens + "0" if tens else "")
            tens = TENS[token]
        else:
            joined = tens and len(digits) == 1 and message.folded[end : match.start()] == " e "
            run.append(tens + digits if joined else (tens + "0" if tens else "") + digits)
            tens = ""
        end = match.end()
    if len("".join(run)) + len(tens) >= _LEAST_SPOKEN and worded >= 4:
        yield start, end, "".join(run) + (tens + "0" if tens else "")


def _spoken(message: Message, asked: bool) -> Iterator[Phone]:
    for start, end, digits in spoken_digits(message):
        if OTHER_NUMBER.search(message.folded[max(0, start - 45) : start]):
            continue
        if number := brazilian(digits):
            yield Phone(start, end, number)
        elif asked and (local := subscriber(digits)):
            yield Phone(start, end, "", local)


WORDS_OF_ENDINGS: Final = words("final termina finaliza")
_ENDING = regex(
    r"\b(?:final|termina|terminando|finaliza)(?: (?:e|eh|em|com|certo|correto))* ?:? ?([0-9]{4})\b(?![-0-9])"
)


def corrected_number(message: Message, known: str) -> str | None:
    """The known number with what is put right: "o final é 4321", "o ddd é 21"."""
    if known.startswith("+55") and (code := area_code(message)):
        return known[:3] + code + known[5:]
    if (
        not message.has_digits
        or not message.mentions(WORDS_OF_ENDINGS)
        or message.mentions(frozenset({"cartao", "cpf"}))
    ):
        return None
    match = _ENDING.search(message.folded)
    return known[:-4] + match[1] if match else None


_AREA_CODE = regex(r"\bddd\W{0,3}(?:e |eh |de |do |no )?0?([1-9][0-9])\b(?!-?[0-9])")


def area_code(message: Message) -> str | None:
    """The area code that is told apart: "98888-7777, DDD 11"."""
    match = _AREA_CODE.search(message.folded)
    return match[1] if match and match[1] in AREA_CODES else None
