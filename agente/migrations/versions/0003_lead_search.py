"""What a search for leads looks at"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("leads", sa.Column("searched", sa.String(length=4000), server_default="", nullable=False))
    op.create_index("ix_conversations_contact_id", "conversations", ["contact_id"], unique=False)
