"""Queries on conversations and messages; the statements of the hot path are built once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Row,
    bindparam,
    case,
    cast,
    distinct,
    exists,
    func,
    insert,
    null,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql

from agente.accounts.service import CLIENT_OF_DIGEST
from agente.conversations.models import conversations, messages
from agente.storage.statements import delete_some, insert_new, seconds_from_now

OPEN_STATUSES = ("active", "waiting_human", "with_human")
LEASE_S = 8.0  # after this long without a sign of life another process takes the conversation over

_TOKEN = bindparam("token", type_=conversations.c.lease_token.type)
_HAS_LEASE = conversations.c.lease_token == _TOKEN
_LEASE_EXPIRED = or_(conversations.c.lease_until.is_(None), conversations.c.lease_until < seconds_from_now(0.0))
_CAN_LEASE = or_(_LEASE_EXPIRED, _HAS_LEASE)
_LEASED = {"lease_token": _TOKEN, "lease_until": seconds_from_now(LEASE_S)}
_UNLEASED = {"lease_token": None, "lease_until": None}

INSERT_CONVERSATION = insert(conversations)
INSERT_MESSAGE = insert(messages)
INSERT_NEW_MESSAGE = insert_new(messages)
SELECT_CONVERSATION = select(conversations).where(conversations.c.id == bindparam("of_id"))
TAKE_SEQ = (
    update(conversations)
    .where(conversations.c.id == bindparam("of_id"), conversations.c.status.in_(OPEN_STATUSES))
    .values(
        last_seq=conversations.c.last_seq + 1,
        updated_at=bindparam("now"),
        **{name: case((_CAN_LEASE, leased), else_=conversations.c[name]) for name, leased in _LEASED.items()},
    )
    .returning(
        conversations.c.id,
        conversations.c.owner,
        conversations.c.contact_id,
        conversations.c.last_seq,
        conversations.c.status,
        conversations.c.locale,
        conversations.c.channel,
        conversations.c.state,
        conversations.c.protocol,
        conversations.c.lease_token,
        CLIENT_OF_DIGEST.label("client"),
    )
)
TAKE_LEASE = update(conversations).where(conversations.c.id == bindparam("of_id"), _CAN_LEASE).values(_LEASED)
KEEP_LEASES = (
    update(conversations)
    .where(conversations.c.id.in_(bindparam("of_ids", expanding=True)), _HAS_LEASE)
    .values(lease_until=seconds_from_now(LEASE_S))
)
END_LEASE = update(conversations).where(conversations.c.id == bindparam("of_id"), _HAS_LEASE).values(_UNLEASED)
END_ALL_LEASES = (
    update(conversations)
    .where(conversations.c.id.in_(select(messages.c.conversation_id).where(messages.c.turn == "pending")))
    .values(_UNLEASED)
)
HOLD = select(conversations.c.id).where(conversations.c.id == bindparam("of_id")).with_for_update()
STORE_ANSWERED = (
    update(conversations)
    .where(conversations.c.id == bindparam("of_id"), _HAS_LEASE)
    .values(
        last_seq=conversations.c.last_seq + 1,
        updated_at=bindparam("now"),
        state=bindparam("new_state"),
        locale=bindparam("new_locale"),
        **_UNLEASED,
    )
    .returning(conversations.c.last_seq)
)
BEGIN_WITH = (
    update(conversations)
    .where(conversations.c.id == bindparam("of_id"), conversations.c.last_seq == 0)
    .values(
        last_seq=bindparam("count"), updated_at=bindparam("now"), state=bindparam("left"), locale=bindparam("spoken")
    )
)
MARK_ANSWERED = (
    update(messages)
    .where(messages.c.id == bindparam("of_id"), messages.c.turn == "pending")
    .values(turn=bindparam("new_turn"))
)
MARK_GATHERED = (
    update(messages)
    .where(messages.c.id.in_(bindparam("of_ids", expanding=True)), messages.c.turn == "pending")
    .values(turn="answered", gathered_into=bindparam("into", type_=messages.c.gathered_into.type))
)
SET_STATUS = (
    update(conversations)
    .where(conversations.c.id == bindparam("of_id"))
    .values(status=bindparam("new_status"), updated_at=bindparam("now"))
)
SET_STATE = (
    update(conversations)
    .where(conversations.c.id == bindparam("of_id"))
    .values(state=bindparam("new_state"), updated_at=bindparam("now"))
)
BY_KEY = select(messages).where(
    messages.c.conversation_id == bindparam("of_conversation"), messages.c.idempotency_key == bindparam("of_key")
)
REPLY_TO = select(messages).where(messages.c.in_reply_to == bindparam("of_id"))
BY_ID = select(messages).where(messages.c.id == bindparam("of_id"))
BEFORE = (
    select(messages.c.role, messages.c.text, messages.c.turn)
    .where(messages.c.conversation_id == bindparam("of_conversation"), messages.c.seq < bindparam("before"))
    .order_by(messages.c.seq.desc())
    .limit(bindparam("most"))
)
BETWEEN = BEFORE.where(messages.c.seq > bindparam("after"))
AFTER = (
    select(messages)
    .where(messages.c.conversation_id == bindparam("of_conversation"), messages.c.seq > bindparam("after"))
    .order_by(messages.c.seq)
    .limit(bindparam("most"))
)
PENDING = (
    select(messages.c.id, messages.c.conversation_id)
    .join(conversations, conversations.c.id == messages.c.conversation_id)
    .where(messages.c.turn == "pending", _LEASE_EXPIRED)
    .order_by(messages.c.conversation_id, messages.c.seq)
)
PENDING_IN = (
    select(messages.c.id)
    .where(
        messages.c.turn == "pending",
        messages.c.conversation_id == bindparam("of_conversation"),
        messages.c.seq < bindparam("before"),
    )
    .order_by(messages.c.seq)
)
PENDING_WITH_CONVERSATION = (
    select(
        messages,
        conversations.c.state,
        conversations.c.locale,
        conversations.c.channel,
        conversations.c.status,
        conversations.c.contact_id,
        conversations.c.owner,
        conversations.c.protocol,
    )
    .join(conversations, conversations.c.id == messages.c.conversation_id)
    .where(messages.c.id == bindparam("of_id"), messages.c.turn == "pending")
)
PENDING_AFTER = (
    select(messages.c.id, messages.c.seq, messages.c.text, messages.c.created_at)
    .where(
        messages.c.turn == "pending",
        messages.c.conversation_id == bindparam("of_conversation"),
        messages.c.seq > bindparam("after"),
    )
    .order_by(messages.c.seq)
    .limit(bindparam("most"))
)
LATEST_PENDING = select(func.max(messages.c.created_at)).where(
    messages.c.turn == "pending", messages.c.conversation_id == bindparam("of_conversation")
)
OF_CONTACT = (
    select(conversations.c.id, conversations.c.channel, conversations.c.status, conversations.c.created_at)
    .where(conversations.c.contact_id == bindparam("of_contact"))
    .order_by(conversations.c.created_at.desc(), conversations.c.id.desc())
    .limit(bindparam("most"))
)


def _prefixed(message: dict[str, Any]) -> dict[str, Any]:
    """As the statements that do several things at once name the message's columns."""
    return {f"message_{name}": value for name, value in message.items()}


