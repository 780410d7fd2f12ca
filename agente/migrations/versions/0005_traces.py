"""How a reply came about"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("messages", sa.Column("trace", sa.JSON(none_as_null=True), nullable=True))
