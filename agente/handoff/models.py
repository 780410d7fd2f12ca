"""The table of handoffs."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, text

from agente.storage.types import Id, UtcDateTime, metadata

NOTE_CHARACTERS = 1000

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("note", String(NOTE_CHARACTERS)),
    Column("status", String(16), nullable=False),  # waiting · taken · returned · cancelled
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("ix_handoffs_conversation_id", "conversation_id"),  # for the conversations that are deleted
    Index(
        "uq_handoffs_open",
        "conversation_id",
        unique=True,
        sqlite_where=text("status IN ('waiting', 'taken')"),
        postgresql_where=text("status IN ('waiting', 'taken')"),
    ),
)
