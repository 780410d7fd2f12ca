"""May this reply be sent? What a model wrote is held against what vouches for it, before a customer sees any of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from agente.guardrails.checks.addresses import Address, addresses_in
from agente.guardrails.checks.evidence import Evidence as Evidence
from agente.guardrails.checks.facts import PackFacts
from agente.guardrails.checks.language import other_language
from agente.guardrails.checks.leaks import HiddenTexts, leaks, markup, secrets, words_of
from agente.guardrails.checks.offers import HALF, accepts_price, discounts
from agente.guardrails.checks.products import ProductNames
from agente.guardrails.checks.value import Key, Value
from agente.guardrails.checks.values import INSTALMENTS, values_in
from agente.guardrails.checks.wording import Wording, guaranteed_result, is_declined
from agente.guardrails.folding import fold
from agente.guardrails.sentences import sentences
from agente.guardrails.text import clean
from agente.packs.models import Locale, Product
from agente.packs.pack import Pack

BreachKind = Literal[
    "amount", "number", "date", "time", "phone", "url", "email", "product", "promise", "discount", "prompt_leak",
    "secret", "other_person", "topic", "language", "length", "markup",
]  # fmt: skip
MAX_CHARACTERS = 3000
_PROMPT_RUN = 8  # words of our own instructions in a row that nobody says by chance
_INSTRUCTIONS_RUN = 12  # of the pack's instructions, which hold facts as well
_WHOLE = Decimal(100)  # "100% na nuvem" is a way to speak
# What a reply may count by itself: it has them before its eyes.
_LISTED = (
    "plano opcao produto passo etapa forma maneira item alternativa pergunta plan option product step way"
    " question opcion producto paso manera pregunta ponto detalhe coisa thing detail"
)
_OWN_COUNTS = frozenset(_LISTED.split())
_KINDS: Mapping[str, BreachKind] = {"amount": "amount", "time": "time", "date": "date"}  # the others are numbers


@dataclass(frozen=True, slots=True)
class Breach:
    """`detail` is what the reply says, in its own words: it may hold personal data, and so goes into no log."""

    kind: BreachKind
    detail: str


class _Turn(NamedTuple):
    evidence: Evidence
    customer: Evidence  # what the customer said: it may be repeated, and vouches for no price and no discount
    locale: Locale


class OutputGuard:
    """Prepared once for a pack. `hidden` are the prompts as they are sent, without passages or customers' words."""

    def __init__(self, pack: Pack, hidden: Sequence[str] = ()) -> None:
        self._facts = PackFacts(pack)
        self._products = ProductNames(pack)
        self._wording = Wording(pack.policies.forbidden_promises, pack.policies.forbidden_topics)
        instructions = [*_instructions(pack)]
        public = self._facts.texts
        self._prompts = HiddenTexts(hidden, [*public, *instructions], _PROMPT_RUN)
        self._instructions = HiddenTexts(instructions, public, _INSTRUCTIONS_RUN)

    def check(
        self, text: str, evidence: Evidence, *, locale: Locale, customer_texts: Sequence[str] = ()
    ) -> tuple[Breach, ...]:
        """What is wrong with a reply or a sentence of one; empty when it may be sent. Never raises, does no I/O.

        `customer_texts` are what this customer wrote in the conversation. Of a reply that is far too long only that
        is said.
        """
        if len(text) > MAX_CHARACTERS:
            return (Breach("length", f"{len(text)} characters"),)
        text = clean(text)
        turn = _Turn(evidence, Evidence(tuple(customer_texts)), locale)
        addresses, prose = addresses_in(text)
        pieces = [fold(sentence) for sentence in sentences(prose)]
        stated = values_in(pieces, locale)
        named = self._products.named(" ".join(pieces)) if any(stated) else []
        found = [*self._form(text, prose, turn), *self._addresses(addresses, turn), *self._names(prose, turn)]
        for sentence, values in zip(pieces, stated, strict=True):
            found += self._wording_of(sentence, turn)
            offered = discounts(sentence, values)
            found += self._discounts(offered, named, turn)
            found += self._values(sentence, [value for value in values if value not in offered], named, turn)
        return tuple(dict.fromkeys(found))

    def _form(self, text: str, prose: str, turn: _Turn) -> Iterator[Breach]:
        """What no fact excuses: what is ours to know, code, another language. `prose` is without addresses."""
        folded = fold(prose)
        words = words_of(folded)
        for hidden in (self._prompts, self._instructions):
            if (shown := hidden.shown(folded, words)) and shown not in turn.evidence.words:
                yield Breach("prompt_leak", shown)
        yield from (Breach("prompt_leak", leak) for leak in leaks(prose, folded))
        yield from (Breach("secret", secret) for secret in secrets(text))
        yield from (Breach("markup", mark) for mark in markup(text))
        if language := other_language(prose, turn.locale):
            yield Breach("language", language)

    def _addresses(self, addresses: Sequence[Address], turn: _Turn) -> Iterator[Breach]:
        for address in addresses:
            # Whose document stands in the material or in a tool's result is not known; only the customer's own is said.
            public = not address.is_private and (self._facts.gives(address) or turn.evidence.gives(address))
            if not (public or turn.customer.gives(address)):
                yield Breach(address.kind, address.written)

    def _names(self, prose: str, turn: _Turn) -> Iterator[Breach]:
        invented = self._products.invented(prose)
        yield from (Breach("product", name) for name in invented if fold(name) not in turn.evidence.plain)

    def _wording_of(self, sentence: str, turn: _Turn) -> Iterator[Breach]:
        yield from (Breach("promise", promise) for promise in self._wording.promises(sentence, turn.locale))
        if (result := guaranteed_result(sentence, turn.locale)) and result not in turn.evidence.plain:
            yield Breach("promise", result)
        topics = self._wording.topics(sentence, turn.locale)
        yield from (Breach("topic", topic) for topic in topics if topic not in turn.evidence.plain)

    def _discounts(self, offered: Sequence[Value], named: Sequence[Product], turn: _Turn) -> Iterator[Breach]:
        """What the customer asked for may be repeated to decline it; what is granted must stand within the limit."""
        for value in offered:
            asked = not turn.customer.keys.isdisjoint(value.keys) or value.unit == HALF
            if asked and is_declined(value.before, turn.locale):
                continue
            known = not turn.evidence.keys.isdisjoint(value.keys) or turn.evidence.returned(value)
            known = known or self._products.say(named, value)
            if not known or self._facts.exceeds_limit(value.number):
                yield Breach("discount", value.written)

    def _values(
        self, sentence: str, values: Sequence[Value], named: Sequence[Product], turn: _Turn
    ) -> Iterator[Breach]:
        here = self._products.named(sentence) if named and values else []
        for value in values:
            wrong = self._products.contradicts(here, value)
            if not wrong and (self._is_vouched(value, turn.evidence) or self._products.say(named, value)):
                continue
            # "Para 5 usuários" may be repeated to who said so; their "5 lojas" makes no five users of a plan's two.
            said = not turn.customer.keys.isdisjoint(value.keys if wrong else _readings(value))
            if not said or (value.kind == "amount" and accepts_price(value, sentence, turn.locale)):
                yield Breach(_KINDS.get(value.kind, "number"), value.written)

    def _is_vouched(self, value: Value, evidence: Evidence) -> bool:
        known = evidence.keys
        if evidence.returned(value) or any(key in known or key in self._facts.keys for key in value.keys):
            return True
        if value.kind in ("count", "number"):
            bare = value.unit != INSTALMENTS and ("value", value.number) in known
            return bare or (value.unit in _OWN_COUNTS and self._facts.may_be_counted(value))
        if value.kind == "date":
            return any(_day_known(key, known) or _day_known(key, self._facts.keys) for key in value.keys)
        return value.kind == "percent" and value.number == _WHOLE


def _instructions(pack: Pack) -> Iterator[str]:
    for override in pack.specialists.values():
        text = override.instructions
        yield from () if text is None else (text,) if isinstance(text, str) else text.values()


def _readings(value: Value) -> frozenset[Key]:
    """How a customer may have said it: a count also as a bare number, a date also without its year."""
    keys = set(value.keys)
    if value.kind in ("count", "number", "amount"):
        keys.add(("value", value.number))
    keys.update(("day_month", key[1], key[2]) for key in value.keys if key[0] == "date")
    return frozenset(keys)


def _day_known(key: Key, known: frozenset[Key]) -> bool:
    """A date without its year is the one that is known with it; with another year it is another."""
    if key[0] != "date":
        return key in known
    _, day, month, year = key
    return ("date", day, month, None) in known or (year is None and ("day_month", day, month) in known)
