"""The table of suppressed addresses."""

from sqlalchemy import Column, String, Table

from agente.storage.types import UtcDateTime, metadata

mail_suppressions = Table(
    "mail_suppressions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("reason", String(16), nullable=False),  # bounce · complaint · unsubscribed
    Column("created_at", UtcDateTime, nullable=False),
)
