"""Queries on contacts, their identities, suggestions and merges."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, or_, select, update

from agente.contacts.identities import Identity
from agente.contacts.models import contact_identities, contact_merges, contact_suggestions, contacts

INSERT = insert(contacts)
BY_USER = select(func.coalesce(contacts.c.merged_into, contacts.c.id).label("id")).where(
    contacts.c.owner == bindparam("of_owner"), contacts.c.user_id == bindparam("of_user")
)

HOLD = select(func.coalesce(contacts.c.merged_into, contacts.c.id)).with_for_update(read=True, key_share=True)


def add(connection: Connection, values: dict[str, object]) -> None:
    connection.execute(INSERT, values)


def find(connection: Connection, contact_id: str) -> Row[Any] | None:
    return connection.execute(select(contacts).where(contacts.c.id == contact_id)).first()


def lock(connection: Connection, contact_ids: Sequence[str]) -> None:
    """Keeps others from merging these contacts, or from adding to them, until the transaction ends."""
    statement = select(contacts.c.id).where(contacts.c.id.in_(contact_ids)).order_by(contacts.c.id)
    connection.execute(statement.with_for_update())


def hold(connection: Connection, contact_id: str) -> str:
    """The contact that has what this one had, which nobody merges until the transaction ends."""
    statement = HOLD.where(contacts.c.id == contact_id)
    return str(connection.execute(statement).scalar_one())


def find_by_user(connection: Connection, owner: str, user_id: str) -> Row[Any] | None:
    """The contact that has what this user has: the one it was merged into, if it was."""
    return connection.execute(BY_USER, {"of_owner": owner, "of_user": user_id}).first()


def change(connection: Connection, contact_id: str, values: dict[str, Any]) -> None:
    connection.execute(update(contacts).where(contacts.c.id == contact_id), values)


def complete(connection: Connection, contact_id: str, values: dict[str, str], now: object) -> None:
    """Sets those columns that have no value yet."""
    filled = {name: func.coalesce(contacts.c[name], value) for name, value in values.items()}
    connection.execute(update(contacts).where(contacts.c.id == contact_id).values(updated_at=now, **filled))


def family_of(connection: Connection, contact_id: str) -> list[str]:
    """The ids of the contact and of those that were merged into it."""
    absorbed = select(contacts.c.id).where(contacts.c.merged_into == contact_id)
    return [contact_id, *connection.execute(absorbed).scalars()]


def repoint(connection: Connection, contact_ids: Sequence[str], into: str) -> None:
    connection.execute(update(contacts).where(contacts.c.id.in_(contact_ids)).values(merged_into=into))


def identities_among(connection: Connection, owner: str, told: Iterable[Identity]) -> Sequence[Row[Any]]:
    """Those of these identities that some contact of the owner's has."""
    table = contact_identities.c
    same = or_(*(and_(table.kind == identity.kind, table.value == identity.value) for identity in told))
    return connection.execute(select(contact_identities).where(table.owner == owner, same)).all()


def identities_of(connection: Connection, contact_id: str) -> Sequence[Row[Any]]:
    """Oldest first."""
    statement = select(contact_identities).where(contact_identities.c.contact_id == contact_id)
    return connection.execute(statement.order_by(contact_identities.c.id)).all()


def add_identity(connection: Connection, values: dict[str, object]) -> None:
    connection.execute(insert(contact_identities), values)


def change_identity(connection: Connection, identity_id: str, values: dict[str, object]) -> None:
    connection.execute(update(contact_identities).where(contact_identities.c.id == identity_id), values)


def move_identities(connection: Connection, of: str, to: str, among: Sequence[str] | None = None) -> list[str]:
    """Gives the identities of one contact to another, all or some; returns their ids."""
    statement = update(contact_identities).where(contact_identities.c.contact_id == of)
    if among is not None:
        statement = statement.where(contact_identities.c.id.in_(among))
    return list(connection.execute(statement.values(contact_id=to).returning(contact_identities.c.id)).scalars())


def find_pair(connection: Connection, first: str, second: str) -> Row[Any] | None:
    table = contact_suggestions.c
    statement = select(contact_suggestions).where(table.contact_id == first, table.other_id == second)
    return connection.execute(statement).first()


def add_suggestion(connection: Connection, values: dict[str, object]) -> None:
    connection.execute(insert(contact_suggestions), values)


def reject(connection: Connection, suggestion_id: str) -> None:
    statement = update(contact_suggestions).where(contact_suggestions.c.id == suggestion_id)
    connection.execute(statement.values(status="rejected"))


def pending_suggestions(connection: Connection, contact_ids: Sequence[str]) -> Sequence[Row[Any]]:
    """Newest first."""
    statement = (
        select(contact_suggestions)
        .where(_names_any(contact_ids), contact_suggestions.c.status == "pending")
        .order_by(contact_suggestions.c.created_at.desc(), contact_suggestions.c.id.desc())
    )
    return connection.execute(statement).all()


def add_merge(connection: Connection, values: dict[str, object]) -> None:
    connection.execute(insert(contact_merges), values)


def find_merge(connection: Connection, merge_id: str) -> Row[Any] | None:
    return connection.execute(select(contact_merges).where(contact_merges.c.id == merge_id)).first()


def merges_into(connection: Connection, contact_id: str) -> Sequence[Row[Any]]:
    """Newest first, the undone ones too."""
    statement = select(contact_merges).where(contact_merges.c.survivor_id == contact_id)
    return connection.execute(statement.order_by(contact_merges.c.id.desc())).all()


def set_undone(connection: Connection, merge_id: str, now: object) -> None:
    connection.execute(update(contact_merges).where(contact_merges.c.id == merge_id).values(undone_at=now))


def forget(connection: Connection, contact_ids: Sequence[str], now: object) -> dict[str, int]:
    """Erases what these contacts are told by, and what was moved between them; returns how many rows by table."""
    merged = or_(contact_merges.c.survivor_id.in_(contact_ids), contact_merges.c.absorbed_id.in_(contact_ids))
    of_them = contact_identities.c.contact_id.in_(contact_ids)
    blank = {"user_id": None, "name": None, "email": None, "phone": None, "updated_at": now, "erased_at": now}
    return {
        "contact_merges": connection.execute(delete(contact_merges).where(merged)).rowcount,
        "contact_suggestions": connection.execute(delete(contact_suggestions).where(_names_any(contact_ids))).rowcount,
        "contact_identities": connection.execute(delete(contact_identities).where(of_them)).rowcount,
        "contacts": connection.execute(update(contacts).where(contacts.c.id.in_(contact_ids)).values(**blank)).rowcount,
    }


def _names_any(contact_ids: Sequence[str]) -> Any:
    table = contact_suggestions.c
    return or_(table.contact_id.in_(contact_ids), table.other_id.in_(contact_ids))
