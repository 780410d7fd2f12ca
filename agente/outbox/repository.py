"""Queries on events, deliveries and receipts; the statements that the worker repeats are built once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
    update,
)

from agente.outbox.models import outbox, outbox_receipts
from agente.storage.statements import delete_some, insert_new

FINISHED = ("done", "superseded", "dropped")
ADD = insert_new(outbox)
ADD_RECEIPT = insert_new(outbox_receipts)

_NOW = bindparam("now", type_=outbox.c.created_at.type)
# Written out, and no parameter: only so does PostgreSQL see that the partial indexes have all that is asked for.
_WAITS: ColumnElement[str] = literal_column("'pending'")
_PENDING = outbox.c.status == _WAITS
_FREE = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < _NOW)
_other = outbox.alias("other")
_SAME_OBJECT = and_(_other.c.subject == outbox.c.subject, _other.c.destination == outbox.c.destination)
# IS TRUE, so that it is asked of each row, by an index. A bare EXISTS is a join to PostgreSQL, and reads all that any
# worker ever delivered.
_IS_FIRST = (~exists().where(_SAME_OBJECT, _other.c.status == _WAITS, _other.c.id < outbox.c.id)).is_(true())
_KIND = 5  # characters of an event that tell its kind: lead.qualified and lead.updated are one, handoff.opened is not
_HAS_NEWER = (
    exists()
    .where(
        _SAME_OBJECT,
        _other.c.status.in_(("pending", "done")),
        _other.c.id > outbox.c.id,
        func.substr(_other.c.event, 1, _KIND) == func.substr(outbox.c.event, 1, _KIND),
    )
    .is_(true())
)

EVENTS = (
    select(outbox)
    .where(_PENDING, outbox.c.destination == "")
    .order_by(outbox.c.next_attempt_at, outbox.c.id)  # an event's is when it happened, and an index has it
    .limit(bindparam("most"))
    .with_for_update()
)
CLOSE_EVENTS = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(status="done", updated_at=bindparam("at"))
)
SUPERSEDE = (
    update(outbox)
    .where(
        _PENDING,
        _FREE,
        outbox.c.destination == bindparam("of_destination"),
        outbox.c.subject.in_(bindparam("subjects", expanding=True)),
        _HAS_NEWER,
    )
    .values(status="superseded", updated_at=_NOW)
)
DUE = (
    select(outbox)
    .where(
        _PENDING,
        outbox.c.destination == bindparam("of_destination"),
        outbox.c.next_attempt_at <= _NOW,
        _FREE,
        _IS_FIRST,
    )
    .order_by(outbox.c.next_attempt_at)
    .limit(bindparam("most"))
    .with_for_update(of=outbox, skip_locked=True)
)
RECEIPTS = select(outbox_receipts.c.subject, outbox_receipts.c.receipt).where(
    outbox_receipts.c.destination == bindparam("of_destination"),
    outbox_receipts.c.subject.in_(bindparam("subjects", expanding=True)),
)
LEASE = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(lease_token=bindparam("token"), lease_until=bindparam("until"))
)
SETTLE = (
    update(outbox)
    .where(outbox.c.id == bindparam("of_id"), outbox.c.lease_token == bindparam("of_token"), _PENDING)
    .values(
        status=bindparam("new_status"),
        attempts=bindparam("new_attempts"),
        failures=bindparam("new_failures"),
        last_reason=bindparam("new_reason"),
        next_attempt_at=bindparam("new_next"),
        updated_at=bindparam("at"),
        lease_token=None,
        lease_until=None,
    )
)
SET_RECEIPT = (
    update(outbox_receipts)
    .where(
        outbox_receipts.c.destination == bindparam("of_destination"), outbox_receipts.c.subject == bindparam("of_id")
    )
    .values(receipt=bindparam("new_receipt"), updated_at=bindparam("at"))
)


def _figures_of(status: ColumnElement[str]) -> Select[Any]:
    return (
        select(
            outbox.c.destination,
            status.label("status"),
            func.count().label("number"),
            func.min(outbox.c.created_at, type_=outbox.c.created_at.type).label("oldest_at"),
        )
        .where(outbox.c.status == status)
        .group_by(outbox.c.destination)
    )


FIGURES = union_all(_figures_of(_WAITS), _figures_of(literal_column("'dead'")))  # each has its partial index
WAITING = (
    select(outbox.c.id)
    .where(
        _PENDING,
        outbox.c.destination == bindparam("of_destination"),
        or_(outbox.c.attempts > 0, outbox.c.created_at < bindparam("before")),
    )
    .order_by(outbox.c.id)
)


def add(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Adds those whose key is new, with one statement."""
    connection.execute(ADD, list(rows))


def events(connection: Connection, most: int) -> Sequence[Row[Any]]:
    """The oldest events that are still to be shared out."""
    return connection.execute(EVENTS, {"most": most}).all()


