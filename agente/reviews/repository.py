"""Queries on reviews, and on the turns that can be reviewed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, exists, func, insert, or_, select

from agente.conversations.models import conversations, messages
from agente.reviews.models import intent_reviews

asked = messages.alias("asked")
replies = messages.alias("replies")


def unreviewed(
    connection: Connection, client: str | None, after_id: str, since: datetime, below: float | None, skip: int
) -> Row[Any] | None:
    """The first turn from `after_id` on that nobody has reviewed; only one that the router was less sure of than
    `below`, where that is given."""
    query = (
        _turns(client)
        .where(replies.c.id >= after_id, replies.c.created_at >= since, ~_is_reviewed())
        .order_by(replies.c.id)
        .offset(skip)
        .limit(1)
    )
    if below is not None:
        query = query.where(replies.c.confidence < below)
    return connection.execute(query).first()


def turn(connection: Connection, client: str | None, message_id: str) -> Row[Any] | None:
    return connection.execute(_turns(client).where(replies.c.id == message_id)).first()


def add(connection: Connection, values: dict[str, Any]) -> None:
    connection.execute(insert(intent_reviews), values)


def find(connection: Connection, message_id: str) -> Row[Any] | None:
    return connection.execute(select(intent_reviews).where(intent_reviews.c.message_id == message_id)).first()


def counts(connection: Connection, since: datetime) -> tuple[int, int]:
    """Of the turns chosen by chance: how many were right, and how many there are."""
    is_right = case((intent_reviews.c.predicted == intent_reviews.c.correct, 1), else_=0)
    statement = select(func.coalesce(func.sum(is_right), 0), func.count()).where(
        intent_reviews.c.at_random, intent_reviews.c.created_at >= since
    )
    right, total = connection.execute(statement).one()
    return int(right), int(total)


def corrected(connection: Connection, client: str | None, since: datetime) -> Sequence[Row[Any]]:
    """Text and right intent of the turns that the router had wrong, oldest first."""
    query = (
        _turns(client)
        .add_columns(intent_reviews.c.correct)
        .join(intent_reviews, intent_reviews.c.message_id == replies.c.id)
        .where(intent_reviews.c.predicted != intent_reviews.c.correct, intent_reviews.c.created_at >= since)
        .order_by(intent_reviews.c.created_at)
    )
    return connection.execute(query).all()


def _turns(client: str | None) -> Select[Any]:
    """Answered turns of the client's own conversations and of web chats; of all for None."""
    turns = (
        select(
            replies.c.id.label("message_id"),
            replies.c.intent.label("predicted"),
            replies.c.confidence,
            replies.c.created_at,
            asked.c.text,
            conversations.c.locale,
        )
        .join(asked, asked.c.id == replies.c.in_reply_to)
        .join(conversations, conversations.c.id == replies.c.conversation_id)
        .where(replies.c.intent.is_not(None))
    )
    if client is None:
        return turns
    return turns.where(or_(conversations.c.owner == client, conversations.c.owner.is_(None)))


def _is_reviewed() -> ColumnElement[bool]:
    return exists().where(intent_reviews.c.message_id == replies.c.id)