def _given(name: str) -> ColumnElement[Any]:
    given = bindparam(f"message_{name}", type_=messages.c[name].type)
    return cast(given, given.type) if isinstance(given.type, Float) else given  # an unknown one would be taken for text


# On PostgreSQL a statement is a round trip, and costs three times as much processor time as on SQLite: there one does
# what are two or three on SQLite, which cannot write twice in one.
MESSAGE_COLUMNS = ("id", "conversation_id", "role", "text", "created_at", "idempotency_key", "turn")
REPLY_COLUMNS = tuple(
    name for name, _ in messages.c.items() if name not in ("seq", "idempotency_key", "turn", "gathered_into")
)
_taken = TAKE_SEQ.cte("taken")
_stored = (
    postgresql.insert(messages)
    .from_select(["seq", *MESSAGE_COLUMNS], select(_taken.c.last_seq, *map(_given, MESSAGE_COLUMNS)))
    .on_conflict_do_nothing()
    .returning(messages.c.id)
    .cte("stored")
)
ACCEPT = select(_taken, exists(select(_stored.c.id)).label("stored"))
_answered = STORE_ANSWERED.cte("answered")
_marked = (
    update(messages)
    .where(messages.c.id == _given("in_reply_to"), messages.c.turn == "pending", exists(select(_answered.c.last_seq)))
    .values(turn="answered")
    .returning(messages.c.id)
    .cte("marked")
)
STORE_REPLY = (
    insert(messages)
    .from_select(
        ["seq", *REPLY_COLUMNS],
        select(_answered.c.last_seq, *map(_given, REPLY_COLUMNS)).select_from(_answered.join(_marked, true())),
    )
    .returning(messages.c.seq)
)


