"""The scheduler's heartbeat: who looks for what is due, and when it last did."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("only", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("awake_since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("only", name="pk_heartbeat"),
    )
