"""Who wrote a property last, we or a person? What a person changed in the CRM is not written over."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

TRIED = "tried"  # in a receipt: what attempts since the last success may have written
Ours = Mapping[str, Collection[str]]  # property -> digests of values that are there, if they are, by our doing


def to_write(wanted: Mapping[str, str], current: Mapping[str, str | None], ours: Ours) -> dict[str, str]:
    """What of `wanted` differs from `current` and is ours to change: empty there, or still as we left it."""
    return {name: value for name, value in wanted.items() if _may_change(name, value, current.get(name), ours)}


def edited(wanted: Mapping[str, str], current: Mapping[str, str | None], ours: Ours) -> list[str]:
    """Names of the properties that a person has changed to something else than we know."""
    kept = to_write(wanted, current, ours)
    return sorted(name for name, value in wanted.items() if name not in kept and (current.get(name) or "") != value)


def digests(values: Mapping[str, str | None]) -> dict[str, str]:
    """What is remembered of what was written; not the values, which may be personal."""
    return {name: _digest(value) for name, value in values.items() if value}


def ours_of(part: Mapping[str, Any], receipt: Mapping[str, Any]) -> Ours:
    """`part` is the receipt's own of one object: what it was left with, or what a lost answer may have left there."""
    written, tried = part.get("written", {}), receipt.get(TRIED, {})
    return {name: {written.get(name), *tried.get(name, ())} - {None} for name in {*written, *tried}}


def with_tried(receipt: Mapping[str, Any], values: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The receipt, with what is about to be written: should the answer be lost, it is known as ours."""
    tried = {name: list(known) for name, known in receipt.get(TRIED, {}).items()}
    for name, value in values:
        known = tried.setdefault(name, [])
        if (digest := _digest(value)) not in known:
            known.append(digest)
    return {**receipt, TRIED: tried} if tried else dict(receipt)


def _may_change(name: str, value: str, current: str | None, ours: Ours) -> bool:
    if not current:
        return True
    return current != value and _digest(current) in ours.get(name, ())


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:16]
