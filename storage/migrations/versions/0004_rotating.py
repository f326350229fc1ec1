"""Rotating a key: when it ends by itself, the one it replaced, and whether a collection has proven it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("connection", sa.Column("key_expires_at", sa.DateTime(timezone=True)))
    op.add_column("connection", sa.Column("replaced_ref", sa.LargeBinary()))
    op.add_column("connection", sa.Column("key_proven", sa.Boolean(), nullable=False, server_default=sa.true()))
