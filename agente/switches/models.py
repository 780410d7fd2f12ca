"""The table of what was changed while it ran."""

from sqlalchemy import Column, String, Table

from agente.storage.types import Json, UtcDateTime, metadata

settings = Table(
    "settings",
    metadata,
    Column("name", String(64), primary_key=True),  # an environment variable's name
    Column("value", Json, nullable=False),
    Column("changed_by", String(200), nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)
