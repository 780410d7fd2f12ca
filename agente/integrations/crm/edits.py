"""Who wrote a property last, we or a person? What a person changed in the CRM is not written over."""

import hashlib
from collections.abc import Mapping

Written = Mapping[str, str]  # property -> digest of what we wrote last, as the vendor gave it back


def to_write(wanted: Mapping[str, str], current: Mapping[str, str | None], written: Written) -> dict[str, str]:
    """What of `wanted` differs from `current` and is ours to change: empty there, or still as we left it."""
    return {name: value for name, value in wanted.items() if _ours(name, value, current.get(name), written)}


def edited(wanted: Mapping[str, str], current: Mapping[str, str | None], written: Written) -> list[str]:
    """Names of the properties that a person has changed to something else than we know."""
    kept = to_write(wanted, current, written)
    return sorted(name for name, value in wanted.items() if name not in kept and (current.get(name) or "") != value)


def digests(values: Mapping[str, str | None]) -> dict[str, str]:
    """What is remembered of what was written; not the values, which may be personal."""
    return {name: _digest(value) for name, value in values.items() if value}


def _ours(name: str, value: str, current: str | None, written: Written) -> bool:
    if not current:
        return True
    return current != value and written.get(name) == _digest(current)


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:16]
