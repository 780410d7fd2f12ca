"""The tables of API keys, and of what was done with them that has to be accounted for."""

from sqlalchemy import Column, Index, String, Table

from agente.storage.types import Id, Json, UtcDateTime, metadata

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

audit_log = Table(
    "audit_log",
    metadata,
    Column("id", Id, primary_key=True),
    Column("client", String(100), nullable=False),  # the API client who did it
    Column("action", String(64), nullable=False),  # such as contact.erased
    Column("subject", Id, nullable=True),  # null where the whole installation is meant
    Column("details", Json, nullable=False),  # never personal data
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_audit_log_created_at", "created_at"),
)
