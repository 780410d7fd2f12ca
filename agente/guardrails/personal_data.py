"""Where does a text name a person's documents, addresses or numbers?

Recall comes first: what is found is masked, and a masked order number costs less than a leaked document. Still, what
the words around it call an order, a code or an amount is left alone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, cast

from agente.guardrails.email_addresses import find_email_addresses
from agente.guardrails.folding import GAP, fold
from agente.guardrails.number_context import Cue, around
from agente.guardrails.numbers import kind_of_number
from agente.guardrails.spelled_digits import find_spelled_digits
from agente.kit.documents import is_cnpj

PersonalDataType = Literal["CPF", "CNPJ", "EMAIL", "PHONE", "CREDIT_CARD", "PIX_KEY", "CEP", "RG"]

_STATES = "ac|al|ap|am|ba|ce|df|es|go|ma|mt|ms|mg|pa|pb|pr|pe|pi|rj|rn|rs|ro|rr|sc|sp|se|to|m"
_UUID = re.compile(r"(?<![a-z0-9])[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}(?![a-z0-9])")
_CNPJ_WITH_LETTERS = re.compile(
    r"(?<![a-z0-9])(?=[a-z0-9./ -]{0,14}[a-z])"
    r"[a-z0-9]{2}[. ]?[a-z0-9]{3}[. ]?[a-z0-9]{3}[/ ]?[a-z0-9]{4}[- ]?\d\d(?![a-z0-9])"
)
_GAP = r"[ .\-/\\()\u200b\u00d7]{0,4}"
_RUN = re.compile(rf"(?:\+\s?)?\(?\d(?:{_GAP}\d)*")
# Parts of a run that are a number of their own: several were written side by side.
_PART = re.compile(
    r"(?<!\d)(?:\d{2}\.?\d{3}\.?\d{3} ?/ ?\d{4} ?-? ?\d\d|\d{3}\.\d{3}\.\d{3} ?[-./ ]? ?\d\d|\d{3} \d{3} \d{3}[ -]\d\d"
    r"|\d{4}([ .-]?)\d{4}\1\d{4}\1\d{4}(?:\d{3})?|\d{4}[ .-]?\d{6}[ .-]?\d{5}|\d{14}|\d{5}-\d{3}"
    r"|\d{1,2}\.\d{3}\.\d{3}-\d"
    r"|(?:\+?55[ -]?)?\(?0?\d\d\)?[ .-]{0,3}9?[ .-]?\d{4}[ .-]{0,3}\d{4}|9?[ .]?\d{4}-\d{4})(?!\d)"
)
_PAPER_LENGTHS = (44, 47, 48)  # a fiscal document's access key and a payment slip's line, in groups that mean nothing
_LONGEST = 19
_RG_STATE = re.compile(rf"(?<![a-z])(?:{_STATES})[ -]?$")
_RG_DIGIT = re.compile(r"\s?-?\s?x(?![a-z0-9])")
_DIGIT = re.compile("[0-9]")
_MARKS = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]`, in code points, is of this type."""

    start: int
    end: int
    type: PersonalDataType


Finder = Callable[[str], Iterator[Span]]


def find_personal_data(text: str) -> list[Span]:
    """All personal data in a text of any length, in order, none overlapping another."""
    folded = fold(text)
    taken = [Span(*span, "EMAIL") for span in find_email_addresses(folded)] if _may_hold_email(folded) else []
    finders: tuple[Finder, ...] = (_pix_keys, _cnpjs_with_letters, _numbers, _spelled_numbers)
    if not _DIGIT.search(folded):
        finders = (_spelled_numbers,)
    for finder in finders:
        known = list(taken)
        taken += [span for span in finder(folded) if not any(_overlap(span, other) for other in known)]
    return sorted(taken, key=lambda span: span.start)


def masked(text: str) -> str:
    """The text with `[CPF]`, `[EMAIL]` and so on in place of what was found; other characters stay as they are."""
    pieces, last = [], 0
    for span in find_personal_data(text):
        pieces += [text[last : span.start], f"[{span.type}]"]
        last = span.end
    return "".join([*pieces, text[last:]])


def _may_hold_email(folded: str) -> bool:
    return (
        "@" in folded or "arro" in folded or "aroba" in folded or " at " in folded or "at]" in folded or "at)" in folded
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _pix_keys(text: str) -> Iterator[Span]:
    for match in _UUID.finditer(text):
        context = around(text, match.start(), match.end())
        hyphened = "-" in match[0]
        if not context.other and (hyphened or context.says(Cue.PIX)):
            yield Span(match.start(), match.end(), "PIX_KEY")


def _cnpjs_with_letters(text: str) -> Iterator[Span]:
    for match in _CNPJ_WITH_LETTERS.finditer(text):
        chars = re.sub(r"[^a-z0-9]", "", match[0]).upper()
        said = around(text, match.start(), match.end()).says(Cue.CNPJ)
        marked = "/" in match[0] and "-" in match[0]
        solid = " " not in match[0] and sum(char.isdigit() for char in chars) >= 4
        if (is_cnpj(chars) and (said or solid)) or (said and marked):
            yield Span(match.start(), match.end(), "CNPJ")


def _numbers(text: str) -> Iterator[Span]:
    for run in _RUN.finditer(text):
        digits = _MARKS.sub("", run[0])
        if len(digits) < 5 or len(digits) in _PAPER_LENGTHS:
            continue
        if len(digits) <= _LONGEST and (span := _judge(text, run.start(), run.end(), 0)):
            yield span
            continue
        last = 0
        for part in _PART.finditer(run[0]):
            start, end = run.start() + part.start(), run.start() + part.end()
            if span := _judge(text, start, end, last):
                yield span
                last = span.end


def _judge(text: str, start: int, end: int, after: int) -> Span | None:
    written = text[start:end].replace(GAP, "")
    if written.startswith("(") and ")" not in written:
        written, start = written[1:], start + 1
    digits = _MARKS.sub("", written)
    context = around(text, start, end, after)
    tail = _RG_DIGIT.match(text, end)
    if tail and context.counted and (context.says(Cue.RG) or re.fullmatch(r"\d{1,2}\.\d{3}\.\d{3}", written)):
        return _rg(text, start, tail.end())
    kind = kind_of_number(written, digits, context)
    if (
        kind is None
        and not context.counted
        and _RG_STATE.search(text[max(0, start - 4) : start])
        and written.count(".") == 2
    ):
        kind = "RG" if len(digits) in (7, 8, 9) else None
    if kind == "RG":
        return _rg(text, start, tail.end() if tail else end)
    while text.startswith(GAP, end):  # the frame of a last keycap
        end += 1
    return Span(start, end, cast("PersonalDataType", kind)) if kind else None


def _rg(text: str, start: int, end: int) -> Span:
    """With the state's letters before it: "MG-12.345.678"."""
    state = _RG_STATE.search(text[max(0, start - 4) : start])
    return Span(start - len(state[0]) if state else start, end, "RG")


def _spelled_numbers(text: str) -> Iterator[Span]:
    for start, end, digits in find_spelled_digits(text):
        kind = kind_of_number(digits, digits, around(text, start, end))
        if kind:
            yield Span(start, end, cast("PersonalDataType", kind))
