"""Leads, bookings and the outbox"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Id = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")
Json = sa.JSON(none_as_null=True)
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_leads()
    _create_bookings()
    _create_outbox()
    op.add_column("messages", sa.Column("lead", Json, nullable=True))
    op.add_column("messages", sa.Column("booking", Json, nullable=True))


def _create_leads() -> None:
    op.create_table(
        "leads",
        sa.Column("id", Id, nullable=False),
        sa.Column("contact_id", Id, nullable=False),
        sa.Column("conversation_id", Id, nullable=True),
        sa.Column("owner", sa.String(length=100), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("company", sa.String(length=200), nullable=True),
        sa.Column("fields", Json, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", Json, nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("qualified_at", Moment, nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_leads_contact_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_leads_conversation_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leads")),
    )
    op.create_index("uq_leads_contact_id", "leads", ["contact_id"], unique=True)
    for column in ("conversation_id", "created_at", "email"):
        op.create_index(f"ix_leads_{column}", "leads", [column], unique=False)


def _create_bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", Id, nullable=False),
        sa.Column("contact_id", Id, nullable=False),
        sa.Column("conversation_id", Id, nullable=True),
        sa.Column("starts_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_bookings_contact_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_bookings_conversation_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
    )
    op.create_index(
        "uq_bookings_slot",
        "bookings",
        ["starts_at", "lane"],
        unique=True,
        sqlite_where=sa.text("status = 'booked'"),
        postgresql_where=sa.text("status = 'booked'"),
    )
    for column in ("contact_id", "conversation_id"):
        op.create_index(f"ix_bookings_{column}", "bookings", [column], unique=False)


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", Id, nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("subject", Id, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", Moment, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("uq_outbox_key", "outbox", ["key"], unique=True)
    op.create_index(
        "ix_outbox_pending",
        "outbox",
        ["next_attempt_at"],
        unique=False,
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    )
