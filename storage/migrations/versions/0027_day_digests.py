"""What a provider said of each day, as a digest: what it says again is not written again."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ledger", sa.Column("digest", sa.LargeBinary, nullable=True))
