"""Who answers in a conversation now; the handoffs of one"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

Id = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")


def upgrade() -> None:
    op.add_column("conversations", sa.Column("lease_token", Id, nullable=True))
    op.add_column("conversations", sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True))
    # Deleting old conversations looks for the handoffs of each.
    op.create_index("ix_handoffs_conversation_id", "handoffs", ["conversation_id"], unique=False)
