"""The table of calls: what each one used, took and cost. (A model, in this folder, is a language model.)"""

from sqlalchemy import Column, Index, Integer, Numeric, String, Table

from agente.storage.types import Id, UtcDateTime, metadata

# No foreign keys: a call outlives its conversation, or deleting customers' data would change what was spent.
llm_calls = Table(
    "llm_calls",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id),
    Column("message_id", Id),  # the reply that the call was for
    Column("provider", String(32), nullable=False),
    Column("model", String(200), nullable=False),
    Column("purpose", String(16), nullable=False),  # answer · route · summary
    Column("outcome", String(32), nullable=False),  # ok, or the kind of the error
    Column("input_tokens", Integer, nullable=False),  # the cached ones are among them
    Column("cached_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("cost_usd", Numeric(14, 9, asdecimal=False)),  # one token may cost 0.00000001; NULL: no known price
    Column("latency_ms", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_llm_calls_created_at", "created_at"),
)
