"""Queries on suppressed addresses."""

from sqlalchemy import Connection, delete, select

from agente.storage.statements import insert_new
from agente.suppressions.models import mail_suppressions

ADD = insert_new(mail_suppressions)


def add(connection: Connection, rows: list[dict[str, object]]) -> None:
    connection.execute(ADD, rows)


def has(connection: Connection, digest: str) -> bool:
    found = select(mail_suppressions.c.digest).where(mail_suppressions.c.digest == digest)
    return connection.execute(found).first() is not None


def remove(connection: Connection, digest: str) -> bool:
    return bool(connection.execute(delete(mail_suppressions).where(mail_suppressions.c.digest == digest)).rowcount)
