"""Providers' own spend limits and alerts."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "spend_limit",
        sa.Column("connection", sa.Integer(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("nanos", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("blocking_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["connection"], ["connection.id"], name=op.f("fk_spend_limit_connection")),
        sa.PrimaryKeyConstraint("connection", "project", name=op.f("pk_spend_limit")),
    )
    op.create_table(
        "spend_alert",
        sa.Column("connection", sa.Integer(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("nanos", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["connection"], ["connection.id"], name=op.f("fk_spend_alert_connection")),
        sa.PrimaryKeyConstraint("connection", "project", "external_id", name=op.f("pk_spend_alert")),
    )
