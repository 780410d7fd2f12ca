"""Does a reply name money that nobody vouched for?"""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from agente.guardrails.checks.numerals import parse

_NUMBER = r"\d+(?:[.,]\d+)*"
_AMOUNT = re.compile(
    rf"(?:R\$|US\$|[$€£]|\b(?:BRL|USD|EUR)\b)\s?({_NUMBER})(?:\s?(mil)\b)?"
    rf"|({_NUMBER})\s?(?:(mil)\s)?(?:de )?(?:reais|real|dollars|d[óo]lares|euros|pesos)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


def amounts(text: str) -> frozenset[Decimal]:
    """The amounts of money that a text names, written the Brazilian or the English way, without their currency."""
    return frozenset(value for _, value in _find(text))


def unsupported_amounts(reply: str, allowed: Collection[Decimal]) -> list[str]:
    """The amounts of money in the reply, as written there, that are not among the allowed ones."""
    return [written for written, value in _find(reply) if value not in allowed]


def _find(text: str) -> Iterator[tuple[str, Decimal]]:
    if not _DIGIT.search(text):
        return
    for match in _AMOUNT.finditer(text):
        number = parse(match[1] or match[3])
        yield match[0], number * 1000 if match[2] or match[4] else number
