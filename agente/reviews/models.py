"""The table of reviewed turns."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, String, Table

from agente.storage.types import Id, UtcDateTime, metadata

intent_reviews = Table(
    "intent_reviews",
    metadata,
    Column("id", Id, primary_key=True),
    Column("message_id", Id, ForeignKey("messages.id", ondelete="CASCADE"), nullable=False),  # the reply
    Column("predicted", String(32), nullable=False),
    Column("confidence", Float),
    Column("correct", String(32), nullable=False),  # what the reviewer says that it was
    Column("at_random", Boolean, nullable=False),  # chosen by chance: only these tell the accuracy
    Column("reviewer", String(100), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("uq_intent_reviews_message_id", "message_id", unique=True),
    Index("ix_intent_reviews_created_at", "created_at"),
)
