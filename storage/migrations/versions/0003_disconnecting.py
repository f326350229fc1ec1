"""Disconnecting a connection: since when it is, and whether its history goes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("connection", sa.Column("disconnected_at", sa.DateTime(timezone=True)))
    op.add_column("connection", sa.Column("history_goes", sa.Boolean(), nullable=False, server_default=sa.false()))
