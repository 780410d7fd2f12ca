"""Deliveries: one row a destination, leased to the worker that sends it; what the vendor keeps of each object"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

Id = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    _add_columns()
    _create_indexes()
    _create_receipts()


def _add_columns() -> None:
    # Rows of the release before are events: '' says that they are still to be shared out.
    op.add_column("outbox", sa.Column("destination", sa.String(32), nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("failures", sa.Integer, nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("last_reason", sa.String(500), nullable=True))
    op.add_column("outbox", sa.Column("lease_token", Id, nullable=True))
    op.add_column("outbox", sa.Column("lease_until", Moment, nullable=True))


def _create_indexes() -> None:
    pending = sa.text("status = 'pending'")
    op.drop_index("ix_outbox_pending", table_name="outbox")
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["destination", "next_attempt_at"],
        unique=False,
        sqlite_where=pending,
        postgresql_where=pending,
    )
    op.create_index(
        "ix_outbox_order",
        "outbox",
        ["subject", "destination", "id"],
        unique=False,
        sqlite_where=pending,
        postgresql_where=pending,
    )
    dead = sa.text("status = 'dead'")
    op.create_index("ix_outbox_dead", "outbox", ["destination"], unique=False, sqlite_where=dead, postgresql_where=dead)


def _create_receipts() -> None:
    op.create_table(
        "outbox_receipts",
        sa.Column("destination", sa.String(32), nullable=False),
        sa.Column("subject", Id, nullable=False),
        sa.Column("receipt", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("destination", "subject", name=op.f("pk_outbox_receipts")),
    )
