"""What operators change while it runs; audit entries about the whole installation"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0007"

Id = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")


def upgrade() -> None:
    op.create_table(
        "settings",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    with op.batch_alter_table("audit_log") as audit_log:
        audit_log.alter_column("subject", existing_type=Id, nullable=True)
