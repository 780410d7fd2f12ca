"""The tables of bookings and of what a vendor's calendar says."""

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
    Column("kind", String(60)),  # the id of one of the pack's kinds of meetings; None: of no kind
    Column("lane", Integer, nullable=False),  # which of the meetings that start at the same moment, from 0
    Column("status", String(16), nullable=False),  # booked · cancelled
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("collided_at", UtcDateTime),  # when people were told that something else takes its time; None: nothing does
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

# What others take of the vendor's calendar, as it was last seen. It may be lost: the next look fills it again.
calendar_busy = Table(
    "calendar_busy",
    metadata,
    Column("instance", String(64), primary_key=True),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Index("ix_calendar_busy_ends_at", "ends_at"),
)

# The time at which a booking and its event at the vendor last agreed: whichever differs from it now has changed since.
calendar_events = Table(
    "calendar_events",
    metadata,
    Column("booking_id", Id, ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True),
    Column("calendar", String(16), nullable=False),  # which one; see `VendorCalendar.key`
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
)
