"""The table of contacts."""

from sqlalchemy import Column, Index, String, Table, text

from agente.storage.types import Id, UtcDateTime, metadata

contacts = Table(
    "contacts",
    metadata,
    Column("id", Id, primary_key=True),
    # The caller's own name for this person; unique for each API client that vouches for it (`owner`).
    Column("user_id", String(200)),
    Column("owner", String(100)),
    Column("name", String(200)),
    Column("email", String(320)),
    Column("phone", String(32)),  # E.164
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index(
        "uq_contacts_owner_user_id",
        "owner",
        "user_id",
        unique=True,
        sqlite_where=text("user_id IS NOT NULL"),
        postgresql_where=text("user_id IS NOT NULL"),
    ),
)
