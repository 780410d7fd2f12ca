"""Changing maintenance and settings while it runs, and reading what was changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from agente.errors import BadInput
from agente.kit.clock import utc_now
from agente.settings import MaintenanceMode, Settings
from agente.switches import repository

MAINTENANCE = "MAINTENANCE_MODE"
# What can be changed without a restart. What a process only reads at its start is not among them.
LIVE_NAMES = (MAINTENANCE, "RATE_LIMIT_PER_MINUTE", "CACHE_TTL")


@dataclass(frozen=True, slots=True)
class Maintenance:
    """`until` is when it is expected to end, where somebody said so."""

    mode: MaintenanceMode = "off"
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Switch:
    name: str
    value: Any
    changed_by: str
    updated_at: datetime


def switches(connection: Connection) -> Sequence[Switch]:
    """Everything that was changed, by name."""
    rows = repository.everything(connection)
    return [Switch(row.name, row.value["value"], row.changed_by, row.updated_at) for row in rows]


def maintain(connection: Connection, wanted: Maintenance, by: str) -> None:
    """Begins, changes or ends maintenance for the whole installation."""
    told = {"mode": wanted.mode, "until": wanted.until.isoformat() if wanted.until else None}
    repository.put(connection, MAINTENANCE, told, by, utc_now())


def change(connection: Connection, name: str, text: str, by: str) -> object:
    """Sets a setting to what `text` says, checked as at a start; returns the value. Raises `BadInput`."""
    value = _read(name, text)
    repository.put(connection, name, value, by, utc_now())
    return value


def undo(connection: Connection, name: str) -> bool:
    """The process's own settings count again; returns whether anything was changed before."""
    return repository.remove(connection, name)


def maintenance_of(found: Sequence[Switch], own: MaintenanceMode) -> Maintenance:
    """The stricter of what was switched on and what the process was started with (`own`)."""
    order: tuple[MaintenanceMode, ...] = ("off", "partial", "full")
    for switch in found:
        if switch.name == MAINTENANCE and order.index(switch.value["mode"]) >= order.index(own):
            until = switch.value["until"]
            return Maintenance(switch.value["mode"], datetime.fromisoformat(until) if until else None)
    return Maintenance(own)


def _read(name: str, text: str) -> object:
    if name not in LIVE_NAMES or name == MAINTENANCE:
        changeable = ", ".join(known for known in LIVE_NAMES if known != MAINTENANCE)
        raise BadInput("not_changeable", f"{name} cannot be changed while it runs; these can: {changeable}.")
    field = Settings.model_fields[name.lower()]
    annotated: TypeAdapter[object] = TypeAdapter(field.rebuild_annotation())
    try:
        value = annotated.validate_python(text)
    except ValidationError as error:
        raise BadInput("invalid_value", f"{name}: {error.errors()[0]['msg']}") from None
    return value
