"""When a connection's days were compared with the provider's own totals, and the days that differed."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("connection", sa.Column("reconciled_at", sa.DateTime(timezone=True)))
    op.create_table(
        "difference",
        sa.Column("connection", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("ours", sa.BigInteger(), nullable=False),
        sa.Column("theirs", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["connection"], ["connection.id"], name=op.f("fk_difference_connection")),
        sa.PrimaryKeyConstraint("connection", "endpoint", "day", "unit", name=op.f("pk_difference")),
    )
