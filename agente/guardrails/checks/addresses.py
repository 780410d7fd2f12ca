"""Which addresses of the web and of people does a text give?"""

import re
from dataclasses import dataclass
from typing import Literal

from agente.guardrails.folding import GAP, fold
from agente.guardrails.personal_data import find_personal_data

AddressKind = Literal["url", "email", "phone", "other_person"]


@dataclass(frozen=True, slots=True)
class Address:
    kind: AddressKind
    written: str
    plain: str  # comparable: without scheme, marks and country code
    is_private: bool = False  # a person's document or card, which nobody but they may be told


_TLD = (
    "com|net|org|br|io|app|dev|example|test|shop|store|site|online|info|xyz|link|top|click|live|cloud|tech|ai|co|ly|gg|cc|ru"
    "|cn|tk|biz|page|web"
)
_URL = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>\"'`)\]}|]+"
    rf"|(?<![\w@.+-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_TLD})\b(?:[/?#:][^\s<>\"'`)\]}}|]*)?(?![\w@-]|\.\w)",
)
_DOTTED = re.compile(r"\.[^\s<>\"'`)\]}|]")  # a dot with something right behind it, as in each address
_PRIVATE = frozenset({"CPF", "RG", "CREDIT_CARD"})
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")
_SERVICE = re.compile(r"(?<![\d.,])(?:0[3589]00[ .-]?\d{3}[ .-]?\d{3,4}|[34]00\d[ .-]\d{4})(?!\d)")
_SAID = {
    re.compile(r"\s?[\[(]?\b(?:arroba|at)\b[\])]?\s?"): "@",
    re.compile(r"\s?[\[(]?\b(?:ponto|punto|dot)\b[\])]?\s?"): ".",
}
_MARKS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d(?:[ .\-/()]{0,3}\d){6}")
_DIGITS_SPELLED = (
    "um uma dois duas tres três quatro cinco seis meia sete oito nove zero one two three four five six seven"
    " eight nine uno dos cuatro siete ocho nueve cero"
)
_DIGIT_WORDS = frozenset(_DIGITS_SPELLED.split())


def addresses_in(text: str) -> tuple[list[Address], str]:
    """The addresses of a text, and the text with each of them blanked: their digits are no other facts."""
    found: list[Address] = []

    def take(match: re.Match[str]) -> str:
        written = match[0].rstrip(".,;:!?*_…")
        found.append(Address("url", written, plain_url(written)))
        return " " * len(written) + match[0][len(written) :]

    if "://" in text or _DOTTED.search(text):
        text = _URL.sub(take, text)
    for span in find_personal_data(text) if _may_be_personal(text) else ():
        written = text[span.start : span.end]
        kind: AddressKind = "email" if span.type == "EMAIL" else "phone" if span.type == "PHONE" else "other_person"
        plain = plain_email(written) if kind == "email" else plain_number(written)
        found.append(Address(kind, written, plain, span.type in _PRIVATE))
        text = text[: span.start] + " " * len(written) + text[span.end :]
    for service in _SERVICE.finditer(text):
        found.append(Address("phone", service[0], plain_number(service[0])))
        text = text[: service.start()] + " " * len(service[0]) + text[service.end() :]
    return found, text


def plain_url(url: str) -> str:
    """`tamarindo.example/planos`: where a link leads, however it is written."""
    return _SCHEME.sub("", url.lower(), count=1).rstrip("/")


def plain_email(email: str) -> str:
    email = fold(email).replace(GAP, "")
    for pattern, mark in _SAID.items():
        email = pattern.sub(mark, email)
    return email.replace(" ", "")


def plain_number(number: str) -> str:
    """Letters and digits alone; a Brazilian phone number without its country."""
    plain = _MARKS.sub("", fold(number).replace(GAP, ""))
    return plain[2:] if len(plain) in (12, 13) and plain.startswith("55") else plain


def stands_in(address: str, folded: str) -> bool:
    """Whether a folded text gives this very address, not one that merely contains it."""
    for match in re.finditer(rf"(?<![\w@.-]){re.escape(address)}(?![\w@-]|\.\w)", folded):
        if "/" not in address or not re.match(r"/?[\w?=&%#]", folded[match.end() :]):
            return True
    return False


def _may_be_personal(text: str) -> bool:
    """Without an at sign, a row of digits or digits in words there is nothing to look for."""
    return "@" in text or "arroba" in text or _DIGITS.search(text) is not None or _dictates(text)


def _dictates(text: str) -> bool:
    words = text.lower().split()
    return len(words) >= 7 and len([word for word in words if word.strip(",.-") in _DIGIT_WORDS]) >= 7
