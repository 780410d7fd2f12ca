"""The table of bookings."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, text

from agente.storage.types import Id, UtcDateTime, metadata

bookings = Table(
    "bookings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, ForeignKey("contacts.id"), nullable=False),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL")),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("lane", Integer, nullable=False),  # which of the meetings that start at the same moment, from 0
    Column("status", String(16), nullable=False),  # booked · cancelled
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    # The last line of defence: no slot is booked twice.
    Index(
        "uq_bookings_slot",
        "starts_at",
        "lane",
        unique=True,
        sqlite_where=text("status = 'booked'"),
        postgresql_where=text("status = 'booked'"),
    ),
    Index("ix_bookings_contact_id", "contact_id"),
    Index("ix_bookings_conversation_id", "conversation_id"),
)
