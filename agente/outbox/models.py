"""The table of events and deliveries, and what the vendors keep of each object."""

from sqlalchemy import Column, Index, Integer, String, Table, text

from agente.storage.types import Id, Json, UtcDateTime, metadata

REASON_CHARACTERS = 500

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),  # sorts in the order in which things happened
    Column("event", String(64), nullable=False),  # what happened, such as lead.qualified
    Column("subject", Id, nullable=False),  # of which object; its deliveries leave in order
    Column("key", String(200), nullable=False),  # the same key is written once, however often its cause is repeated
    Column("destination", String(32), nullable=False, server_default=""),  # '': an event, still to be shared out
    Column("payload", Json, nullable=False),
    Column("status", String(16), nullable=False),  # pending · done · superseded · dead · dropped
    Column("attempts", Integer, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),  # tries that failed while others arrived
    Column("last_reason", String(REASON_CHARACTERS)),  # why the last attempt failed, or who dropped it
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("lease_token", Id),  # of the worker that sends it now
    Column("lease_until", UtcDateTime),  # from then on another worker may take it over
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("uq_outbox_key", "key", unique=True),
    Index("ix_outbox_subject", "subject"),
    Index(
        "ix_outbox_due",
        "destination",
        "next_attempt_at",
        sqlite_where=text("status = 'pending'"),
        postgresql_where=text("status = 'pending'"),
    ),
    Index(
        "ix_outbox_order",
        "subject",
        "destination",
        "id",
        sqlite_where=text("status = 'pending'"),
        postgresql_where=text("status = 'pending'"),
    ),
    Index(
        "ix_outbox_dead",
        "destination",
        sqlite_where=text("status = 'dead'"),
        postgresql_where=text("status = 'dead'"),
    ),
)

outbox_receipts = Table(
    "outbox_receipts",
    metadata,
    Column("destination", String(32), primary_key=True),
    Column("subject", Id, primary_key=True),
    Column("receipt", Json, nullable=False),  # what its last delivery left: ids at the vendor
    Column("updated_at", UtcDateTime, nullable=False),
)
