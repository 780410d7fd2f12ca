"""Messages that were answered together with a later one"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column(
        "messages",
        sa.Column("gathered_into", sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite"), nullable=True),
    )
