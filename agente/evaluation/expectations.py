"""Is a reply what a pack's conversation test expects? One check for each thing that is expected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, get_args

from agente.evaluation.rehearsal import Answer
from agente.knowledge.analysis import words
from agente.packs.models import Expectation, Qualification, Success

Kind = Literal[
    "intent", "specialist", "facts", "fields", "handoff", "booking", "language", "judged", "guard", "failure",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
FREE_TEXT = frozenset({"need", "timeline"})
SHORTEST_PHONE = 8  # without its area code
UNKNOWN = "none"  # expected of a field: it must not be known
_DONE = {"book": "booked", "move": "moved", "cancel": "cancelled"}


@dataclass(frozen=True, slots=True)
class Check:
    kind: Kind
    name: str  # as in the expectation, such as "says" or "fields.email"
    expected: str
    got: str
    holds: bool


def check(answer: Answer, expected: Expectation, qualification: Qualification | None) -> list[Check]:
    """Everything that was expected, and whether it holds; a failure of the assistant is a check of its own."""
    draft = answer.draft
    checks = [
        _same("intent", "intent", expected.intent, draft.intent.name if draft else None),
        _same("specialist", "agent", expected.agent, draft.agent if draft else None),
        _same("facts", "source", expected.source, draft.source if draft else "none"),
        *_said(expected, draft.text if draft else ""),
        _cites(expected.cites, [citation.document for citation in draft.citations] if draft else []),
        *_fields(expected.fields, answer.fields, qualification),
        _same("fields", "lead", expected.lead, answer.lead),
        _same("handoff", "handoff", expected.handoff, draft is not None and draft.handoff is not None),
        _same("handoff", "handoff_reason", expected.handoff_reason, draft.handoff if draft else None),
        _same("booking", "booking", expected.booking, _booking(answer)),
        _same("language", "locale", expected.locale, draft.locale if draft else None),
        *_faults(answer),
    ]
    return [made for made in checks if made]


def check_success(
    answers: Sequence[Answer], wanted: Success, qualification: Qualification | None, judged: Iterable[Check] = ()
) -> list[Check]:
    """What a whole conversation came to, held against what a scenario wants; `judged` is what a model found."""
    drafts = [answer.draft for answer in answers if answer.draft]
    handoffs = [draft.handoff for draft in drafts if draft.handoff]
    bookings = [done for answer in answers if (done := _booking(answer)) != "none"]
    last = answers[-1]
    checks = [
        _same("fields", "lead", wanted.lead, last.lead),
        *_fields(wanted.fields, last.fields, qualification),
        _same("booking", "booking", wanted.booking, bookings[-1] if bookings else "none"),
        _same("handoff", "handoff", wanted.handoff, bool(handoffs)),
        _same("handoff", "handoff_reason", wanted.handoff_reason, handoffs[0] if handoffs else None),
        *_said(wanted, "\n".join(draft.text for draft in drafts)),
        *judged,
        *(fault for answer in answers for fault in _faults(answer)),
    ]
    return [made for made in checks if made]


def _faults(answer: Answer) -> Iterator[Check]:
    """What nobody has to expect for it to count."""
    for breach in answer.breaches:
        yield Check("guard", "breach", "", f"{breach.kind}: {breach.detail}", holds=False)
    if answer.failure:
        yield Check("failure", "failure", "", answer.failure, holds=False)


def _same(kind: Kind, name: str, expected: str | bool | None, got: str | bool | None) -> Check | None:
    return None if expected is None else Check(kind, name, _shown(expected), _shown(got), expected == got)


def _said(expected: Expectation | Success, text: str) -> Iterator[Check]:
    plain = _plain(text)
    for piece in expected.says:
        yield Check("facts", "says", piece, text, _plain(piece) in plain)
    for piece in expected.says_not:
        yield Check("facts", "says_not", piece, text, _plain(piece) not in plain)


def _cites(expected: str | None, documents: list[str]) -> Check | None:
    if expected is None:
        return None
    cited = [document.removeprefix("knowledge/") for document in documents]
    holds = expected.removeprefix("knowledge/") in cited
    return Check("facts", "cites", expected, ", ".join(documents), holds)


def _fields(
    expected: Mapping[str, object], known: Mapping[str, Any], qualification: Qualification | None
) -> Iterator[Check]:
    texts = {field.name for field in qualification.fields if field.type == "text"} if qualification else set()
    for name, wanted in expected.items():
        got = known.get(name)
        holds = (
            got is None if wanted == UNKNOWN else got is not None and matches(wanted, got, name in texts | FREE_TEXT)
        )
        yield Check("fields", f"fields.{name}", _shown(wanted), _shown(got), holds)


def matches(wanted: object, got: object, free_text: bool = False) -> bool:
    """Whether two values of a field mean the same: accents, capitals and punctuation do not count.

    A number stands for a range that has it as a bound, digits for a phone or document with them; of free text it is
    enough that it contains what is wanted.
    """
    if isinstance(got, Mapping):
        bounds = (got.get("min"), got.get("max"))
        return any(bound is not None and matches(wanted, bound) for bound in bounds)
    if isinstance(wanted, bool) or isinstance(got, bool):
        return wanted is got
    if (number := _number(wanted)) is not None and number == _number(got):
        return True
    digits, held = _digits(wanted), _digits(got)
    if digits and held and len(digits) >= SHORTEST_PHONE:
        return held in (digits, f"55{digits}")
    folded, found = _folded(wanted), _folded(got)
    return folded in found if free_text else folded == found


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _digits(value: object) -> str | None:
    """The digits of a phone number or a document; None for a text that has letters."""
    text = str(value)
    return None if any(map(str.isalpha, text)) else "".join(filter(str.isdecimal, text))


def _folded(value: object) -> str:
    text = str(value)
    return text.casefold() if "@" in text else f" {' '.join(words(text))} "


def _booking(answer: Answer) -> str:
    request = answer.draft.booking if answer.draft else None
    return _DONE[request.action] if request else "none"


def _plain(text: str) -> str:
    """Capitals and the kind of white space do not count."""
    return " ".join(text.casefold().split())


def _shown(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {part}" for name, part in value.items() if part is not None)
    return str(value)