def add_conversation(connection: Connection, values: dict[str, Any]) -> None:
    connection.execute(INSERT_CONVERSATION, values)


def find_conversation(connection: Connection, conversation_id: str) -> Row[Any] | None:
    return connection.execute(SELECT_CONVERSATION, {"of_id": conversation_id}).first()


def of_contact(connection: Connection, contact_id: str, most: int) -> Sequence[Row[Any, Any, Any, Any]]:
    """Newest first."""
    return connection.execute(OF_CONTACT, {"of_contact": contact_id, "most": most}).all()


def accept(
    connection: Connection, message: dict[str, Any], token: str, digest: str | None
) -> tuple[Row[Any] | None, bool]:
    """Gives a customer's message its place and stores it; returns what its turn needs to know, and whether it is new.

    None when the conversation is unknown or no longer open; False when it has a message with this idempotency key. The
    lease is taken where it can be: `lease_token` tells who has it. `client` is whose API key has the digest.
    """
    values = {
        "of_id": message["conversation_id"],
        "now": message["created_at"],
        "token": token,
        "of_digest": digest,
    }
    if connection.dialect.name == "postgresql":
        row = connection.execute(ACCEPT, values | _prefixed(message)).first()
        return row, row is not None and row.stored
    row = connection.execute(TAKE_SEQ, values).first()
    if row is None:
        return None, False
    return row, connection.execute(INSERT_NEW_MESSAGE, message | {"seq": row.last_seq}).rowcount == 1


def take_lease(connection: Connection, conversation_id: str, token: str) -> bool:
    """False when another process has it."""
    return connection.execute(TAKE_LEASE, {"of_id": conversation_id, "token": token}).rowcount == 1


def keep_leases(connection: Connection, conversation_ids: Sequence[str], token: str) -> None:
    connection.execute(KEEP_LEASES, {"of_ids": conversation_ids, "token": token})


def end_lease(connection: Connection, conversation_id: str, token: str) -> None:
    connection.execute(END_LEASE, {"of_id": conversation_id, "token": token})


def end_all_leases(connection: Connection) -> None:
    connection.execute(END_ALL_LEASES)


def hold(connection: Connection, conversation_id: str) -> None:
    """Nobody else changes the conversation before this transaction ends."""
    connection.execute(HOLD, {"of_id": conversation_id})


def begin_with(
    connection: Connection, conversation_id: str, count: int, now: object, state: object, locale: str
) -> bool:
    """Counts the first messages of a conversation and keeps the state after them; False when it has some already."""
    values = {"of_id": conversation_id, "count": count, "now": now, "left": state, "spoken": locale}
    return connection.execute(BEGIN_WITH, values).rowcount == 1


