"""What did the customer tell of themselves? The details of a lead, read from their messages and normalised."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from agente.kit.patterns import regex
from agente.leads.attribution import CORRECTION, chosen
from agente.leads.companies import company_in
from agente.leads.corrections import corrected_company, corrected_person
from agente.leads.documents import documents_in
from agente.leads.emails import Email, address_of, corrected_domain, emails_in
from agente.leads.money import Budget, budget_in
from agente.leads.names import corrected_name, name_in, owner_of
from agente.leads.needs import is_vague, need_in, stated_need
from agente.leads.numerals import numbers_in
from agente.leads.phones import Phone, area_code, corrected_number, phones_in
from agente.leads.questions import field_asked, fields_asked
from agente.leads.second_opinion import DOUBTED, revised
from agente.leads.span_features import FIELDS
from agente.leads.spans import shipped
from agente.leads.teams import team_size_in
from agente.leads.timelines import timeline_in
from agente.leads.wording import Message, fold, read, words

_TEXTS: Final = ("name", "email", "phone", "company", "need", "timeline", "document")


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of the person to deal with; None is unknown."""

    name: str | None = None
    email: str | None = None  # in small letters
    phone: str | None = None  # E.164
    company: str | None = None
    need: str | None = None  # in their words
    budget: Budget | None = None
    timeline: str | None = None  # in their words
    team_size: int | None = None
    document: str | None = None  # CPF or CNPJ without punctuation
    document_valid: bool | None = None  # by its check digits

    def to_json(self) -> dict[str, Any]:
        """Only what is known, as JSON values; money as numbers."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        known = {name: value for name, value in values.items() if value is not None}
        return known | ({"budget": self.budget.to_json()} if self.budget else {})

    @classmethod
    def from_json(cls, known: Mapping[str, Any]) -> "Details":
        """The details among these fields; what has another shape than ours is left out."""
        values: dict[str, Any] = {name: known[name] for name in _TEXTS if isinstance(known.get(name), str)}
        if isinstance(size := known.get("team_size"), int) and not isinstance(size, bool):
            values["team_size"] = size
        if isinstance(valid := known.get("document_valid"), bool):
            values["document_valid"] = valid
        if isinstance(budget := known.get("budget"), Mapping):
            values["budget"] = _budget(budget)
        return cls(**values)


_BETWEEN: Final = regex(r"\s*(?:[;\n/|]|,(?!\d)| - )\s*")
_LONGEST_LIST: Final = 200
_INTRODUCING: Final = words("chamo nome sou name llamo nombre")
# Of the likeliest word: below that, no clause is judged. Three of four messages end there, and no need is lost by it.
_NEED_POSSIBLE: Final = 0.02
NOTHING: Final = Details()


def details_in(text: str, *, asked: str | None = None, known: Details = NOTHING) -> Details:
    """All that is known after this message: what it says replaces what was known.

    `asked` names the field that the agent's last message asked for: then a bare answer counts. Reads the first
    2,000 characters.
    """
    message = read(text)
    corrects = CORRECTION.search(message.folded) is not None
    documents = documents_in(message, asked == "document")
    emails = emails_in(message, asked == "email")
    taken = [(document.start, document.end) for document in documents] + [(email.start, email.end) for email in emails]
    phones = phones_in(message, asked == "phone", taken)
    numbers = [
        number
        for number in numbers_in(message)
        if not any(number.start < end and start < number.end for start, end in taken)
        and not any(number.start < phone.end and phone.start < number.end for phone in phones)
    ]
    stated = stated_need(message, taken)
    document = chosen(message, documents)
    email = chosen(message, emails, asked == "email") or address_of(known.name, emails)
    size = team_size_in(message, numbers, asked == "team_size", known.team_size is not None, known.need)
    # The tagger marks numbers, so what is summed up has no place that it could doubt.
    told = [(size.start, size.end)] if size and not size.summed else []
    found: dict[str, Any] = {
        "name": (owner_of(message, email) if email else None)
        or _name(message, asked == "name", bool(emails or phones or documents), known.name),
        "email": _email(message, email, known.email),
        "phone": _phone(message, phones, known, asked == "phone"),
        "company": (corrected_company(message, known.company) if known.company else None)
        or company_in(message, asked == "company"),
        "budget": budget_in(message, numbers, asked == "budget"),
        "timeline": timeline_in(
            message, asked == "timeline", stated, known=known.timeline is not None, wanting=known.need is not None
        ),
        "team_size": size.people if size else None,
        "document": document.number if document else None,
        "document_valid": document.valid if document else None,
    }
    later = asked is not None or known != NOTHING
    doubtful = stated is not None or any(found.get(field) is not None for field in DOUBTED)
    reading = shipped().read(message, asked, later, thorough=doubtful).outside(taken)
    names = [name for name in (found["name"], found["company"]) if name]
    # "Quero pagar no boleto" later on is a wish, not another need.
    if not known.need or asked == "need" or corrects or is_vague(known.need):
        possible = reading.likelihood("need", 0, len(message.text)) >= _NEED_POSSIBLE
        found["need"] = need_in(message, stated, asked == "need", taken, names, possible)
    free = {name for name in FIELDS if getattr(known, name) is None or (name == asked and name != "need")}
    found |= revised(message, reading, found, numbers, asked, free, known.need, told)
    if asked == "company" and found["name"] == found["company"]:  # "Renan Refrigeração", "meu nome é Paulo Reis"
        found["company" if message.mentions(_INTRODUCING) else "name"] = None
    return replace(known, **{name: value for name, value in found.items() if value is not None})


def _listed(text: str, several: tuple[str, ...], details: Details) -> Details:
    """With what a list gives, an answer for each thing that was asked: "Rui, Construtora Lima, 11 98888-7777"."""
    pieces = [piece for piece in _BETWEEN.split(text[:_LONGEST_LIST].strip(" .,;\n")) if piece.strip()]
    if len(pieces) != len(several):
        return details
    for piece, name in zip(pieces, several, strict=True):
        value = getattr(details_in(piece, asked=name), name)
        if value is not None:
            details = replace(details, **{name: value})
    return details


def details_of(messages: Iterable[tuple[str, str]]) -> Details:
    """The details in a conversation: pairs of role (`customer`, `agent`, ...) and text, oldest first."""
    known = NOTHING
    asked: str | None = None
    several: tuple[str, ...] = ()
    open_question: str | None = None  # that the customer met with one of their own
    for role, text in messages:
        if role == "customer":
            known = details_in(text, asked=asked, known=known)
            if len(several) > 1:
                known = _listed(text, several, known)
            open_question = asked if asked and getattr(known, asked) is None and "?" in text else None
            asked, several = None, ()
        else:
            folded = fold(text)
            # An agent that only explains itself still waits for the answer.
            asked = field_asked(folded) or (open_question if "?" not in text else None)
            open_question = None
            several = fields_asked(folded)
    return known


def _name(message: Message, asked: bool, has_contact: bool, known: str | None) -> str | None:
    name = name_in(message, asked, has_contact)
    if known is None or name is not None:
        return name
    return corrected_person(message, known) or corrected_name(message)


def _email(message: Message, email: Email | None, known: str | None) -> str | None:
    if email:
        return email.address
    return corrected_domain(message, known) if known else None


def _phone(message: Message, phones: list[Phone], known: Details, asked: bool) -> str | None:
    phone = chosen(message, phones, asked)
    if phone is None:
        return corrected_number(message, known.phone) if known.phone else None
    if phone.number:
        return phone.number
    if (code := area_code(message)) is not None:
        return f"+55{code}{phone.local}"
    if known.phone and known.phone.startswith("+55"):
        return known.phone[:5] + phone.local  # the same area code
    return None


def _budget(known: Mapping[str, Any]) -> Budget | None:
    try:
        bounds = [None if known.get(bound) is None else Decimal(str(known[bound])) for bound in ("min", "max")]
    except InvalidOperation:
        return None
    currency = known.get("currency")
    return Budget(bounds[0], bounds[1], currency if isinstance(currency, str) else None) if any(bounds) else None
