"""On which day the weeks of a workspace start."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workspace", sa.Column("week_start", sa.Integer(), server_default="0", nullable=False))
