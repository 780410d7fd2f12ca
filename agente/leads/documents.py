"""CPF and CNPJ in a message, with their check digits judged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from agente.kit.documents import is_cnpj, is_cpf
from agente.kit.patterns import regex
from agente.leads.phones import OTHER_NUMBER, brazilian, spoken_digits
from agente.leads.wording import Message, words

CUE_WORDS: Final = words("cpf cnpj cpfs documento")
_DIGITS = regex(r"(?<![a-z0-9+$@.,/-])(?<!\+[0-9]{2} )[0-9](?:[./ -]{0,2}[0-9]){10,13}(?![0-9a-z@]|[.,/-][0-9])")
_ALPHANUMERIC = regex(r"(?<![a-z0-9@._-])[0-9a-z]{2}\.?[0-9a-z]{3}\.?[0-9a-z]{3}/?[0-9a-z]{4}-?[0-9]{2}(?![a-z0-9@-])")
_CPF_SHAPE = regex(r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}[-/. ]?[0-9]{2}|[0-9]{9}-[0-9]{2}")
_CNPJ_SHAPE = regex(r"[0-9a-z]{2}\.[0-9a-z]{3}\.[0-9a-z]{3}/[0-9a-z]{4}-[0-9]{2}|[0-9a-z]{8}/[0-9a-z]{4}-[0-9]{2}")
_CUE = regex(r"\b(?:cpf|cnpj|documento)\b[^0-9!?;]{0,45}$")
_LENGTHS: Final = {11: is_cpf, 14: is_cnpj}


@dataclass(frozen=True, slots=True)
class Document:
    start: int
    end: int
    number: str  # digits (and capitals of a CNPJ) without punctuation
    valid: bool


def documents_in(message: Message, asked: bool) -> list[Document]:
    """All CPF and CNPJ of a message, in order. A wrong check digit is kept where it is clear what was meant."""
    found: dict[int, Document] = {}
    folded = message.folded
    cued = asked or message.mentions(CUE_WORDS)
    if message.has_digits:
        for pattern in (_DIGITS, _ALPHANUMERIC):
            for match in pattern.finditer(folded):
                if document := _judged(folded, match.start(), match.end(), match.group(), asked):
                    found.setdefault(document.start, document)
    if cued:
        for document in _spoken(message, asked):
            found.setdefault(document.start, document)
    return [found[start] for start in sorted(found)]


def _judged(folded: str, start: int, end: int, raw: str, asked: bool) -> Document | None:
    number = re.sub(r"[^0-9a-z]", "", raw).upper()
    check = _LENGTHS.get(len(number))
    if check is None or (not number.isdigit() and (number.isalpha() or not any(map(str.isdigit, number[:12])))):
        return None
    valid = check(number)
    shaped = (_CPF_SHAPE if len(number) == 11 else _CNPJ_SHAPE).fullmatch(raw) is not None
    before = folded[max(0, start - 60) : start]
    cued = _CUE.search(before) is not None
    if shaped or cued or (asked and (valid or brazilian(number) is None)):
        return Document(start, end, number, valid)
    bare = valid and raw.isalnum() and brazilian(number) is None and not OTHER_NUMBER.search(before)
    return Document(start, end, number, True) if bare else None


def _spoken(message: Message, asked: bool) -> Iterator[Document]:
    for start, end, digits in spoken_digits(message):
        check = _LENGTHS.get(len(digits))
        if check and (asked or _CUE.search(message.folded[max(0, start - 60) : start])):
            yield Document(start, end, digits, check(digits))
