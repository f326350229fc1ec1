"""Since when a message may have been posted: from its first claim on, however often it was taken over since."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("delivery", sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE delivery SET begun_at = claimed_at")
    with op.batch_alter_table("delivery") as table:
        table.alter_column("begun_at", nullable=False)