def add_message(connection: Connection, values: dict[str, Any]) -> None:
    connection.execute(INSERT_MESSAGE, values)


def mark_answered(connection: Connection, message_id: str, turn: str, gathered: Sequence[str] = ()) -> bool:
    """Takes the message, and those that are answered with it, out of `pending`; False when somebody already did."""
    if gathered:
        values = {"of_ids": gathered, "into": message_id}
        if connection.execute(MARK_GATHERED, values).rowcount != len(gathered):
            return False
    return connection.execute(MARK_ANSWERED, {"of_id": message_id, "new_turn": turn}).rowcount == 1


def store_reply(
    connection: Connection, reply: dict[str, Any], token: str, state: object, locale: str, gathered: Sequence[str] = ()
) -> int | None:
    """Stores a reply behind what was said, keeps the dialogue's new state and ends the lease; returns its `seq`.

    None, and nothing of the transaction may stay, when the lease is lost or a message has its reply already. The
    conversation's row goes first, as in `accept`: two that lock in opposite order would wait for each other.
    """
    values = {
        "of_id": reply["conversation_id"],
        "token": token,
        "now": reply["created_at"],
        "new_state": state,
        "new_locale": locale,
    }
    if connection.dialect.name == "postgresql" and not gathered:
        told = values | _prefixed(dict.fromkeys(REPLY_COLUMNS) | reply)
        return connection.execute(STORE_REPLY, told).scalar_one_or_none()
    seq: int | None = connection.execute(STORE_ANSWERED, values).scalar()
    if seq is None or not mark_answered(connection, reply["in_reply_to"], "answered", gathered):
        return None
    add_message(connection, reply | {"seq": seq})
    return seq


def set_status(connection: Connection, conversation_id: str, status: str, now: object) -> None:
    connection.execute(SET_STATUS, {"of_id": conversation_id, "new_status": status, "now": now})


def set_state(connection: Connection, conversation_id: str, state: object, now: object) -> None:
    connection.execute(SET_STATE, {"of_id": conversation_id, "new_state": state, "now": now})


def find_by_key(connection: Connection, conversation_id: str, key: str) -> Row[Any] | None:
    return connection.execute(BY_KEY, {"of_conversation": conversation_id, "of_key": key}).first()


def find_reply(connection: Connection, message: Row[Any]) -> Row[Any] | None:
    """The reply to a customer's message, or to the one with which it was answered."""
    return connection.execute(REPLY_TO, {"of_id": message.gathered_into or message.id}).first()


def find_message(connection: Connection, message_id: str) -> Row[Any] | None:
    return connection.execute(BY_ID, {"of_id": message_id}).first()


def last_before(connection: Connection, conversation_id: str, seq: int, most: int) -> list[Row[Any]]:
    """The `most` messages before `seq`, oldest first."""
    found = connection.execute(BEFORE, {"of_conversation": conversation_id, "before": seq, "most": most}).all()
    return list(reversed(found))


def last_between(connection: Connection, conversation_id: str, after: int, before: int, most: int) -> list[Row[Any]]:
    """The last `most` messages after one place and before another, oldest first."""
    values = {"of_conversation": conversation_id, "after": after, "before": before, "most": most}
    return list(reversed(connection.execute(BETWEEN, values).all()))


def page_after(connection: Connection, conversation_id: str, seq: int, most: int) -> Sequence[Row[Any]]:
    return connection.execute(AFTER, {"of_conversation": conversation_id, "after": seq, "most": most}).all()


def pending(connection: Connection) -> Sequence[Row[Any, Any]]:
    """Unanswered messages whose conversation nobody has leased."""
    return connection.execute(PENDING).all()


def pending_in(connection: Connection, conversation_id: str, seq: int) -> Sequence[Row[Any]]:
    return connection.execute(PENDING_IN, {"of_conversation": conversation_id, "before": seq}).all()


