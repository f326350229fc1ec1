"""Purging a workspace that was uninstalled, also when the process ends in the middle of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workspace", sa.Column("uninstalled_at", sa.DateTime(timezone=True)))
