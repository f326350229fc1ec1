"""What an installation was granted; of those that were made before, it is not known."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("install", sa.Column("scopes", sa.String(), server_default="", nullable=False))
