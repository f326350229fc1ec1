"""What the alert rules of each workspace were judged with last, so that no other process judges the same again."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workspace", sa.Column("judged", sa.String(), server_default="", nullable=False))
