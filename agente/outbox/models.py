"""The table of deliveries."""

from sqlalchemy import Column, Index, Integer, String, Table, text

from agente.storage.types import Id, Json, UtcDateTime, metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event", String(64), nullable=False),  # what happened, such as lead.qualified
    Column("subject", Id, nullable=False),  # of which object; its deliveries leave in order
    Column("key", String(200), nullable=False),  # the same key is written once, however often its cause is repeated
    Column("payload", Json, nullable=False),
    Column("status", String(16), nullable=False),  # pending · done · dead
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("uq_outbox_key", "key", unique=True),
    Index("ix_outbox_subject", "subject"),
    Index(
        "ix_outbox_pending",
        "next_attempt_at",
        sqlite_where=text("status = 'pending'"),
        postgresql_where=text("status = 'pending'"),
    ),
)
