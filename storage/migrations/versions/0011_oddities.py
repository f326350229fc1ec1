"""What is particular about a connection's organization: what is unknown, refused, or not there."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "oddity",
        sa.Column("connection", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["connection"], ["connection.id"], name=op.f("fk_oddity_connection")),
        sa.PrimaryKeyConstraint("connection", "kind", "endpoint", "what", name=op.f("pk_oddity")),
    )
