"""The table of ratings."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table

from agente.storage.types import Id, UtcDateTime, metadata

ratings = Table(
    "ratings",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("score", Integer, CheckConstraint("score BETWEEN 1 AND 5", name="score"), nullable=False),
    Column("comment", String(2000)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)
