"""Kinds of meetings"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("bookings", sa.Column("kind", sa.String(60), nullable=True))
