"""The table of API keys."""

from sqlalchemy import Column, String, Table

from agente.storage.types import Id, UtcDateTime, metadata

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Id, primary_key=True),
    # Whose key it is. Two keys of one name are the same client: that is how a key is replaced without losing anything.
    Column("name", String(100), nullable=False),
    Column("prefix", String(12), nullable=False),  # what people recognise it by
    Column("digest", String(64), nullable=False, unique=True),  # SHA-256: a key is 256 random bits, so nothing slower
    Column("created_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)
