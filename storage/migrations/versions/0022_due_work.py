"""What is due: when each workspace is to be looked after, and when each chore of the house was begun last."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workspace", sa.Column("look_at", sa.DateTime(timezone=True)))
    op.add_column("workspace", sa.Column("looked_hourly_at", sa.DateTime(timezone=True)))
    op.create_index("ix_workspace_look_at", "workspace", ["look_at"])
    op.create_table(
        "chore",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chore"),
    )
    op.create_index(
        "ix_delivery_workspace_unsent",
        "delivery",
        ["workspace"],
        sqlite_where=sa.text("sent_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL"),
    )