def pending_after(
    connection: Connection, conversation_id: str, seq: int, most: int
) -> Sequence[Row[Any, Any, Any, Any]]:
    values = {"of_conversation": conversation_id, "after": seq, "most": most}
    return connection.execute(PENDING_AFTER, values).all()


def latest_pending(connection: Connection, conversation_id: str) -> datetime | None:
    """When the latest of a conversation's unanswered messages came."""
    return connection.execute(LATEST_PENDING, {"of_conversation": conversation_id}).scalar()


def find_pending(connection: Connection, message_id: str) -> Row[Any] | None:
    return connection.execute(PENDING_WITH_CONVERSATION, {"of_id": message_id}).first()


def find_by_protocol(connection: Connection, protocol: str) -> Row[Any] | None:
    return connection.execute(select(conversations).where(conversations.c.protocol == protocol)).first()


def all_of_contact(connection: Connection, contact_id: str) -> Sequence[Row[Any]]:
    """Oldest first."""
    statement = select(conversations).where(conversations.c.contact_id == contact_id)
    return connection.execute(statement.order_by(conversations.c.created_at, conversations.c.id)).all()


def messages_of(connection: Connection, conversation_id: str) -> Sequence[Row[Any]]:
    statement = select(messages).where(messages.c.conversation_id == conversation_id).order_by(messages.c.seq)
    return connection.execute(statement).all()


def move(connection: Connection, of: str, to: str, among: Sequence[str] | None = None) -> list[str]:
    """Gives the conversations of one contact to another, all or some; returns their ids."""
    statement = update(conversations).where(conversations.c.contact_id == of)
    if among is not None:
        statement = statement.where(conversations.c.id.in_(among))
    return list(connection.execute(statement.values(contact_id=to).returning(conversations.c.id)).scalars())


def erase(connection: Connection, contact_id: str, now: object) -> int:
    """Leaves of the contact's conversations and messages what is counted; no turn of theirs goes on."""
    theirs = select(conversations.c.id).where(conversations.c.contact_id == contact_id)
    told = {name: null() for name in ("idempotency_key", "citations", "quick_replies", "lead", "trace")}
    of_them = update(messages).where(messages.c.conversation_id.in_(theirs))
    connection.execute(of_them.where(messages.c.turn == "pending").values(turn="silent"))
    erased = connection.execute(of_them.values(text="", **told)).rowcount
    own = update(conversations).where(conversations.c.contact_id == contact_id)
    connection.execute(own.where(conversations.c.status.in_(OPEN_STATUSES)).values(status="completed"))
    blank = {"user_id": contact_id, "metadata": null(), "state": {}, "updated_at": now}
    return erased + connection.execute(own.values(**blank)).rowcount


def count_writers(connection: Connection, first_id: str) -> int:
    """Contacts with a message of their own whose id is not before `first_id`."""
    statement = (
        select(func.count(distinct(conversations.c.contact_id)))
        .join(messages, messages.c.conversation_id == conversations.c.id)
        .where(messages.c.id >= first_id, messages.c.role == "customer")
    )
    return int(connection.execute(statement).scalar_one())


def _is_old(before: datetime) -> tuple[ColumnElement[bool], ...]:
    """Nothing was said since, and nobody waits for a person in it, or for an answer."""
    waiting = ("waiting_human", "with_human")
    unanswered = select(messages.c.conversation_id).where(messages.c.turn == "pending")
    return (
        conversations.c.created_at < before,
        conversations.c.updated_at < before,
        conversations.c.status.not_in(waiting),
        conversations.c.id.not_in(unanswered),
    )


def delete_old(connection: Connection, before: datetime, most: int) -> int:
    return connection.execute(delete_some(conversations, *_is_old(before)), {"most": most}).rowcount


def count_old(connection: Connection, before: datetime) -> int:
    found = select(func.count()).select_from(conversations).where(*_is_old(before))
    return connection.execute(found).scalar_one()
