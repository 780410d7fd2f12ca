"""The tables of contacts: who they are, what tells them, and which of them turned out to be one person."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, text

from agente.storage.types import Id, Json, UtcDateTime, metadata

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
    # The contact that has everything of this one now. No foreign key: SQLite could not add one to a table that exists.
    Column("merged_into", Id),
    Column("erased_at", UtcDateTime),
    Index(
        "ix_contacts_merged_into",
        "merged_into",
        sqlite_where=text("merged_into IS NOT NULL"),
        postgresql_where=text("merged_into IS NOT NULL"),
    ),
    Index(
        "uq_contacts_owner_user_id",
        "owner",
        "user_id",
        unique=True,
        sqlite_where=text("user_id IS NOT NULL"),
        postgresql_where=text("user_id IS NOT NULL"),
    ),
)

contact_identities = Table(
    "contact_identities",
    metadata,
    Column("id", Id, primary_key=True),
    Column("owner", String(100), nullable=False),  # the API client whose contact it is; a web chat's has none
    Column("kind", String(16), nullable=False),  # user_id · document · bsuid · whatsapp · phone · email
    Column("value", String(320), nullable=False),  # normalised, see `identities`
    Column("contact_id", Id, ForeignKey("contacts.id"), nullable=False),
    Column("verified", Boolean, nullable=False),  # the API client vouches for it; what customers say is not verified
    Column("source", String(8), nullable=False),  # api · talk
    Column("created_at", UtcDateTime, nullable=False),
    Index("uq_contact_identities_owner_kind_value", "owner", "kind", "value", unique=True),
    Index("ix_contact_identities_contact_id", "contact_id"),
)

# Two contacts that may be one person, the smaller id first. A pair that was parted by hand stays here as rejected.
contact_suggestions = Table(
    "contact_suggestions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, ForeignKey("contacts.id"), nullable=False),
    Column("other_id", Id, ForeignKey("contacts.id"), nullable=False),
    Column("kind", String(16), nullable=False),  # of the identity that both were said to have
    Column("status", String(16), nullable=False),  # pending · rejected
    Column("created_at", UtcDateTime, nullable=False),
    Index("uq_contact_suggestions_contact_id_other_id", "contact_id", "other_id", unique=True),
    Index("ix_contact_suggestions_other_id", "other_id"),
)

contact_merges = Table(
    "contact_merges",
    metadata,
    Column("id", Id, primary_key=True),
    Column("survivor_id", Id, ForeignKey("contacts.id"), nullable=False),
    Column("absorbed_id", Id, ForeignKey("contacts.id"), nullable=False),
    Column("client", String(100), nullable=False),  # which API client's request made it
    Column("automatic", Boolean, nullable=False),
    Column("moved", Json, nullable=False),  # what its undoing moves back, by table
    Column("created_at", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime),
    Index("ix_contact_merges_survivor_id", "survivor_id"),
    Index("ix_contact_merges_absorbed_id", "absorbed_id"),
)