def close_events(connection: Connection, ids: Sequence[str], now: datetime) -> None:
    connection.execute(CLOSE_EVENTS, {"ids": ids, "at": now})


def find_due(connection: Connection, destination: str, now: datetime, most: int) -> Sequence[Row[Any]]:
    """The first waiting delivery of each object, as far as it is due and no worker's."""
    return connection.execute(DUE, {"of_destination": destination, "now": now, "most": most}).all()


def supersede(connection: Connection, destination: str, subjects: Sequence[str], now: datetime) -> int:
    """Gives up deliveries that a newer one about the same object makes needless; returns how many."""
    values = {"of_destination": destination, "subjects": subjects, "now": now}
    return connection.execute(SUPERSEDE, values).rowcount


def receipts(connection: Connection, destination: str, subjects: Sequence[str]) -> dict[str, Any]:
    """By subject, of those that have one."""
    values = {"of_destination": destination, "subjects": subjects}
    return {row.subject: row.receipt for row in connection.execute(RECEIPTS, values)}


def lease(connection: Connection, ids: Sequence[str], token: str, until: datetime) -> None:
    connection.execute(LEASE, {"ids": ids, "token": token, "until": until})


def settle(connection: Connection, values: Sequence[dict[str, Any]]) -> None:
    connection.execute(SETTLE, list(values))


def keep_receipts(connection: Connection, destination: str, receipts: Mapping[str, Any], now: datetime) -> None:
    """`receipts` by subject."""
    connection.execute(
        ADD_RECEIPT,
        [
            {"destination": destination, "subject": subject, "receipt": receipt, "updated_at": now}
            for subject, receipt in receipts.items()
        ],
    )
    connection.execute(
        SET_RECEIPT,
        [
            {"of_destination": destination, "of_id": subject, "new_receipt": receipt, "at": now}
            for subject, receipt in receipts.items()
        ],
    )


def figures(connection: Connection) -> Sequence[Row[Any]]:
    """(destination, status, number, oldest_at) of what waits and what is dead; destination '' are events."""
    return connection.execute(FIGURES).all()


def waiting_ids(connection: Connection, destination: str, before: datetime) -> list[str]:
    return list(connection.execute(WAITING, {"of_destination": destination, "before": before}).scalars())


def page(connection: Connection, wanted: Mapping[str, str], most: int) -> Sequence[Row[Any]]:
    """Newest first; `wanted` are values of columns."""
    conditions = [outbox.c[name] == value for name, value in wanted.items()]
    return connection.execute(select(outbox).where(*conditions).order_by(outbox.c.id.desc()).limit(most)).all()


def find(connection: Connection, delivery_id: str) -> Row[Any] | None:
    return connection.execute(select(outbox).where(outbox.c.id == delivery_id)).first()


def revive(connection: Connection, wanted: Mapping[str, str], statuses: Iterable[str], now: datetime) -> list[str]:
    """Lets deliveries of these statuses leave now; returns their ids."""
    conditions = [outbox.c[name] == value for name, value in wanted.items()]
    statement = (
        update(outbox)
        .where(outbox.c.status.in_(tuple(statuses)), outbox.c.destination != "", _FREE, *conditions)
        .values(status="pending", failures=0, next_attempt_at=_NOW, updated_at=_NOW)
        .returning(outbox.c.id)
    )
    return list(connection.execute(statement, {"now": now}).scalars())


def drop(connection: Connection, delivery_id: str, reason: str, now: datetime) -> bool:
    """False when it has left already, or is leaving."""
    statement = (
        update(outbox)
        .where(outbox.c.id == delivery_id, outbox.c.status.in_(("pending", "dead")), _FREE)
        .values(status="dropped", last_reason=reason, updated_at=_NOW)
    )
    return connection.execute(statement, {"now": now}).rowcount == 1


def about(connection: Connection, subjects: Sequence[str]) -> Sequence[Row[Any]]:
    """Events and deliveries about these objects, oldest first."""
    statement = select(outbox).where(outbox.c.subject.in_(subjects)).order_by(outbox.c.id)
    return connection.execute(statement).all()


def erase(connection: Connection, subjects: Sequence[str], now: object) -> int:
    """Removes what these deliveries carry; those that wait do not leave any more. Receipts, which are ids, stay."""
    theirs = update(outbox).where(outbox.c.subject.in_(subjects))
    connection.execute(theirs.where(_PENDING).values(status="dropped"))
    return connection.execute(theirs.values(payload={}, updated_at=now)).rowcount


def delete_old(connection: Connection, before: datetime, most: int) -> int:
    statement = delete_some(outbox, outbox.c.status.in_(FINISHED), outbox.c.created_at < before)
    return connection.execute(statement, {"most": most}).rowcount


def count_old(connection: Connection, before: datetime) -> int:
    found = select(func.count()).select_from(outbox).where(outbox.c.status.in_(FINISHED), outbox.c.created_at < before)
    return connection.execute(found).scalar_one()
