"""May this reply be sent? What a model wrote is held against what vouches for it, before a customer sees any of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from agente.guardrails.checks.addresses import Address, addresses_in, plain_number, stands_in
from agente.guardrails.checks.facts import PackFacts
from agente.guardrails.checks.language import other_language
from agente.guardrails.checks.leaks import HiddenTexts, leaks, markup, secrets
from agente.guardrails.checks.offers import HALF, accepts_price, discounts
from agente.guardrails.checks.products import ProductNames
from agente.guardrails.checks.value import Key, Value
from agente.guardrails.checks.values import keys_in, values_in
from agente.guardrails.checks.wording import Wording, guaranteed_result, is_declined
from agente.guardrails.folding import fold
from agente.guardrails.sentences import sentences
from agente.packs.models import Locale, Product
from agente.packs.pack import Pack

BreachKind = Literal[
    "amount", "number", "date", "time", "phone", "url", "email", "product", "promise", "discount", "prompt_leak",
    "secret", "other_person", "topic", "language", "length", "markup",
]  # fmt: skip
MAX_CHARACTERS = 3000
_PROMPT_RUN = 8  # words of our own instructions in a row that nobody says by chance
_INSTRUCTIONS_RUN = 12  # of the pack's instructions, which hold facts as well
_INSTALMENTS = "x"  # "12x" is never vouched for by another 12
_WHOLE = Decimal(100)  # "100% na nuvem" is a way to speak
# What a reply may count by itself: it has them before its eyes.
_LISTED = (
    "plano opcao produto passo etapa forma maneira item alternativa pergunta plan option product step way"
    " question opcion producto paso manera pregunta ponto detalhe coisa thing detail"
)
_OWN_COUNTS = frozenset(_LISTED.split())
# Names of a tool's numbers that are no money, and no percentage.
_NAMES_A_COUNT = re.compile(r"quant|qty|count|users|usuario|minut|days|dias|hour|hora|duration|score|(?:^|_)id$")
_NAMES_NO_AMOUNT = re.compile(_NAMES_A_COUNT.pattern + "|percent|pct")
_KINDS: Mapping[str, BreachKind] = {"amount": "amount", "time": "time", "date": "date"}  # the others are numbers


@dataclass(frozen=True, slots=True)
class Breach:
    """`detail` is what the reply says, in its own words: it may hold personal data, and so goes into no log."""

    kind: BreachKind
    detail: str


@dataclass(frozen=True)
class Evidence:
    """What vouches for one turn's reply, read once however many sentences are held against it.

    `texts`: the passages that the model was shown, the local draft, and what we said earlier in the conversation.
    `results`: what this turn's tools returned, as JSON values; a bare number in one vouches for any quantity.
    """

    texts: tuple[str, ...] = ()
    results: tuple[Mapping[str, Any], ...] = ()

    @cached_property
    def keys(self) -> frozenset[Key]:
        return frozenset().union(*map(keys_in, (*self.texts, *(text for _, text in self._flat))))

    def returned(self, value: Value) -> bool:
        """Whether a tool returned this number, under a name that does not say that it is something else."""
        names = self._numbers.get(value.number, ()) if value.number is not None else ()
        other = _NAMES_NO_AMOUNT if value.kind == "amount" else _NAMES_A_COUNT if value.kind == "percent" else None
        return any(other is None or not other.search(name) for name in names)

    @cached_property
    def plain(self) -> str:
        """All of it folded, to look words up in."""
        return fold("\n".join((*self.texts, *(text for _, text in self._flat))))

    @cached_property
    def squeezed(self) -> str:
        """Its letters and digits alone, to look numbers up in."""
        return plain_number(self.plain)

    @cached_property
    def _numbers(self) -> Mapping[Decimal, list[str]]:
        named: dict[Decimal, list[str]] = {}
        for number, text in self._flat:
            if number is not None:
                named.setdefault(number, []).append(text.partition(":")[0].lower())
        return named

    @cached_property
    def _flat(self) -> list[tuple[Decimal | None, str]]:
        return [leaf for result in self.results for leaf in _leaves(result)]


class OutputGuard:
    """Prepared once for a pack. `hidden` are the prompts as they are sent, without passages or customers' words."""

    def __init__(self, pack: Pack, hidden: Sequence[str] = ()) -> None:
        self._facts = PackFacts(pack)
        self._products = ProductNames(pack)
        self._wording = Wording(pack.policies.forbidden_promises, pack.policies.forbidden_topics)
        instructions = [
            text
            for override in pack.specialists.values()
            if override.instructions
            for text in (
                [override.instructions] if isinstance(override.instructions, str) else override.instructions.values()
            )
        ]
        public = self._facts.texts
        self._prompts = HiddenTexts(hidden, [*public, *instructions], _PROMPT_RUN)
        self._instructions = HiddenTexts(instructions, public, _INSTRUCTIONS_RUN)

    def check(
        self, text: str, evidence: Evidence, *, locale: Locale, customer_texts: Sequence[str] = ()
    ) -> tuple[Breach, ...]:
        """What is wrong with a reply or a sentence of one; empty when it may be sent. Never raises, does no I/O."""
        customer = Evidence(tuple(customer_texts))
        found = [*self._form(text, evidence, locale)]
        addresses, prose = addresses_in(text)
        pieces = [fold(sentence) for sentence in sentences(prose)]
        found += (Breach(a.kind, a.written) for a in addresses if not self._is_known(a, evidence, customer))
        found += (
            Breach("product", name) for name in self._products.invented(prose) if fold(name) not in evidence.plain
        )
        stated = values_in(pieces, locale)
        named = self._products.named(" ".join(pieces)) if any(stated) else []
        for sentence, values in zip(pieces, stated, strict=True):
            found += self._wording_of(sentence, evidence, locale)
            found += self._values_of(sentence.strip(), values, named, evidence, customer, locale)
        return tuple(dict.fromkeys(found))

    def _form(self, text: str, evidence: Evidence, locale: Locale) -> Iterator[Breach]:
        """What no fact excuses: what is ours to know, code, another language."""
        folded = fold(text)
        if len(text) > MAX_CHARACTERS:
            yield Breach("length", f"{len(text)} characters")
        for hidden in (self._prompts, self._instructions):
            if (shown := hidden.shown(folded)) and shown not in evidence.plain:
                yield Breach("prompt_leak", shown)
        yield from (Breach("prompt_leak", leak) for leak in leaks(text, folded))
        yield from (Breach("secret", secret) for secret in secrets(text))
        yield from (Breach("markup", mark) for mark in markup(text))
        if language := other_language(text, locale):
            yield Breach("language", language)

    def _wording_of(self, sentence: str, evidence: Evidence, locale: Locale) -> Iterator[Breach]:
        yield from (Breach("promise", promise) for promise in self._wording.promises(sentence, locale))
        if (result := guaranteed_result(sentence, locale)) and result not in evidence.plain:
            yield Breach("promise", result)
        topics = self._wording.topics(sentence, locale)
        yield from (Breach("topic", topic) for topic in topics if topic not in evidence.plain)

    def _values_of(
        self,
        sentence: str,
        values: Sequence[Value],
        named: Sequence[Product],
        evidence: Evidence,
        customer: Evidence,
        locale: Locale,
    ) -> Iterator[Breach]:
        if offered := discounts(sentence, values):
            yield from self._discounts(offered, named, evidence, customer, locale)
        if not values or sentence in evidence.plain:
            return
        here = self._products.named(sentence) if named else []
        for value in values:
            if value in offered:
                continue
            wrong = self._products.contradicts(here, value)
            if not wrong and (self._is_vouched(value, evidence) or self._products.say(named, value)):
                continue
            # "Para 5 usuários" may be repeated to who said so; their "5 lojas" makes no five users of a plan's two.
            said = not customer.keys.isdisjoint(value.keys if wrong else _readings(value))
            if not said or (value.kind == "amount" and accepts_price(value, sentence, locale)):
                yield Breach(_KINDS.get(value.kind, "number"), value.written)

    def _discounts(
        self, offered: Sequence[Value], named: Sequence[Product], evidence: Evidence, customer: Evidence, locale: Locale
    ) -> Iterator[Breach]:
        """What the customer asked for may be repeated to decline it; what is granted must stand within the limit."""
        for value in offered:
            asked = not customer.keys.isdisjoint(value.keys) or value.unit == HALF
            if asked and is_declined(value.before, locale):
                continue
            known = not evidence.keys.isdisjoint(value.keys) or evidence.returned(value)
            known = known or self._products.say(named, value)
            if not known or self._facts.exceeds_limit(value.number):
                yield Breach("discount", value.written)

    def _is_vouched(self, value: Value, evidence: Evidence) -> bool:
        known = evidence.keys
        if evidence.returned(value) or any(key in known or key in self._facts.keys for key in value.keys):
            return True
        if value.kind in ("count", "number"):
            bare = value.unit != _INSTALMENTS and ("value", value.number) in known
            return bare or (value.unit in _OWN_COUNTS and self._facts.has_at_least(value))
        if value.kind == "date":
            return any(_day_known(key, known) or _day_known(key, self._facts.keys) for key in value.keys)
        return value.kind == "percent" and value.number == _WHOLE

    def _is_known(self, address: Address, evidence: Evidence, customer: Evidence) -> bool:
        sources = (evidence, customer)
        if address.kind in ("url", "email"):
            known = address.plain in self._facts.addresses or any(stands_in(address.plain, s.plain) for s in sources)
            return known or address.plain in {a.plain for text in customer.texts for a in addresses_in(text)[0]}
        known = address.plain in self._facts.squeezed or any(address.plain in source.squeezed for source in sources)
        return known or address.plain in {a.plain for text in customer.texts for a in addresses_in(text)[0]}


def _leaves(value: Any, name: str = "") -> Iterator[tuple[Decimal | None, str]]:
    """The numbers and the texts of JSON values, each text after its name: "Usuários incluídos: 2"."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, str(key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner, name)
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        yield Decimal(str(value)), f"{name}: {value}"
    elif value is not None:
        yield None, f"{name}: {value}"


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
