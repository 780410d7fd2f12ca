"""What the calendar of a vendor says: spans that others take, and what it and a booking agreed on"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

Id = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "calendar_busy",
        sa.Column("instance", sa.String(64), nullable=False),
        sa.Column("starts_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("instance", name=op.f("pk_calendar_busy")),
    )
    op.create_index("ix_calendar_busy_ends_at", "calendar_busy", ["ends_at"], unique=False)
    op.create_table(
        "calendar_events",
        sa.Column("booking_id", Id, nullable=False),
        sa.Column("calendar", sa.String(16), nullable=False),
        sa.Column("starts_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["bookings.id"],
            name=op.f("fk_calendar_events_booking_id_bookings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_calendar_events")),
    )
    op.add_column("bookings", sa.Column("collided_at", Moment, nullable=True))
