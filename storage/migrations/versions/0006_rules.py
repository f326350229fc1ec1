"""Rules: who manages TokenMeter, what members and channels are limited to, and which shared channels get figures."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rule",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("filters", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_rule_workspace")),
        sa.PrimaryKeyConstraint("workspace", "subject", "kind", name=op.f("pk_rule")),
    )
