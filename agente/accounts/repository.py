"""Queries on API keys."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from agente.accounts.models import api_keys, audit_log
from agente.storage.statements import delete_some

ACTIVE_NAME = select(api_keys.c.name).where(
    api_keys.c.digest == bindparam("of_digest"), api_keys.c.revoked_at.is_(None)
)


def add(connection: Connection, values: dict[str, object]) -> None:
    connection.execute(insert(api_keys), values)


def active_name(connection: Connection, digest: str) -> str | None:
    return connection.execute(ACTIVE_NAME, {"of_digest": digest}).scalar()


def is_known(connection: Connection, digest: str) -> bool:
    """Whether this key was ever stored, revoked or not."""
    return connection.execute(select(api_keys.c.id).where(api_keys.c.digest == digest)).first() is not None


def all_keys(connection: Connection) -> Sequence[Row[Any]]:
    return connection.execute(select(api_keys).order_by(api_keys.c.created_at)).all()


def revoke(connection: Connection, prefix: str, now: datetime) -> int:
    """Revokes the active keys with this prefix; returns how many there were."""
    statement = update(api_keys).where(api_keys.c.prefix == prefix, api_keys.c.revoked_at.is_(None))
    return connection.execute(statement.values(revoked_at=now)).rowcount


def forget_others(connection: Connection, name: str, digest: str | None) -> None:
    """Deletes the keys of `name`, except the one with `digest`."""
    connection.execute(delete(api_keys).where(api_keys.c.name == name, api_keys.c.digest != (digest or "")))


def add_audits(connection: Connection, rows: list[dict[str, object]]) -> None:
    connection.execute(insert(audit_log), rows)


def delete_old(connection: Connection, before: datetime, most: int) -> int:
    statement = delete_some(audit_log, audit_log.c.created_at < before)
    return connection.execute(statement, {"most": most}).rowcount


def count_old(connection: Connection, before: datetime) -> int:
    found = select(func.count()).select_from(audit_log).where(audit_log.c.created_at < before)
    return connection.execute(found).scalar_one()
