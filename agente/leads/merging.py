"""Two leads that turned out to be one person's: what they are together, and what each is again when that was wrong."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row

from agente.leads.form import CONTACT
from agente.leads.models import leads

_MOMENTS: Final = frozenset({"qualified_at", "created_at", "updated_at"})


def together(own: Row[Any], other: Row[Any]) -> dict[str, Any]:
    """The columns of `own` once it knows what `other` knows too; where both know something, its own counts.

    The higher score stands until the next message that tells something; a status that a person gave, or its own, stays.
    """
    higher = own if own.score >= other.score else other
    return {
        **{name: getattr(own, name) or getattr(other, name) for name in CONTACT},
        "fields": {**other.fields, **own.fields},
        "score": higher.score,
        "reasons": higher.reasons,
        "status": own.status if own.status != "new" else other.status,
        "qualified_at": own.qualified_at or other.qualified_at,
    }


def apart(now: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What is left of a lead when its change from `before` to `after` is taken back; what changed since then stays."""
    columns = {name: before[name] if now[name] == after[name] else now[name] for name in before}
    return columns | {"fields": _fields_apart(now["fields"], before["fields"], after["fields"])}


def _fields_apart(now: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    sources = {name: before if now.get(name) == after.get(name) else now for name in [*before, *now]}
    return {name: source[name] for name, source in sources.items() if name in source}


def learned_since(row: Row[Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a lead that it had not, or had otherwise, when it was kept."""
    return {name: value for name, value in row.fields.items() if kept["fields"].get(name) != value}


def to_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def from_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if name in _MOMENTS and value else value for name, value in values.items()
    }


def snapshot(row: Row[Any]) -> dict[str, Any]:
    """A whole `leads` row as JSON."""
    return to_json({str(column.name): getattr(row, column.name) for column in leads.columns})
