"""Queries on calls of models; each looks at a span of time, which ends before `until`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, case, func, insert, select

from agente.llm.tables import llm_calls
from agente.storage.statements import delete_some

_IN_SPAN = and_(llm_calls.c.created_at >= bindparam("since"), llm_calls.c.created_at < bindparam("until"))
_COST = func.coalesce(func.sum(llm_calls.c.cost_usd), 0)
_FIGURES = (
    func.count().label("calls"),
    func.sum(case((llm_calls.c.outcome != "ok", 1), else_=0)).label("failed"),
    func.sum(case((and_(llm_calls.c.cost_usd.is_(None), llm_calls.c.input_tokens > 0), 1), else_=0)).label("unpriced"),
    func.sum(llm_calls.c.input_tokens).label("input_tokens"),
    func.sum(llm_calls.c.cached_tokens).label("cached_tokens"),
    func.sum(llm_calls.c.output_tokens).label("output_tokens"),
    _COST.label("cost_usd"),
)

INSERT = insert(llm_calls)
SPENT = select(_COST).where(_IN_SPAN)
BY_MODEL = (
    select(llm_calls.c.provider, llm_calls.c.model, *_FIGURES)
    .where(_IN_SPAN)
    .group_by(llm_calls.c.provider, llm_calls.c.model)
    .order_by(_COST.desc(), llm_calls.c.provider, llm_calls.c.model)
)
BY_CONVERSATION = (
    select(llm_calls.c.conversation_id, *_FIGURES)
    .where(_IN_SPAN, llm_calls.c.conversation_id.is_not(None))
    .group_by(llm_calls.c.conversation_id)
    .order_by(_COST.desc(), llm_calls.c.conversation_id)
    .limit(bindparam("most"))
)
CONVERSATIONS = select(func.count(llm_calls.c.conversation_id.distinct())).where(_IN_SPAN)


def add_all(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(INSERT, rows)


def spent(connection: Connection, since: datetime, until: datetime) -> float:
    return float(connection.execute(SPENT, {"since": since, "until": until}).scalar_one())


def by_model(connection: Connection, since: datetime, until: datetime) -> Sequence[Row[Any]]:
    """The dearest model first."""
    return connection.execute(BY_MODEL, {"since": since, "until": until}).all()


def by_conversation(connection: Connection, since: datetime, until: datetime, most: int) -> Sequence[Row[Any]]:
    """The dearest conversations first."""
    return connection.execute(BY_CONVERSATION, {"since": since, "until": until, "most": most}).all()


def count_conversations(connection: Connection, since: datetime, until: datetime) -> int:
    return int(connection.execute(CONVERSATIONS, {"since": since, "until": until}).scalar_one())


def delete_old(connection: Connection, before: datetime, most: int) -> int:
    statement = delete_some(llm_calls, llm_calls.c.created_at < before)
    return connection.execute(statement, {"most": most}).rowcount


def count_old(connection: Connection, before: datetime) -> int:
    found = select(func.count()).select_from(llm_calls).where(llm_calls.c.created_at < before)
    return connection.execute(found).scalar_one()
