"""What vouches for a reply."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from agente.guardrails.checks.addresses import Address, addresses_in, plain_number, stands_in
from agente.guardrails.checks.value import Key, Value
from agente.guardrails.checks.values import keys_in
from agente.guardrails.folding import fold

_WORD = re.compile(r"[^\W_]+")
# Names of a tool's numbers that are no money, and no percentage.
_NAMES_A_COUNT = re.compile(r"quant|qty|count|users|usuario|minut|days|dias|hour|hora|duration|score|(?:^|_)id$")
_NAMES_NO_AMOUNT = re.compile(_NAMES_A_COUNT.pattern + "|percent|pct")


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
        returned = ";\n".join(text for _, text in self._flat)
        return keys_in(returned).union(*map(keys_in, self.texts))

    def returned(self, value: Value) -> bool:
        """Whether a tool returned this number, under a name that does not say that it is something else."""
        names = self._numbers.get(value.number, ()) if value.number is not None else ()
        other = _NAMES_NO_AMOUNT if value.kind == "amount" else _NAMES_A_COUNT if value.kind == "percent" else None
        return any(other is None or not other.search(name) for name in names)

    def gives(self, address: Address) -> bool:
        """Whether it names this address of the web or of a person, however it is written there."""
        if address.kind in ("url", "email"):
            found = stands_in(address.plain, self.plain)
        else:
            found = address.plain in self.squeezed
        return found or any(address.plain == other.plain for text in self.texts for other in addresses_in(text)[0])

    @cached_property
    def plain(self) -> str:
        """All of it folded, to look words up in."""
        return fold("\n".join((*self.texts, *(text for _, text in self._flat))))

    @cached_property
    def words(self) -> str:
        """Its words alone, to look for runs of words."""
        return " ".join(_WORD.findall(self.plain))

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
