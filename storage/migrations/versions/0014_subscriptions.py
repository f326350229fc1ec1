"""What people have asked to be told: digests, budgets and alert rules."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscription",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filters", sa.String(), nullable=False),
        sa.Column("spec", sa.String(), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("off_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_subscription_workspace")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_subscription")),
        sa.UniqueConstraint("workspace", "kind", "number", name=op.f("uq_subscription_workspace_kind_number")),
    )
    op.create_table(
        "recipient",
        sa.Column("subscription", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("muted_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["subscription"], ["subscription.uid"], name=op.f("fk_recipient_subscription")),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_recipient_workspace")),
        sa.PrimaryKeyConstraint("subscription", "place", name=op.f("pk_recipient")),
    )
