"""Which collection a day's digest is of: a release that keeps none collects meanwhile, and leaves it as it is."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ledger", sa.Column("digest_at", UtcTime(), nullable=True))
