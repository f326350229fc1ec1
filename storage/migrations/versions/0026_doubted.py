"""Where Slack is to be asked whether it takes the bot's token still, until it has answered."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workspace", sa.Column("doubted_at", UtcTime(), nullable=True))
