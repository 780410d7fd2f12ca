"""One contact a person: identities, suggestions, merges; protocol numbers; the audit log"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

Id = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    _add_columns()
    _create_identities()
    _create_suggestions()
    _create_merges()
    _create_audit_log()


def _add_columns() -> None:
    op.add_column("contacts", sa.Column("merged_into", Id, nullable=True))
    op.add_column("contacts", sa.Column("erased_at", Moment, nullable=True))
    op.create_index(
        "ix_contacts_merged_into",
        "contacts",
        ["merged_into"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.add_column("conversations", sa.Column("protocol", sa.String(length=16), nullable=True))
    op.create_index("ix_outbox_subject", "outbox", ["subject"], unique=False)
    op.create_index("uq_conversations_protocol", "conversations", ["protocol"], unique=True)


def _create_identities() -> None:
    op.create_table(
        "contact_identities",
        sa.Column("id", Id, nullable=False),
        sa.Column("owner", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(length=320), nullable=False),
        sa.Column("contact_id", Id, nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_contact_identities_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_identities")),
    )
    op.create_index(
        "uq_contact_identities_owner_kind_value", "contact_identities", ["owner", "kind", "value"], unique=True
    )
    op.create_index("ix_contact_identities_contact_id", "contact_identities", ["contact_id"], unique=False)


def _create_suggestions() -> None:
    op.create_table(
        "contact_suggestions",
        sa.Column("id", Id, nullable=False),
        sa.Column("contact_id", Id, nullable=False),
        sa.Column("other_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_contact_suggestions_contact_id")),
        sa.ForeignKeyConstraint(["other_id"], ["contacts.id"], name=op.f("fk_contact_suggestions_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_suggestions")),
    )
    op.create_index(
        "uq_contact_suggestions_contact_id_other_id", "contact_suggestions", ["contact_id", "other_id"], unique=True
    )
    op.create_index("ix_contact_suggestions_other_id", "contact_suggestions", ["other_id"], unique=False)


def _create_merges() -> None:
    op.create_table(
        "contact_merges",
        sa.Column("id", Id, nullable=False),
        sa.Column("survivor_id", Id, nullable=False),
        sa.Column("absorbed_id", Id, nullable=False),
        sa.Column("client", sa.String(length=100), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("moved", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("undone_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["survivor_id"], ["contacts.id"], name=op.f("fk_contact_merges_survivor_id")),
        sa.ForeignKeyConstraint(["absorbed_id"], ["contacts.id"], name=op.f("fk_contact_merges_absorbed_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_merges")),
    )
    for column in ("survivor_id", "absorbed_id"):
        op.create_index(f"ix_contact_merges_{column}", "contact_merges", [column], unique=False)


def _create_audit_log() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", Id, nullable=False),
        sa.Column("client", sa.String(length=100), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", Id, nullable=False),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    op.create_index("ix_audit_log_created_at", "audit_log", ["created_at"], unique=False)
